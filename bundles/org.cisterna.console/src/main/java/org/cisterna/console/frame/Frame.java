// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import gg.jte.generated.precompiled.JtelayoutGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.Page;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;

/** Puts a page into what stands around every page. Thread-safe. */
public final class Frame {

    /** The console's own entries: address, words, and who may see them. */
    private record Own(String address, String text, Act needs) {}

    private static final List<Own> OWN = List.of(
            new Own("/fleet", "nav.fleet", Act.SEE_PUMPS),
            new Own("/enrol", "nav.enrol", Act.ENROL),
            new Own("/drivers", "nav.drivers", Act.SEE_DRIVERS),
            new Own("/conformance", "nav.conformance", Act.SEE_DRIVERS),
            new Own("/ledger-view", "nav.ledger", Act.READ_LEDGER),
            new Own("/people", "nav.people", Act.ADMIN_PEOPLE));

    private final Services services;
    private final PumpClock clock;
    private final String assets;

    /** With the address of style and scripts. */
    public Frame(Services services, PumpClock clock, String assets) {
        this.services = services;
        this.clock = clock;
        this.assets = assets;
    }

    /** The whole document, in the colours of the system. */
    public String html(Reply.PageView page, Optional<Asked.Visitor> visitor) {
        return html(page, visitor, Theme.SYSTEM);
    }

    /** The whole document. */
    public String html(Reply.PageView page, Optional<Asked.Visitor> visitor, Theme theme) {
        Layout layout = new Layout(
                page.title(),
                assets,
                theme == Theme.SYSTEM ? Optional.empty() : Optional.of(theme.text()),
                clock.band(),
                visitor.filter(each -> !each.locked())
                        .map(each -> navigation(each.who(), page.section()))
                        .orElse(List.of()),
                visitor.map(each -> new Layout.Me(
                        each.who().person().printedName(), Router.roles(each), each.formToken(), each.locked())),
                page.strip(),
                page.width() == Reply.Width.WIDE,
                page.width() == Reply.Width.CHECK,
                page.content());
        StringOutput out = new StringOutput(16 * 1024);
        JtelayoutGenerated.render(new OwaspHtmlTemplateOutput(out), null, layout);
        return out.toString();
    }

    private List<Layout.Entry> navigation(Identified who, String section) {
        List<Layout.Entry> entries = new ArrayList<>();
        for (Own own : OWN) {
            if (who.may(own.needs())) {
                entries.add(new Layout.Entry(
                        own.address(), Texts.text(own.text()), own.address().equals(section)));
            }
        }
        record Other(Page.NavigationEntry entry, String name) {}
        services.pages().stream()
                .filter(page -> who.may(page.needs()))
                .flatMap(page -> page.navigation().stream().map(entry -> new Other(entry, page.name())))
                .sorted(Comparator.comparing((Other other) -> other.entry().rank())
                        .thenComparing(Other::name))
                .forEach(other -> entries.add(new Layout.Entry(
                        "/more/" + other.name(), other.entry().label(), ("/more/" + other.name()).equals(section))));
        return entries;
    }

    /** Where somebody begins: the first entry of the navigation; empty for one who may see none. */
    public Optional<String> start(Identified who) {
        return navigation(who, "").stream().map(Layout.Entry::address).findFirst();
    }
}
