// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.time.TimeSource;

/**
 * Holds a driver and its pump to the rules. Used by one thread; a driver that never comes back keeps that thread, so whoever runs a driver that is
 * not trusted watches from another process.
 */
public final class Kit {

    /** How the reason begins when a rule is about something that the pump declares not to have. */
    static final String ABSENT = "declared absent: ";

    private static final SortedMap<RuleId, Check> CHECKS = checks();

    private final Supplier<PumpDriver> drivers;
    private final RigFactory rigs;
    private final Optional<DriverBundle> bundle;
    private final Optional<TimeSource> house;

    /**
     * A kit for one driver.
     *
     * @param drivers makes an instance of it; asked again and again, for a new instance must know nothing of an older one
     * @param rigs makes the pumps that it drives
     */
    public Kit(Supplier<PumpDriver> drivers, RigFactory rigs) {
        this(drivers, rigs, Optional.empty(), Optional.empty());
    }

    /**
     * A kit for one driver and its bundle, which is put into a framework of its own. Without a bundle, or without a framework on the class path, the rules about
     * it are not testable.
     *
     * @param drivers makes an instance of it, as above
     * @param rigs makes the pumps that it drives
     * @param bundle where it lies
     */
    public Kit(Supplier<PumpDriver> drivers, RigFactory rigs, DriverBundle bundle) {
        this(drivers, rigs, Optional.of(bundle), Optional.empty());
    }

    private Kit(
            Supplier<PumpDriver> drivers, RigFactory rigs, Optional<DriverBundle> bundle, Optional<TimeSource> house) {
        this.drivers = drivers;
        this.rigs = rigs;
        this.bundle = bundle;
        this.house = house;
    }

    /**
     * The same for orders in real time.
     *
     * @param real house time, which passes by itself
     */
    public Kit withTime(TimeSource real) {
        return new Kit(drivers, rigs, bundle, Optional.of(real));
    }

    private static SortedMap<RuleId, Check> checks() {
        SortedMap<RuleId, Check> all = new TreeMap<>();
        for (List<Check> chapter : List.of(
                DescriptorRules.checks(),
                FunctionRules.checks(),
                SessionRules.checks(),
                ReadingRules.checks(),
                ProgrammingRules.checks(),
                StopRules.checks(),
                BolusRules.checks(),
                PartRules.checks(),
                BegunRules.checks(),
                FlowRules.checks(),
                EventRules.checks(),
                LogRules.checks(),
                StateRules.checks(),
                BodyRules.checks(),
                SealRules.checks(),
                ContextRules.checks(),
                CodeRules.checks(),
                ClaimRules.checks(),
                DeliveryRules.checks(),
                FaultRules.checks(),
                ResetRules.checks(),
                LinkRules.checks(),
                CallRules.checks(),
                LifeRules.checks(),
                BundleRules.checks(),
                SecurityRules.checks())) {
            for (Check check : chapter) {
                if (all.put(check.rule(), check) != null) {
                    throw new IllegalStateException("two tests for rule " + check.rule());
                }
            }
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /** The rules for which this version of the kit has a test. */
    public static List<RuleId> tested() {
        return List.copyOf(CHECKS.keySet());
    }

    /** Why a rule that the kit should judge is not tested by this version; empty for one that is. */
    public static Optional<String> untested(RuleId rule) {
        return Untested.reason(rule);
    }

    /**
     * Runs.
     *
     * @param progress told each verdict as soon as it is there
     * @throws IllegalArgumentException when the order is one in real time, and this kit was given none
     */
    public KitResult run(KitOrder order, Consumer<Verdict> progress) {
        Rulebook book = Rulebook.shipped();
        Optional<WallTime> wall = order.within().map(this::wall);
        Supplier<BenchTime> times =
                wall.<Supplier<BenchTime>>map(each -> () -> each).orElse(() -> new StepTime(Bench.START));
        Trial trial = new Trial(drivers, rigs, bundle, order.profile(), order.seed(), times);
        DriverDescriptor driver = drivers.get().descriptor();
        List<Verdict> verdicts = new ArrayList<>();
        List<Story> stories = new ArrayList<>();
        for (Rule rule : book.rules()) {
            if (rule.subject().isJudgedByKit()) {
                Verdict verdict = wall.filter(each -> isAsked(order, rule) && each.isOver())
                        .map(each -> Verdict.of(rule.id(), Kind.INCONCLUSIVE, "time ran out before it was begun"))
                        .orElseGet(() -> Legible.verdict(verdict(trial, rule, order, driver, stories)));
                verdicts.add(verdict);
                progress.accept(verdict);
            }
        }
        return new KitResult(driver, rigs.name(), order, book.digest(), verdicts, stories);
    }

    private WallTime wall(Duration within) {
        TimeSource real =
                house.orElseThrow(() -> new IllegalArgumentException("an order in real time, and a kit without it"));
        return new WallTime(real, real.now().plus(within));
    }

    private static boolean isAsked(KitOrder order, Rule rule) {
        return order.rules().isEmpty() || order.rules().contains(rule.id());
    }

    private static Verdict verdict(
            Trial trial, Rule rule, KitOrder order, DriverDescriptor driver, List<Story> stories) {
        RuleId id = rule.id();
        if (!isAsked(order, rule)) {
            return Verdict.of(id, Kind.SKIPPED, "was not asked for");
        }
        DriverClass declared = driver.conduct().driverClass();
        if (rule.appliesTo(declared)) {
            return tested(trial, id, stories);
        }
        // what a driver says of itself does not choose what is tested: a better one may keep the rule all the same, and
        // then it says so
        Verdict found = tested(trial, id, new ArrayList<>());
        return found.kind() == Kind.PASS
                ? found
                : Verdict.of(
                        id,
                        Kind.SKIPPED,
                        "not a rule of the class " + declared + "; tested all the same, " + found.kind() + ": "
                                + found.reason());
    }

    private static Verdict tested(Trial trial, RuleId id, List<Story> stories) {
        return Optional.ofNullable(CHECKS.get(id))
                .map(check -> judged(trial, check, stories))
                .orElseGet(() -> Verdict.of(
                        id,
                        Kind.NOT_TESTABLE,
                        Untested.reason(id).orElse("this version of the kit has no test for it")));
    }

    private static Verdict judged(Trial trial, Check check, List<Story> stories) {
        Judge judge = new Judge(check.rule(), trial::latest);
        try {
            check.body().run(trial, judge);
            return judge.verdict();
        } catch (NotTestable why) {
            if (judge.isBroken()) {
                return judge.verdict();
            }
            return why.isAbsent()
                    ? Verdict.of(check.rule(), Kind.SKIPPED, ABSENT + why.words())
                    : Verdict.of(check.rule(), Kind.NOT_TESTABLE, why.words());
        } catch (TimeRanOut late) {
            return judge.isBroken()
                    ? judge.verdict()
                    : Verdict.of(check.rule(), Kind.INCONCLUSIVE, "time ran out: " + late.getMessage());
        } catch (CallOverrun endless) {
            judge.expect(false, () -> "a call did not end: " + endless.getMessage());
            return judge.verdict();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError broken) {
            if (judge.isBroken()) {
                return judge.verdict();
            }
            return new Verdict(check.rule(), Kind.ERROR, "the test did not come to its end: " + broken, where(broken));
        } catch (Error thrown) {
            // no test of the kit throws one: it came out of the driver
            judge.expect(false, () -> "a call threw " + thrown);
            return judge.verdict();
        } finally {
            judge.story().ifPresent(stories::add);
            // a test that interrupts its thread must not interrupt the next one
            Thread.interrupted();
        }
    }

    private static List<String> where(Throwable broken) {
        List<String> lines = new ArrayList<>();
        StackTraceElement[] trace = broken.getStackTrace();
        for (int i = 0; i < trace.length && i < 6; i++) {
            lines.add(trace[i].getClassName() + '.' + trace[i].getMethodName() + ':' + trace[i].getLineNumber());
        }
        return lines;
    }
}
