// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.more;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.more.JtemoreGenerated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.Page;
import org.cisterna.console.PumpPanel;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Identified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /more/NAME}: pages of other bundles. */
public final class MorePages implements Route.Topic {

    private static final Logger LOG = LoggerFactory.getLogger(MorePages.class);

    private final Services services;

    /** With the pages that come and go. */
    public MorePages(Services services) {
        this.services = services;
    }

    /**
     * A panel, ready to be shown.
     *
     * @param title its heading
     * @param blocks what it shows; one paragraph that says so, where it failed
     */
    public record Panel(String title, Blocks blocks) {}

    @Override
    public List<Route> routes() {
        return List.of(new Route("GET", "/more/{name}", Route.Access.signedIn(), this::page));
    }

    private Reply page(Asked asked) {
        String name = asked.place("name");
        Optional<Page> found = services.pages().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return Trouble.of(503, text("trouble.503.title"), text("more.gone")).reply();
        }
        Page page = found.get();
        if (!asked.who().may(page.needs())) {
            return Trouble.of(
                            403,
                            text("trouble.403.title"),
                            text("more.forbidden", page.title(), page.needs().words()))
                    .reply();
        }
        Blocks blocks = new Blocks(page.render(asked.query(), asked.who()));
        return Reply.show(Reply.page(
                page.title(), "/more/" + name, out -> JtemoreGenerated.render(out, null, page.title(), blocks)));
    }

    /** The panels for a pump. One that throws is named and harms nobody else. */
    public List<Panel> panels(PumpId pump, Identified who) {
        List<Panel> panels = new ArrayList<>();
        for (PumpPanel each : services.panels()) {
            if (who.may(each.needs())) {
                try {
                    Blocks blocks = new Blocks(each.render(pump, who));
                    if (!blocks.blocks().isEmpty()) {
                        panels.add(new Panel(each.title(), blocks));
                    }
                } catch (RuntimeException bug) {
                    LOG.error("the panel {} failed", each.getClass().getName(), bug);
                    panels.add(new Panel(
                            each.title(), new Blocks(List.of(org.cisterna.console.Block.text(text("more.failed"))))));
                }
            }
        }
        return panels;
    }
}
