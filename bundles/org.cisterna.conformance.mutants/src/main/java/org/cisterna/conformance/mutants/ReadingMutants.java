// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import static org.cisterna.conformance.mutants.Readings.changed;
import static org.cisterna.conformance.mutants.Readings.madeUp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Source;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;

/** Drivers that tell something else than the pump said. */
final class ReadingMutants {

    private ReadingMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofDriver("2.05", "what it set itself is not asked for again while the pump runs", driver -> {
                    AtomicReference<Optional<Staged>> set = new AtomicReference<>(Optional.empty());
                    AtomicReference<Optional<Revision>> made = new AtomicReference<>(Optional.empty());
                    return new OtherDriver(driver).sessions((session, context) -> new SureOfItself(session, set, made));
                }),
                Mutant.ofSession(
                        "2.06",
                        "an interim stop reads as running",
                        changed(snapshot -> snapshot.motor() == MotorState.INTERIM_STOP
                                ? Readings.motor(snapshot, MotorState.RUNNING)
                                : snapshot)),
                Mutant.ofDriver("3.01", "the delivered volume is the first one that was read", driver -> {
                    AtomicLong first = new AtomicLong(-1);
                    return new OtherDriver(driver).sessions(changed(snapshot -> {
                        first.compareAndSet(-1, snapshot.delivered().nanolitres());
                        return Readings.delivered(snapshot, first.get());
                    }));
                }),
                Mutant.ofSession("3.04", "what could not be read is zero, and running", madeUp(snapshot -> snapshot)),
                Mutant.ofDriver("3.05", "a calculated reservoir is declared as measured", driver -> new OtherDriver(
                                driver)
                        .sessions((session, context) -> new OtherSession(session) {
                            @Override
                            public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
                                return measured(inner().interrogate(deadline));
                            }
                        })),
                Mutant.ofSession(
                        "3.06",
                        "every state but stopped reads as running",
                        changed(snapshot -> snapshot.motor() == MotorState.STOPPED
                                ? snapshot
                                : Readings.motor(snapshot, MotorState.RUNNING))),
                Mutant.ofDriver("4.05", "a programme of the session before the last is read at times", driver -> {
                    List<Programme> read = new ArrayList<>();
                    return new OtherDriver(driver).sessions(changed(snapshot -> {
                        read.add(snapshot.programme());
                        int before = Math.max(0, read.size() - 3);
                        return read.size() % 17 == 0 ? Readings.programme(snapshot, read.get(before)) : snapshot;
                    }));
                }),
                Mutant.ofDriver("3.07", "every third reading counts from zero", driver -> {
                    AtomicInteger readings = new AtomicInteger();
                    return new OtherDriver(driver)
                            .sessions(changed(snapshot ->
                                    readings.incrementAndGet() % 3 == 0 ? Readings.delivered(snapshot, 0) : snapshot));
                }),
                Mutant.ofSession(
                        "3.10",
                        "the host's time is given as the pump's",
                        (session, context) -> new OtherSession(session) {
                            @Override
                            public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
                                return Readings.clock(
                                        inner().interrogate(deadline),
                                        context.house().now());
                            }
                        }),
                Mutant.ofDriver("3.12", "frames from the pump are not reported", driver -> new OtherDriver(driver)
                        .context(HalfDeaf::new)),
                Mutant.ofSession(
                        "8.01",
                        "the reservoir that is shown misses a tenth of what was given",
                        changed(snapshot -> Readings.reservoir(
                                snapshot,
                                snapshot.reservoir().nanolitres()
                                        + snapshot.delivered().nanolitres() / 10))),
                Mutant.ofSession(
                        "8.08",
                        "the delivered volume grows with the clock, also of a dry pump",
                        changed(snapshot -> Readings.delivered(
                                snapshot,
                                snapshot.delivered().nanolitres()
                                        + snapshot.deviceClock().getEpochSecond() % 1_000_000))),
                Mutant.ofSession(
                        "9.05",
                        "two per cent more are reported than flowed",
                        changed(snapshot -> Readings.delivered(
                                snapshot, snapshot.delivered().nanolitres() * 102 / 100))),
                Mutant.ofDriver("9.07", "the delivered volume is corrected downwards now and then", driver -> {
                    AtomicInteger readings = new AtomicInteger();
                    return new OtherDriver(driver)
                            .sessions(changed(snapshot -> readings.incrementAndGet() % 5 == 0
                                    ? Readings.delivered(
                                            snapshot, snapshot.delivered().nanolitres() / 2)
                                    : snapshot));
                }),
                Mutant.ofSession(
                        "9.09",
                        "one in a thousand of what was counted is lost to rounding",
                        changed(snapshot -> Readings.delivered(
                                snapshot, snapshot.delivered().nanolitres() * 999 / 1_000))),
                Mutant.ofSession(
                        "10.01",
                        "every alarm has the same code",
                        changed(snapshot -> Readings.alarms(
                                snapshot,
                                snapshot.alarms().stream()
                                        .map(each -> new Alarm("PUMP_ALARM", each.critical(), each.since()))
                                        .toList()))),
                Mutant.ofSession(
                        "10.02",
                        "damage to the memory that was noticed before the session is left out",
                        (session, context) -> {
                            Instant opened = context.house().now();
                            return Held.alarms(each -> each.alarms().stream()
                                            .filter(alarm -> !alarm.code().contains("MEMORY")
                                                    || alarm.since()
                                                            .filter(opened::isBefore)
                                                            .isPresent())
                                            .toList())
                                    .change(session, context);
                        }),
                Mutant.ofDriver("10.04", "an alarm that was read once is cleared", driver -> {
                    List<String> seen = new ArrayList<>();
                    return new OtherDriver(driver).sessions(changed(snapshot -> {
                        List<Alarm> fresh = snapshot.alarms().stream()
                                .filter(each -> !seen.contains(each.code()))
                                .toList();
                        fresh.forEach(each -> seen.add(each.code()));
                        return Readings.alarms(snapshot, fresh);
                    }));
                }),
                Mutant.ofSession(
                        "10.10",
                        "a stop by order is alarmed as a drive that stands",
                        Held.alarms(each -> each.motor() == MotorState.STOPPED
                                        && each.alarms().isEmpty()
                                ? List.of(new Alarm("MOTOR_STALL", true, each.deviceClock()))
                                : each.alarms())),
                Mutant.ofDriver("12.01", "the battery follows the voltage of the moment", driver -> {
                    AtomicInteger readings = new AtomicInteger();
                    return new OtherDriver(driver)
                            .sessions(changed(snapshot -> readings.incrementAndGet() % 3 == 0
                                    ? Readings.battery(snapshot, Snapshot.Battery.ERI)
                                    : snapshot));
                }),
                Mutant.ofSession(
                        "13.01",
                        "a stalled pump reads as running, and its volume grows",
                        changed(snapshot -> snapshot.motor() == MotorState.STALLED
                                ? Readings.motor(snapshot, MotorState.RUNNING)
                                : snapshot)),
                Mutant.ofSession(
                        "13.03",
                        "a stalled pump reads as running every other hour",
                        changed(snapshot -> snapshot.motor() == MotorState.STALLED
                                        && snapshot.deviceClock().getEpochSecond() / 3_600 % 2 == 0
                                ? Readings.motor(snapshot, MotorState.RUNNING)
                                : snapshot)),
                Mutant.ofSession(
                        "13.02", "the end of a stall is no event", (session, context) -> new OtherSession(session) {
                            @Override
                            public Answer<EventPage> events(long from, int most, Instant deadline)
                                    throws LinkException, InterruptedException {
                                return inner().events(from, most, deadline).map(ReadingMutants::withoutEnds);
                            }
                        }),
                Mutant.ofSession(
                        "16.01",
                        "the first event of each page is lost, and nobody says so",
                        (session, context) -> new OtherSession(session) {
                            @Override
                            public Answer<EventPage> events(long from, int most, Instant deadline)
                                    throws LinkException, InterruptedException {
                                return inner().events(from, most, deadline)
                                        .map(page -> page.events().isEmpty()
                                                ? page
                                                : new EventPage(
                                                        page.events()
                                                                .subList(
                                                                        1,
                                                                        page.events()
                                                                                .size()),
                                                        page.lost(),
                                                        page.next(),
                                                        page.more()));
                            }
                        }),
                Mutant.ofDriver("16.03", "what was read once is not given again", driver -> {
                    AtomicLong read = new AtomicLong();
                    return new OtherDriver(driver).sessions((session, context) -> new OtherSession(session) {
                        @Override
                        public Answer<EventPage> events(long from, int most, Instant deadline)
                                throws LinkException, InterruptedException {
                            Answer<EventPage> answer = inner().events(Math.max(from, read.get()), most, deadline);
                            answer.map(page -> {
                                read.set(page.next());
                                return page;
                            });
                            return answer;
                        }
                    });
                }),
                Mutant.ofDriver(
                        "19.05",
                        "an answer whose seal is wrong is taken all the same",
                        driver -> new OtherDriver(driver).context(Trusting::new)),
                Mutant.ofSession(
                        "6.04",
                        "while a bolus is held the day reads as its first step alone",
                        changed(snapshot -> snapshot.parts().isEmpty()
                                ? snapshot
                                : Readings.programme(
                                        snapshot,
                                        new Programme.Continuous(
                                                snapshot.programme().rates().get(0))))));
    }

    static Snapshot measured(Snapshot snapshot) {
        return new Snapshot(
                measured(snapshot.identity()),
                snapshot.revision(),
                snapshot.programme(),
                snapshot.solution(),
                snapshot.motor(),
                snapshot.motorSince(),
                snapshot.reservoir(),
                snapshot.delivered(),
                snapshot.deviceClock(),
                snapshot.battery(),
                snapshot.alarms(),
                snapshot.lastCommand(),
                snapshot.parts());
    }

    static PumpIdentity measured(PumpIdentity identity) {
        Capabilities can = identity.capabilities();
        return new PumpIdentity(
                identity.pump(),
                identity.model(),
                identity.firmware(),
                new Capabilities(
                        can.rate(),
                        can.rateGrid(),
                        can.maxSteps(),
                        can.stepGrid(),
                        can.reservoirCapacity(),
                        can.residualVolume(),
                        can.tubingVolume(),
                        can.lowReservoir(),
                        can.accuracyPerMille(),
                        Source.MEASURED,
                        can.interimStop(),
                        can.functions()),
                identity.simulated());
    }

    private static EventPage withoutEnds(EventPage page) {
        return new EventPage(
                page.events().stream()
                        .map(each ->
                                each.code().contains("RECOVER") || each.code().contains("END")
                                        ? new PumpEvent(each.number(), each.at(), "UNKNOWN_EVENT_9", each.command(), "")
                                        : each)
                        .toList(),
                page.lost(),
                page.next(),
                page.more());
    }

    /** Gives the programme and the revision of its own last change, unless something else was done or alarmed since. */
    private static final class SureOfItself extends OtherSession {
        private final AtomicReference<Optional<Staged>> set;
        private final AtomicReference<Optional<Revision>> made;

        SureOfItself(
                PumpSession inner, AtomicReference<Optional<Staged>> set, AtomicReference<Optional<Revision>> made) {
            super(inner);
            this.set = set;
            this.made = made;
        }

        private void forget() {
            set.set(Optional.empty());
            made.set(Optional.empty());
        }

        @Override
        public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            forget();
            return inner().stage(plan, command, deadline);
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Answer<CommandEffect> answer = inner().commit(staged, command, deadline);
            if (answer.isDone()) {
                set.set(Optional.of(staged));
                made.set(Optional.of(answer.orElseThrow().resulting()));
            }
            return answer;
        }

        @Override
        public Answer<CommandEffect> stop(CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            forget();
            return inner().stop(command, deadline);
        }

        @Override
        public Snapshot interrogate(Instant deadline) throws LinkException, InterruptedException {
            Snapshot each = inner().interrogate(deadline);
            Optional<Staged> staged = Objects.requireNonNull(set.get());
            Optional<Revision> revision = Objects.requireNonNull(made.get());
            boolean sure = staged.isPresent()
                    && revision.isPresent()
                    && each.motor() == MotorState.RUNNING
                    && each.alarms().isEmpty();
            return sure
                    ? Readings.revision(Readings.programme(each, staged.get().programme()), revision.get())
                    : each;
        }
    }

    /** A context that does not pass on what came from the pump. */
    private static final class HalfDeaf extends OtherContext {
        HalfDeaf(SessionContext inner) {
            super(inner);
        }

        @Override
        public void frame(CallContext.Direction direction, byte[] bytes) {
            if (direction == CallContext.Direction.TO_PUMP) {
                inner().frame(direction, bytes);
            }
        }
    }

    /** A context whose key finds every seal right. */
    private static final class Trusting extends OtherContext {
        Trusting(SessionContext inner) {
            super(inner);
        }

        @Override
        public KeyHandle key() {
            KeyHandle key = inner().key();
            return new KeyHandle() {
                @Override
                public byte[] mac(byte[] data) {
                    return key.mac(data);
                }

                @Override
                public boolean verify(byte[] data, byte[] tag) {
                    return key.verify(data, tag) || tag.length > 0;
                }
            };
        }
    }
}
