// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;

/** Drivers that claim what is not so, and see clocks, batteries and fields as they are not. */
final class StateMutants {

    private static final long LARGE = 7_000_000;
    private static final Instant OLD = Instant.parse("2027-01-01T00:00:00Z");

    private StateMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSession("1.02", "versions of firmware are compared as text", (s, c) -> new AnyFirmware(s)),
                Mutant.ofDriver(
                        "1.07", "a drive that stands is declared as not noticed", driver -> new OtherDriver(driver)
                                .descriptor(StateMutants::noticesNothing)),
                Mutant.ofDriver(
                        "1.09", "a claim of nothing", driver -> new OtherDriver(driver).declares(StateMutants::exact)),
                Mutant.ofSession("3.02", "what was not read is filled in", Readings.madeUp(each -> each)),
                Mutant.ofSession(
                        "3.09", "large rates are taken for microlitres", Readings.changed(StateMutants::guessed)),
                Mutant.ofSession("11.06", "a wrong clock is set right", (session, context) -> Readings.changed(
                                each -> Readings.clock(each, context.house().now()))
                        .change(session, context)),
                Mutant.ofSession(
                        "11.08",
                        "the seconds of the clock have 32 bits",
                        Readings.changed(each -> Readings.clock(
                                each, Instant.ofEpochSecond(each.deviceClock().getEpochSecond() << 32 >> 32)))),
                Mutant.ofSession(
                        "12.02",
                        "the battery is judged by the date",
                        Readings.changed(each -> Readings.battery(
                                each, each.deviceClock().isAfter(OLD) ? Snapshot.Battery.ERI : Snapshot.Battery.OK))),
                Mutant.ofSession(
                        "12.03",
                        "the end of the battery is counted from today",
                        Held.alarms(each -> each.alarms().stream()
                                .map(alarm -> alarm.code().contains("ERI")
                                                || alarm.code().contains("EOS")
                                        ? new Alarm(alarm.code(), alarm.critical(), each.deviceClock())
                                        : alarm)
                                .toList())),
                Mutant.ofSession(
                        "12.05", "a lack of voltage is an ordinary start", Held.alarms(each -> each.alarms().stream()
                                .map(alarm -> alarm.code().contains("BATTERY")
                                        ? new Alarm("POWER_ON_RESET", alarm.critical(), alarm.since())
                                        : alarm)
                                .toList())),
                Mutant.ofRig(
                        "13.05",
                        "a pump that is stuck in its mode for talking stays there, and reads as running",
                        OtherRig.each(Stuck::new)),
                Mutant.ofSession(
                        "13.06",
                        "a valve that is shut is shown as running",
                        Readings.changed(each ->
                                each.motor() == MotorState.BLOCKED ? Readings.motor(each, MotorState.RUNNING) : each)),
                Mutant.ofSession(
                        "14.03", "what the self-test found is passed over", Held.alarms(each -> each.alarms().stream()
                                .filter(alarm -> !alarm.code().contains("MEMORY"))
                                .toList())));
    }

    private static DriverDescriptor noticesNothing(DriverDescriptor each) {
        Conduct conduct = each.conduct();
        return new DriverDescriptor(
                each.family(),
                each.name(),
                each.version(),
                each.manufacturer(),
                each.description(),
                each.simulatedOnly(),
                each.interimStop(),
                new Conduct(
                        conduct.driverClass(),
                        conduct.firmware(),
                        conduct.mri(),
                        conduct.faults().stream()
                                .map(fault -> fault.fault() == Fault.DRIVE_STANDS
                                        ? FaultDetection.none(Fault.DRIVE_STANDS)
                                        : fault)
                                .toList(),
                        conduct.bounds(),
                        conduct.eventLog()));
    }

    private static Capabilities exact(Capabilities can) {
        return new Capabilities(
                can.rate(),
                can.rateGrid(),
                can.maxSteps(),
                can.stepGrid(),
                can.reservoirCapacity(),
                can.residualVolume(),
                can.tubingVolume(),
                can.lowReservoir(),
                0,
                can.reservoirSource(),
                can.interimStop(),
                can.functions());
    }

    private static Snapshot guessed(Snapshot each) {
        return each.programme() instanceof Programme.Continuous day
                        && day.rate().nanolitresPerDay() > LARGE
                ? Readings.programme(
                        each, new Programme.Continuous(new FlowRate(day.rate().nanolitresPerDay() / 1_000)))
                : each;
    }

    /** Stages whatever the pump's firmware is. */
    private static final class AnyFirmware extends OtherSession {
        AnyFirmware(PumpSession inner) {
            super(inner);
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Answer<Staged> answer = inner().stage(plan, command, deadline);
            boolean byFirmware =
                    answer.violations().stream().anyMatch(each -> each.code().equals("UNSUPPORTED_FIRMWARE"));
            return byFirmware
                    ? Answer.done(new Staged("1", plan.expected(), plan.programme(), plan.solution(), plan.parts()))
                    : answer;
        }
    }

    /** Gives nothing more once it was stuck and has left the field. */
    private static final class Stuck extends OtherRig {
        private final AtomicBoolean prepared = new AtomicBoolean();
        private Optional<FlowTruth> frozen = Optional.empty();

        Stuck(Rig inner) {
            super(inner);
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            prepared.compareAndSet(false, act == RigAct.TELEMETRY_STUCK);
            if (prepared.get() && act == RigAct.STRONG_FIELD && value == 0) {
                frozen = inner().flow();
            }
            return inner().act(act, value);
        }

        @Override
        public Optional<FlowTruth> flow() {
            Optional<FlowTruth> now = inner().flow();
            return frozen.isPresent()
                    ? now.map(each ->
                            new FlowTruth(each.at(), frozen.get().pushedPicolitres(), each.usablePicolitres(), false))
                    : now;
        }
    }
}
