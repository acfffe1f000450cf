// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cisterna.conformance.bundle.BundleFiles;
import org.cisterna.conformance.bundle.BundlePath;
import org.cisterna.conformance.bundle.DriverFramework;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;
import org.osgi.framework.BundleException;

/** Chapter 18: a driver's life in a framework, which is started around its bundle. */
final class LifeRules {

    private static final int MOST_STEPS = 200;
    private static final int LIVES = 6;
    private static final int COLLECTIONS = 40;
    private static final long COLLECTING_MILLIS = 25;
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofMinutes(3);
    private static final Duration WATCHED = Duration.ofHours(1);

    private LifeRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("18.01", LifeRules::sessionsEndWithTheBundle),
                new Check("18.02", LifeRules::nothingIsLeft),
                new Check("18.03", LifeRules::theServiceIsThereWhileItWorks));
    }

    /** What is under way when the bundle stops. */
    private enum Work {
        CHANGE,
        READING,
        STOP,
        NOTHING
    }
    /** Who uses the driver's service, and does what a host does when it goes: whatever runs is to end. */
    private static final class Host implements Consumer<Boolean> {
        private Optional<Bench> bench = Optional.empty();
        private Optional<PumpSession> session = Optional.empty();

        void works(Bench on) {
            bench = Optional.of(on);
            session = Optional.empty();
        }

        void rests() {
            bench = Optional.empty();
            session = Optional.empty();
        }

        @Override
        public void accept(Boolean came) {
            if (!came) {
                bench.ifPresent(each -> each.context().interrupt());
                session.ifPresent(PumpSession::interrupt);
            }
        }
    }

    /** A framework with the driver's bundle in it. */
    private static DriverFramework framework(Trial trial) throws NotTestable, IOException, BundleException {
        BundleFiles files = BundleFiles.read(trial.bundle().file());
        if (!BundlePath.hasFramework()) {
            throw NotTestable.rig("there is no OSGi framework on the class path of the kit");
        }
        return DriverFramework.start(files);
    }

    /** Starts the driver; what it cannot be wired to here decides nothing about it. */
    private static Optional<PumpDriver> started(DriverFramework framework, Judge judge) throws NotTestable {
        try {
            framework.startDriver();
        } catch (BundleException e) {
            if (e.getType() == BundleException.RESOLVE_ERROR) {
                throw NotTestable.rig("the bundle does not resolve in the kit's framework: " + e.getMessage());
            }
            judge.expect(false, () -> "the bundle does not start: " + e.getMessage());
            return Optional.empty();
        }
        Optional<PumpDriver> service = framework.service();
        judge.expect(
                service.isPresent(), () -> "the bundle is started, and there is no service " + complaints(framework));
        return service;
    }

    private static String complaints(DriverFramework framework) {
        return framework.complaints().isEmpty() ? "" : framework.complaints().toString();
    }

    private static boolean stopped(DriverFramework framework, Judge judge) {
        try {
            framework.stopDriver();
            return true;
        } catch (BundleException e) {
            return judge.expect(false, () -> "the bundle does not stop in order: " + e.getMessage());
        }
    }

    private static void sessionsEndWithTheBundle(Trial trial, Judge judge) throws Exception {
        trial.plans();
        try (DriverFramework framework = framework(trial)) {
            Host host = new Host();
            framework.listen(host);
            for (Work work : Work.values()) {
                int step = 1;
                while (step < MOST_STEPS && endsWell(trial, judge, framework, host, work, step)) {
                    step++;
                }
                judge.note("stopped at each of " + (step - 1) + " steps of: " + work);
            }
        }
    }

    /** The bundle is stopped at the n-th step on the link; whether it came to that step. */
    private static boolean endsWell(Trial trial, Judge judge, DriverFramework framework, Host host, Work work, int step)
            throws Exception {
        Optional<PumpDriver> driver = started(framework, judge);
        if (driver.isEmpty()) {
            return false;
        }
        Bench bench = trial.ready(trial.paired(trial.benchFor(driver.get())));
        judge.about(() -> bench.trace().moments());
        Plan plan = trial.plans().plan(bench.read().revision(), trial.plans().next(), List.of());
        host.works(bench);
        AtomicInteger steps = new AtomicInteger();
        List<Instant> at = new ArrayList<>();
        String where = "the bundle was stopped at step " + step + " of " + work;
        Runnable end = () -> {
            at.add(bench.time().now());
            stopped(framework, judge);
        };
        bench.atEachStep(() -> {
            if (steps.incrementAndGet() == step) {
                end.run();
            }
        });
        Said said = ended(trial, host, plan, work, end);
        bench.atEachStep(() -> {});
        Duration went = at.isEmpty()
                ? Duration.ZERO
                : Duration.between(at.get(0), bench.time().now());
        host.rests();
        if (at.isEmpty()) {
            stopped(framework, judge);
            return false;
        }
        judge.expect(said.kind() != Said.Kind.THREW, () -> where + ": it threw " + said.words());
        judge.expect(went.compareTo(BOUND) <= 0, () -> where + ": it went on for " + went.toMillis() + " ms");
        Optional<PumpDriver> again = started(framework, judge);
        if (again.isPresent()) {
            after(trial, judge, bench.updated(again.get()), said, work, where);
        }
        stopped(framework, judge);
        return work != Work.NOTHING;
    }

    private static Said ended(Trial trial, Host host, Plan plan, Work work, Runnable end) {
        Bench bench = host.bench.orElseThrow();
        try {
            Answer<PumpSession> answer = bench.open();
            if (!answer.isDone()) {
                return new Said(Said.Kind.OPEN, "opening: " + answer.violations());
            }
            try (PumpSession session = answer.orElseThrow()) {
                host.session = Optional.of(session);
                switch (work) {
                    case CHANGE -> {
                        return trial.change(bench, session, plan, bench.id());
                    }
                    case READING -> session.interrogate(bench.soon());
                    case STOP -> {
                        return session.stop(bench.id(), bench.soon()).isDone()
                                ? new Said(Said.Kind.APPLIED, "stopped")
                                : new Said(Said.Kind.REFUSED, "a stop");
                    }
                    case NOTHING -> end.run();
                }
                return new Said(Said.Kind.OPEN, "nothing was to be changed");
            }
        } catch (LinkException e) {
            return new Said(Said.Kind.OPEN, e.reason() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            return new Said(Said.Kind.OPEN, "interrupted");
        } catch (RuntimeException | LinkageError e) {
            return new Said(Said.Kind.THREW, e.toString());
        } finally {
            // a driver may have marked the thread; the kit goes on with it
            Thread.interrupted();
        }
    }

    /** The pump, read by the driver as it comes back when every bound has passed. */
    private static void after(Trial trial, Judge judge, Bench bench, Said said, Work work, String where)
            throws Exception {
        Plans plans = trial.plans();
        bench.pass(trial.descriptor().interimStop().orElse(Duration.ZERO).plus(MARGIN));
        Snapshot after = bench.read();
        boolean isNew = after.programme().equals(plans.next());
        judge.expect(
                isNew || after.programme().equals(plans.base()), () -> where + ": the pump runs " + after.programme());
        if (work == Work.STOP) {
            judge.expect(
                    said.kind() != Said.Kind.APPLIED || after.motor() == MotorState.STOPPED,
                    () -> where + ": the stop was said to be done, and the pump is " + after.motor());
            return;
        }
        judge.expect(
                after.motor() == MotorState.RUNNING, () -> where + ": the pump is " + after.motor() + " afterwards");
        judge.expect(work == Work.CHANGE || !isNew, () -> where + ": the pump runs a programme that was never sent");
        judge.expect(
                said.kind() != Said.Kind.REFUSED || !isNew,
                () -> where + ": " + said + ", and the pump runs the new programme");
        judge.expect(
                said.kind() != Said.Kind.APPLIED || isNew,
                () -> where + ": " + said + ", and the pump runs the old programme");
        if (bench.rig().flow().isPresent()) {
            Instant from = bench.time().now();
            long flowed = bench.flowIn(WATCHED);
            long expected = Plans.integral(after.programme(), from, bench.time().now());
            judge.expect(
                    Tolerance.near(flowed, expected, plans.capabilities()),
                    () -> where + ": " + flowed + " nL flowed in an hour; the programme gives " + expected);
        }
    }

    private static void nothingIsLeft(Trial trial, Judge judge) throws Exception {
        // made by a driver outside the framework, so that nothing here holds an instance from inside
        trial.plans();
        try (DriverFramework framework = framework(trial)) {
            Footprint before = Footprint.now();
            for (int life = 0; life < LIVES; life++) {
                live(trial, judge, framework);
            }
            List<String> left = Footprint.now().since(before);
            judge.expect(left.isEmpty(), () -> "after " + LIVES + " starts and stops there are left behind: " + left);
            judge.expect(
                    framework.services() == 0,
                    () -> "the bundle is stopped and has " + framework.services() + " services");
            WeakReference<ClassLoader> classes = framework.classes();
            framework.uninstall();
            judge.expect(
                    isCollected(classes),
                    () -> "the bundle is stopped and gone, and its classes are still held by something");
        }
    }

    /** One life: started, used, stopped. */
    private static void live(Trial trial, Judge judge, DriverFramework framework) throws Exception {
        Optional<PumpDriver> driver = started(framework, judge);
        if (driver.isPresent()) {
            use(trial, driver.get());
        }
        stopped(framework, judge);
    }

    /** A pump is paired, programmed and read. */
    private static void use(Trial trial, PumpDriver driver) throws Exception {
        trial.ready(trial.paired(trial.benchFor(driver))).read();
    }

    /** Whether the machine takes the classes back, which it does some time after nobody holds them any more. */
    private static boolean isCollected(WeakReference<ClassLoader> classes) throws InterruptedException {
        ReferenceQueue<Object> never = new ReferenceQueue<>();
        for (int i = 0; i < COLLECTIONS && classes.get() != null; i++) {
            System.gc();
            never.remove(COLLECTING_MILLIS);
        }
        return classes.get() == null;
    }

    private static void theServiceIsThereWhileItWorks(Trial trial, Judge judge) throws Exception {
        trial.plans();
        try (DriverFramework framework = framework(trial)) {
            List<PumpDriver> held = new ArrayList<>();
            framework.listen(came -> {
                if (came) {
                    held.clear();
                    framework.service().ifPresent(held::add);
                }
                works(trial, judge, held.stream().findFirst(), came ? "at its first moment" : "at its last moment");
            });
            for (int life = 0; life < LIVES; life++) {
                started(framework, judge);
                stopped(framework, judge);
                judge.expect(
                        framework.services() == 0,
                        () -> "the bundle is stopped and has " + framework.services() + " services");
            }
        }
    }

    private static void works(Trial trial, Judge judge, Optional<PumpDriver> driver, String when) {
        if (driver.isEmpty()) {
            judge.expect(false, () -> "the service is announced, and " + when + " nobody gets it");
            return;
        }
        String trouble = "";
        try {
            use(trial, driver.get());
        } catch (Exception | LinkageError e) {
            trouble = e.toString();
        }
        String said = trouble;
        judge.expect(said.isEmpty(), () -> "the service is there, and does not work " + when + ": " + said);
    }
}
