// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/** Every address of a change of dose. The pages share the signers' reasons and the sends that are under way. */
public final class ChangeTopics implements Route.Topic {

    private final List<Route> routes;

    /** With what the pages ask. */
    public ChangeTopics(Services services, TimeSource house, Threads threads) {
        Reasons reasons = new Reasons();
        Sendings sendings = new Sendings(threads, house);
        List<Route> all = new ArrayList<>();
        // the steps before there is a draft come first: their addresses look like those of a draft
        for (Route.Topic each : List.of(
                new ReadPages(services, house),
                new OrderPages(services),
                new CheckPages(services, reasons),
                new SignPages(services, reasons),
                new SecondPages(services, reasons),
                new AlonePages(services, reasons),
                new LookPages(services),
                new SendPages(services, sendings))) {
            all.addAll(each.routes());
        }
        routes = List.copyOf(all);
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}
