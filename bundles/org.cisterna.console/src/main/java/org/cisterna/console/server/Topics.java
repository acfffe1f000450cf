// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.console.change.ChangeTopics;
import org.cisterna.console.conformance.ConformancePages;
import org.cisterna.console.drivers.DriverPages;
import org.cisterna.console.enrol.EnrolPages;
import org.cisterna.console.enrol.LabelPages;
import org.cisterna.console.fleet.FleetPages;
import org.cisterna.console.frame.Frame;
import org.cisterna.console.frame.PumpClock;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.hand.HandPages;
import org.cisterna.console.ledger.CheckPage;
import org.cisterna.console.ledger.IncidentPages;
import org.cisterna.console.ledger.LedgerPages;
import org.cisterna.console.more.MorePages;
import org.cisterna.console.people.LinkPages;
import org.cisterna.console.people.OwnPages;
import org.cisterna.console.people.PeoplePages;
import org.cisterna.console.people.SignInPages;
import org.cisterna.console.pump.OwedPages;
import org.cisterna.console.pump.PumpPages;
import org.cisterna.console.pump.StopPages;
import org.cisterna.console.pump.VisitPages;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/** Every topic of the console. A new one is one line here. */
final class Topics {

    private Topics() {}

    /** All addresses. */
    static List<Route> routes(Services services, Frame frame, PumpClock clock, TimeSource house, Threads threads) {
        List<Route> routes = new ArrayList<>();
        MorePages more = new MorePages(services);
        for (Route.Topic topic : List.of(
                new StartPage(frame), //
                new SignInPages(services),
                new LinkPages(services),
                new PeoplePages(services),
                new OwnPages(services, house),
                new FleetPages(services),
                new PumpPages(services, clock, more),
                new OwedPages(services),
                new VisitPages(services),
                new StopPages(services),
                new HandPages(services),
                new EnrolPages(services),
                new LabelPages(services),
                new ChangeTopics(services, house, threads),
                new DriverPages(services),
                new ConformancePages(services),
                new CheckPage(),
                new IncidentPages(services, house),
                new LedgerPages(services),
                more)) {
            routes.addAll(topic.routes());
        }
        return List.copyOf(routes);
    }
}
