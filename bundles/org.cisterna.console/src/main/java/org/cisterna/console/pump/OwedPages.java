// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.pump.JtereviewsGenerated;
import java.util.List;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.therapy.Act;

/** {@code /reviews}: everything that one clinician released alone and nobody has reviewed yet. */
public final class OwedPages implements Route.Topic {

    private static final String HERE = "/reviews";

    private final Services services;

    /** With what it asks. */
    public OwedPages(Services services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HERE, Act.SEE_PUMPS, this::page));
    }

    private Reply page(Asked asked) {
        Owed owed = Owed.of(services, asked.who());
        return Reply.show(Reply.page(text("owed.title"), "/fleet", out -> JtereviewsGenerated.render(out, null, owed)));
    }
}
