// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect.Effect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;

/** The last gate: everything that must hold before a plan leaves the platform. Names every reason it finds. */
final class Gate {

    private final World world;
    private final LedgerDesk desk;
    private final FoldFeed feed;
    private final DriverRegistry drivers;

    Gate(World world, LedgerDesk desk, FoldFeed feed, DriverRegistry drivers) {
        this.world = world;
        this.desk = desk;
        this.feed = feed;
        this.drivers = drivers;
    }

    /** What can be said without the pump: ledger, pairing, what stands, release, driver. */
    List<Violation> permits(Plan plan, long release, CommandId command) {
        Optional<String> away =
                desk.whyNotWritable().or(() -> feed.catchUp(world.settings().ledger()));
        if (away.isPresent()) {
            return List.of(Refusals.ledger(away.get())); // what the ledger says cannot be known
        }
        List<Violation> violations = new ArrayList<>();
        HostFold fold = feed.fold();
        var pairing = fold.pairing(plan.pump());
        if (pairing.isEmpty()) {
            return List.of(Refusals.pairingNotEntered(plan.pump()));
        }
        if (!fold.unreadable(plan.pump()).isEmpty()) {
            violations.add(Refusals.unreadable(fold.unreadable(plan.pump())));
        }
        fold.standing(plan.pump())
                .ifPresent(each -> violations.add(Refusals.unknownStands(
                        each.id(),
                        each.standing().map(unknown -> unknown.reason()).orElse(""))));
        violations.addAll(new Releases(desk, fold, world.settings().ledger())
                .check(plan, release, command, world.house().now()));
        Optional<DriverDescriptor> driver = drivers.running(
                        pairing.get().paired().family())
                .flatMap(slot -> slot.known().descriptor());
        if (driver.isPresent() && !driver.get().digest().equals(plan.driver())) {
            violations.add(Refusals.driverChanged(
                    driver.get().name() + " " + driver.get().version()));
        }
        return violations;
    }

    /** What a fresh reading and the driver's own preview say. */
    static List<Violation> fits(Plan plan, Snapshot snapshot, Preview preview) {
        List<Violation> violations = new ArrayList<>();
        if (!snapshot.revision().equals(plan.expected())) {
            violations.add(Violation.of(
                            "STALE_REVISION",
                            "revision",
                            snapshot.revision().toString(),
                            "the pump was changed since the plan was made; draft it again on a new reading")
                    .against("revision " + plan.expected() + " of the pump", "the plan"));
        }
        Capabilities capabilities = snapshot.identity().capabilities();
        if (!capabilities.digest().equals(plan.capabilities())) {
            violations.add(Violation.of(
                    "CAPABILITIES_CHANGED",
                    "capabilities",
                    capabilities.digest().text(),
                    "the pump declares other capabilities than those the plan was made for; draft it again"));
        } else {
            if (plan.parts().stream().noneMatch(ProgrammePart.MinimumRate.class::isInstance)) {
                onGrid(violations, plan.programme(), capabilities);
            }
            violations.addAll(PartFit.violations(plan, capabilities));
        }
        if (!preview.equals(Preview.of(plan))) {
            violations.add(differs(preview, plan));
        }
        boolean underWay = snapshot.lastCommand()
                .filter(last -> last.effect() == Effect.UNDER_WAY)
                .isPresent();
        if (snapshot.motor() == MotorState.INTERIM_STOP || underWay) {
            violations.add(Violation.of(
                    "PUMP_UNDER_WAY",
                    "motor",
                    snapshot.motor().name(),
                    "the pump is still at an earlier command; read it again"));
        }
        standing(snapshot.motor()).ifPresent(violations::add);
        if (snapshot.battery() == Snapshot.Battery.EOS) {
            violations.add(Violation.of(
                    "PUMP_END_OF_SERVICE",
                    "battery",
                    "EOS",
                    "the pump is at the end of its service, and nothing that it would be told to deliver is assured; it can be"
                            + " read and stopped, not programmed"));
        }
        return violations;
    }

    /** Why a pump whose motor stands without an order, or of which nobody knows, gets no programme. */
    private static Optional<Violation> standing(MotorState motor) {
        return switch (motor) {
            case STALLED ->
                Optional.of(Violation.of(
                        "PUMP_STALLED",
                        "motor",
                        "STALLED",
                        "the motor does not turn; a programme would not be delivered"));
            case BLOCKED ->
                Optional.of(Violation.of(
                        "PUMP_BLOCKED",
                        "motor",
                        "BLOCKED",
                        "the way of the fluid is shut; open it by hand, then read the pump again"));
            case UNKNOWN ->
                Optional.of(Violation.of(
                        "PUMP_UNCLEAR",
                        "motor",
                        "UNKNOWN",
                        "the pump does not say whether it delivers; it can be read and stopped, not programmed"));
            case RUNNING, STOPPED, INTERIM_STOP, EMPTY -> Optional.empty();
        };
    }

    /** The driver would send something else than the plan. */
    static Violation differs(Preview preview, Plan plan) {
        return Violation.of(
                        "PREVIEW_DIFFERS",
                        "programme",
                        preview.text(),
                        "the driver would send another programme than the plan's; nothing was sent")
                .against(Preview.of(plan).text(), "the plan");
    }

    /** The plan was put on the grid by the engine; here it is only held against it once more. */
    private static void onGrid(List<Violation> violations, Programme programme, Capabilities capabilities) {
        String source = "the pump's capabilities";
        for (FlowRate rate : programme.rates()) {
            if (!capabilities.rate().contains(rate)) {
                violations.add(Violation.of("OUT_OF_RANGE", "rate", rate.text(), "the pump cannot deliver this rate")
                        .against(
                                capabilities.rate().min().text() + " to "
                                        + capabilities.rate().max().text(),
                                source));
            }
            if (rate.nanolitresPerDay() % capabilities.rateGrid().nanolitresPerDay() != 0) {
                violations.add(Violation.of("OFF_GRID", "rate", rate.text(), "the pump cannot represent this rate")
                        .against("steps of " + capabilities.rateGrid().text(), source));
            }
        }
        if (programme instanceof Programme.Flex flex) {
            if (flex.steps().size() > capabilities.maxSteps()) {
                violations.add(Violation.of(
                                "TOO_MANY_STEPS",
                                "steps",
                                Integer.toString(flex.steps().size()),
                                "the pump cannot hold so many steps of a day")
                        .against(capabilities.maxSteps() + " steps a day", source));
            }
            long grid = capabilities.stepGrid().toMinutes();
            flex.steps().stream()
                    .filter(step -> step.start().minute() % grid != 0)
                    .forEach(step -> violations.add(
                            Violation.of("OFF_GRID", "step", step.start().text(), "the pump cannot begin a step then")
                                    .against("every " + Durations.text(capabilities.stepGrid()), source)));
        }
    }
}
