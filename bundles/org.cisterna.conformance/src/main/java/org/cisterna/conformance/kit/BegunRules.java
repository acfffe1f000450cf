// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.quantity.Volume;

/** Chapter 7: primes and bridges, held against the flow. */
final class BegunRules {

    private static final long SLACK = 4_500;
    private static final Duration HOUR = Duration.ofHours(1);

    private BegunRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("7.05", BegunRules::thePumpHoldsWhatHasBegun),
                new Check("7.06", BegunRules::howFarItIsCanBeRead),
                new Check("7.07", BegunRules::whatEndedEarlyIsNotForgotten));
    }

    private static void whatEndedEarlyIsNotForgotten(Trial trial, Judge judge) throws Exception {
        for (ProgrammePart part : begunParts(trial)) {
            PartRules.ended(trial, judge, part, half(part));
        }
    }

    private static Duration lasts(ProgrammePart part) {
        if (part instanceof ProgrammePart.Prime prime) {
            return Duration.ofMillis(prime.volume().nanolitres()
                    * 86_400_000L
                    / Math.max(1, prime.rate().nanolitresPerDay()));
        }
        return ((ProgrammePart.Bridge) part).duration();
    }

    private static Duration half(ProgrammePart part) {
        return lasts(part).dividedBy(2);
    }

    /** A prime that takes a while, and a bridge: as far as the pump declares them. */
    private static List<ProgrammePart> begunParts(Trial trial) throws Exception {
        Plans plans = trial.plans();
        List<ProgrammePart> parts = new ArrayList<>();
        plans.functions().prime().ifPresent(each -> {
            long quarter = PartRules.amount(each.rate(), Duration.ofMinutes(16));
            long most = each.largest().map(Volume::nanolitres).orElse(Long.MAX_VALUE);
            plans.prime(Math.min(quarter, most)).ifPresent(parts::add);
        });
        plans.bridge().ifPresent(parts::add);
        if (parts.isEmpty()) {
            throw NotTestable.absent("the pump declares neither prime nor bridge");
        }
        return parts;
    }

    private static void thePumpHoldsWhatHasBegun(Trial trial, Judge judge) throws Exception {
        for (ProgrammePart part : begunParts(trial)) {
            for (boolean restart : new boolean[] {false, true}) {
                Bench bench = trial.ready();
                if (restart && !bench.rig().acts().contains(RigAct.RESTART)) {
                    continue;
                }
                Instant from = bench.time().now();
                long before = PartRules.nanolitres(bench);
                PartRules.applied(trial, bench, part);
                bench.pass(half(part));
                if (restart) {
                    bench.act(RigAct.RESTART, 1);
                } else {
                    PumpSession session = bench.session();
                    bench.wire().close();
                    session.close();
                }
                bench.pass(HOUR.multipliedBy(8));
                long given = PartRules.nanolitres(bench) - before;
                long expected = Plans.integral(
                                trial.plans().base(),
                                from.plus(lasts(part)),
                                bench.time().now())
                        + PartRules.whole(part);
                String how = restart ? "a restart" : "a lost link";
                judge.note(part.text() + ", " + how + " in the middle: " + given + " nL of " + expected);
                judge.expect(
                        Tolerance.near(given, expected, trial.plans().capabilities()),
                        () -> "with " + how + " in the middle of " + part.text() + " " + given
                                + " nL flowed; the part and the day give " + expected);
                Snapshot after = bench.read();
                judge.expect(
                        after.programme().equals(trial.plans().base()),
                        () -> "after " + part.text() + " and " + how + " the pump runs " + after.programme());
            }
        }
    }

    private static void howFarItIsCanBeRead(Trial trial, Judge judge) throws Exception {
        for (ProgrammePart part : begunParts(trial)) {
            Bench bench = trial.ready();
            long before = PartRules.nanolitres(bench);
            Optional<ProgrammePart> controller = trial.plans().patientBolus(4);
            Said said = controller.isEmpty()
                    ? new Said(Said.Kind.REFUSED, "no controller")
                    : trial.change(bench, trial.plans().base(), List.of(part, controller.get()));
            if (said.kind() != Said.Kind.APPLIED) {
                judge.note("with a controller: " + said);
                before = PartRules.nanolitres(bench);
                PartRules.applied(trial, bench, part);
            }
            bench.pass(half(part));
            Snapshot during = bench.read();
            long given = PartRules.nanolitres(bench) - before;
            Optional<HeldPart> held = PartRules.held(during, part.getClass());
            judge.expect(
                    held.filter(each -> each.stage() == HeldPart.Stage.RUNNING).isPresent(),
                    () -> "in the middle of " + part.text() + " the pump holds " + during.parts());
            judge.expect(
                    held.flatMap(HeldPart::delivered).isPresent(),
                    () -> "in the middle of " + part.text() + " it does not say how much of it was given");
            held.flatMap(HeldPart::delivered)
                    .ifPresent(shown -> judge.expect(
                            Math.abs(shown.nanolitres() - given) <= SLACK + given / 20,
                            () -> "in the middle of " + part.text() + " " + given + " nL had flowed, and "
                                    + shown.text() + " are shown"));
            if (bench.rig().acts().contains(RigAct.PATIENT_ASKS)) {
                boolean granted = bench.act(RigAct.PATIENT_ASKS, 0);
                judge.expect(!granted, () -> "a wish was granted in the middle of " + part.text());
            }
        }
    }
}
