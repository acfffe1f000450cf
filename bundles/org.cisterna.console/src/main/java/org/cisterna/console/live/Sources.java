// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Subscription;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.console.frame.Texts;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.PumpHost;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where events come from: the tail of the ledger for what lasts, the host's listener for steps that may be lost, and a look once a second at the
 * drivers folder and at runs of the conformance kit, which tell nobody by themselves. The services come and go. Thread-safe.
 */
final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Map<Ledger, Subscription> tails = new ConcurrentHashMap<>();
    private final Map<PumpHost, AutoCloseable> steps = new ConcurrentHashMap<>();
    private final List<DriverAdmissions> folders = new CopyOnWriteArrayList<>();
    private final List<KitRuns> kits = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> progress = new AtomicReference<>("");
    private final AtomicReference<String> seen = new AtomicReference<>("");
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Hub hub;
    private final TimeSource house;
    private final Signal end;
    private final Worker looking;

    Sources(Hub hub, Threads threads, TimeSource house) {
        this.hub = hub;
        this.house = house;
        this.end = threads.newSignal();
        this.looking = threads.start("console drivers", this::look);
    }

    void add(Ledger ledger) {
        tails.put(ledger, ledger.follow(ledger.size(), this::entered));
    }

    void remove(Ledger ledger) {
        Subscription tail = tails.remove(ledger);
        if (tail != null) {
            tail.close();
        }
    }

    void add(PumpHost host) {
        steps.put(
                host,
                host.follow(step ->
                        hub.publish(Event.step(step.pump().text(), Texts.textOr("step." + step.step(), step.step())))));
        hub.publish(Event.drivers());
    }

    void remove(PumpHost host) {
        end(steps.remove(host));
        hub.publish(Event.drivers());
    }

    void add(DriverAdmissions folder) {
        folders.add(folder);
    }

    void remove(DriverAdmissions folder) {
        folders.remove(folder);
    }

    void add(KitRuns kit) {
        kits.add(kit);
    }

    void remove(KitRuns kit) {
        kits.remove(kit);
    }

    void close() throws InterruptedException {
        closed.set(true);
        end.raise();
        if (!looking.join(house.now().plus(GRACE))) {
            looking.interrupt();
        }
        tails.values().forEach(Subscription::close);
        steps.values().forEach(Sources::end);
    }

    private void entered(List<Envelope> envelopes) {
        for (Envelope each : envelopes) {
            each.entry().pump().ifPresent(pump -> hub.publish(Event.pump(pump, each.sequence())));
            if (each.entry().type().equals("pump.driver")) {
                hub.publish(Event.drivers());
            }
        }
    }

    private void look() throws InterruptedException {
        while (!closed.get()) {
            StringBuilder now = new StringBuilder();
            for (DriverAdmissions folder : folders) {
                folder.jars()
                        .forEach(each ->
                                now.append(each.file()).append(each.digest()).append(each.state()));
            }
            String text = now.toString();
            if (!text.equals(seen.getAndSet(text))) {
                hub.publish(Event.drivers());
            }
            String runs = kits.stream().map(Sources::progress).collect(Collectors.joining(" "));
            if (!runs.equals(progress.getAndSet(runs))) {
                hub.publish(Event.conformance());
            }
            house.await(end, house.now().plus(LOOK));
        }
    }

    private static String progress(KitRuns kit) {
        return kit.runs().stream()
                .findFirst()
                .map(each -> each.id() + " " + each.state() + " " + each.judged())
                .orElse("none");
    }

    private static void end(@org.jspecify.annotations.Nullable AutoCloseable following) {
        try {
            if (following != null) {
                following.close();
            }
        } catch (Exception gone) {
            LOG.warn("a host that went did not let its listener go: {}", gone.getMessage());
        }
    }
}
