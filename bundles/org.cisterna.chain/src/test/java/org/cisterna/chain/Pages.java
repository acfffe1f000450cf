// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.Ledger;
import org.cisterna.console.change.ChangeTopics;
import org.cisterna.console.enrol.EnrolPages;
import org.cisterna.console.enrol.LabelPages;
import org.cisterna.console.frame.Frame;
import org.cisterna.console.frame.Once;
import org.cisterna.console.frame.PumpClock;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Router;
import org.cisterna.console.frame.Services;
import org.cisterna.console.hand.HandPages;
import org.cisterna.console.more.MorePages;
import org.cisterna.console.pump.PumpPages;
import org.cisterna.console.pump.StopPages;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.library.ShippedLibrary;
import org.cisterna.pump.PumpHost;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Therapy;
import org.cisterna.time.Randomness;

/** The console's pages over one life of the platform, without a server: requests go to the router as the servlet gives them. */
final class Pages {

    private final Services services = new Services();
    private final Frame frame;
    private final Router router;

    Pages(Platform platform, VirtualTime time, long seed) {
        services.add(Therapy.class, platform.therapy());
        services.add(ManualTherapy.class, platform.therapy().byHand());
        services.add(PumpHost.class, platform.host());
        services.add(Ledger.class, platform.ledger());
        services.add(People.class, platform.accounts());
        services.add(DrugLibrary.class, new ShippedLibrary());
        frame = new Frame(services, new PumpClock(time.pump()), "/a/test");
        List<Route> routes = new ArrayList<>(new EnrolPages(services).routes());
        routes.addAll(new LabelPages(services).routes());
        routes.addAll(new HandPages(services).routes());
        routes.addAll(new PumpPages(services, new PumpClock(time.pump()), new MorePages(services)).routes());
        routes.addAll(new StopPages(services).routes());
        routes.addAll(new ChangeTopics(services, time.house(), time.threads()).routes());
        router = new Router(routes, new Once(Randomness.seeded(seed), time.house()));
    }

    Services services() {
        return services;
    }

    Frame frame() {
        return frame;
    }

    Router router() {
        return router;
    }
}
