// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.FillSensor;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Source;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Readings and traces written by hand, so that what judges them can be tested without any pump. */
final class HandMade {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final long CAPACITY = 20_000_000;
    static final Capabilities CAN = new Capabilities(
            new Range<>(new FlowRate(48_000), new FlowRate(24_000_000)),
            new FlowRate(1_000),
            10,
            Duration.ofMinutes(10),
            new Volume(CAPACITY),
            new Volume(1_400_000),
            new Volume(199_000),
            new Volume(1_000_000),
            100,
            Source.CALCULATED,
            Optional.empty());
    private static final PumpIdentity PUMP = new PumpIdentity(new PumpId("Example", "H-1"), "Model", "1.0", CAN, true);
    private static final RuleId RULE = RuleId.parse("9.05");

    /** What a reading shows, and what was so. By default a pump that runs, of which both are known and agree. */
    static final class Shown {
        private final long left;
        private final long delivered;
        private Optional<FlowTruth> truth;
        private Optional<FillSensor> sensor = Optional.empty();
        private Programme programme = day(144_000);
        private MotorState motor = MotorState.RUNNING;
        private Snapshot.Battery battery = Snapshot.Battery.OK;
        private List<HeldPart> parts = List.of();

        private Shown(long left, long delivered) {
            this.left = left;
            this.delivered = delivered;
            this.truth = Optional.of(new FlowTruth(START, delivered * 1_000, left * 1_000, true));
        }

        /** So much really flowed and is left, in nanolitres. */
        Shown whileTruly(long flowed, long usable) {
            truth = Optional.of(new FlowTruth(START, flowed * 1_000, usable * 1_000, true));
            return this;
        }

        Shown andNobodyKnowsTheTruth() {
            truth = Optional.empty();
            return this;
        }

        /** The volume that is shown was measured; so much was calculated. */
        Shown calculated(long nanolitres) {
            sensor = Optional.of(new FillSensor(START, new Volume(nanolitres), new Volume(500_000)));
            return this;
        }

        Shown battery(Snapshot.Battery other) {
            battery = other;
            return this;
        }

        Shown motor(MotorState other) {
            motor = other;
            return this;
        }

        Shown programme(Programme other, ProgrammePart... held) {
            programme = other;
            parts = List.of(held).stream()
                    .map(each -> new HeldPart(each, HeldPart.Stage.RUNNING, Optional.empty()))
                    .toList();
            return this;
        }

        Snapshot snapshot() {
            return new Snapshot(
                    PUMP,
                    new Revision(1),
                    programme,
                    Optional.empty(),
                    motor,
                    START,
                    new Volume(left),
                    new Volume(delivered),
                    START,
                    battery,
                    List.of(),
                    Optional.empty(),
                    parts,
                    sensor);
        }
    }

    private HandMade() {}

    static Programme day(long nanolitres) {
        return new Programme.Continuous(new FlowRate(nanolitres));
    }

    static Shown shown(long left, long delivered) {
        return new Shown(left, delivered);
    }

    /** So many minutes after the start. */
    static Instant minute(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    static Moment moment(long minutes, String words) {
        return new Moment(minute(minutes), "call", words, Optional.empty());
    }

    /** A reading a minute, and before each a moment named after it. */
    static Trace trace(Shown... shown) {
        Trace trace = new Trace();
        for (int i = 0; i < shown.length; i++) {
            trace.moment(moment(i, "before reading " + i));
            trace.read(new Trace.Reading(minute(i), shown[i].snapshot(), shown[i].truth));
        }
        return trace;
    }

    /** A page with the events from one number on. */
    static EventPage page(long lost, long next, long first, long count) {
        return new EventPage(
                LongStream.range(first, first + count)
                        .mapToObj(each -> new PumpEvent(each, START, "EXAMPLE", Optional.empty(), ""))
                        .toList(),
                lost,
                next,
                false);
    }

    static Trace pages(EventPage... pages) {
        Trace trace = new Trace();
        List.of(pages).forEach(trace::page);
        return trace;
    }

    /** What judges. */
    @FunctionalInterface
    interface Judging {
        void judge(Judge judge) throws Exception;
    }

    /** What came of judging, with its story. */
    record Judged(Verdict verdict, Optional<Story> story) {

        /** The moments that its story tells, by their words. */
        List<String> told() {
            return story.orElseThrow().moments().stream().map(Moment::words).toList();
        }
    }

    static Judged judged(Judging judging) throws Exception {
        Judge judge = new Judge(RULE, () -> new Moments(0, List.of(moment(0, "of nothing in particular"))));
        judging.judge(judge);
        return new Judged(judge.verdict(), judge.story());
    }

    static Verdict verdict(Judging judging) throws Exception {
        return judged(judging).verdict();
    }

    /** What had flowed at each look, in picolitres, from what came between two looks, in nanolitres. */
    static List<Long> flowed(long... nanolitres) {
        List<Long> flowed = new ArrayList<>(List.of(0L));
        for (long each : nanolitres) {
            flowed.add(flowed.get(flowed.size() - 1) + each * 1_000);
        }
        return flowed;
    }
}
