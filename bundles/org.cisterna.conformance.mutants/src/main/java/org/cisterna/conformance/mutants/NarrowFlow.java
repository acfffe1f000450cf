// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Pumps whose flow is wrong in one place alone: at one rate, in one kind of bolus, after one event. */
final class NarrowFlow {

    private static final long PICOLITRES = 1_000_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private NarrowFlow() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofRig(
                        "4.15",
                        "with its clock a day ahead the pump begins a change an hour late",
                        OtherRig.each(BeginsLate::new)),
                Mutant.ofRig(
                        "4.17",
                        "10 uL of what was not given during a stop by order seep out in the two hours after it",
                        OtherRig.each(rig -> new Seeps(rig, false, 10 * PICOLITRES, HOUR.multipliedBy(2)))),
                Mutant.ofRig(
                        "13.04",
                        "20 uL of what was not given during a stall seep out in the eight hours after it",
                        OtherRig.each(rig -> new Seeps(rig, true, 20 * PICOLITRES, HOUR.multipliedBy(8)))),
                Mutant.ofRig(
                        "6.07", "8 uL of a bolus of an hour come in its first quarter", OtherRig.each(InFront::new)),
                Mutant.ofRig("9.01", "at about 2 mL a day 16 % more flow than at any other rate", OtherRig.each(rig -> {
                    return new ShapedRig(rig) {
                        @Override
                        long beside(long came, Duration span) {
                            return isBetween(slope(came, span), 1_370, 1_410) ? came * 16 / 100 : 0;
                        }
                    };
                })),
                Mutant.ofRig(
                        "9.02",
                        "at the lowest rate a quarter of an hour gives a third more, the next one a third less",
                        OtherRig.each(Swings::new)),
                Mutant.ofRig(
                        "9.08", "a bolus of more than 200 uL loses its last fifth", OtherRig.each(LosesTheLast::new)),
                Mutant.ofRig(
                        "9.10",
                        "from the hundredth question of a talk on each one makes a stroke of 10 nL",
                        OtherRig.each(Nudged::new)));
    }

    private static boolean isBetween(long value, long least, long most) {
        return value >= least && value <= most;
    }

    /** Goes on at the rate before when its clock is far ahead. */
    private static final class BeginsLate extends ShapedRig {
        private boolean ahead;
        private Instant until = Instant.MIN;
        private long before;

        BeginsLate(Rig inner) {
            super(inner);
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            if (act == RigAct.CLOCK_OFFSET) {
                ahead = value >= Duration.ofDays(1).toMillis();
            }
            return inner().act(act, value);
        }

        @Override
        public Link connect() throws LinkException {
            return new Talk(inner().connect()) {
                @Override
                void said(int type) {
                    if (ahead && type == STAGE) {
                        flow();
                        until = now().plus(HOUR);
                    }
                }
            };
        }

        @Override
        long beside(long came, Duration span) {
            if (!now().isBefore(until.plusSeconds(30))) {
                before = slope(came, span);
                return 0;
            }
            return before * span.toMillis() / 60 - came;
        }
    }

    /** Gives a little of what it owes once it moves again. */
    private static final class Seeps extends ShapedRig {
        private static final Duration LONG = HOUR.multipliedBy(5);

        private final boolean afterStall;
        private final long whole;
        private final Duration over;
        private boolean stall;
        private boolean other;
        private Duration stood = Duration.ZERO;
        private long left;

        Seeps(Rig inner, boolean afterStall, long whole, Duration over) {
            super(inner);
            this.afterStall = afterStall;
            this.whole = whole;
            this.over = over;
        }

        @Override
        public boolean act(RigAct act, long value) throws IOException {
            flow();
            stall |= act == RigAct.MOTOR_STALL;
            other |= act != RigAct.MOTOR_STALL && act != RigAct.PATIENT_ASKS;
            return inner().act(act, value);
        }

        @Override
        long beside(long came, Duration span) {
            if (came == 0) {
                stood = stood.plus(span);
                return 0;
            }
            if (stood.compareTo(LONG) >= 0 && stall == afterStall && !other) {
                left = whole;
            }
            stood = Duration.ZERO;
            long now = Math.min(left, whole * span.toMillis() / over.toMillis());
            left -= now;
            return now;
        }
    }

    /** Gives more of a bolus in its first quarter, and as much less afterwards. */
    private static final class InFront extends ShapedRig {
        private static final long MOST = 8 * PICOLITRES;
        private static final long QUARTER = HOUR.dividedBy(4).toMillis();

        private long since;

        InFront(Rig inner) {
            super(inner);
        }

        /** What has come too early, so long after the beginning. */
        private static long early(long millis) {
            return millis <= QUARTER
                    ? MOST * millis / QUARTER
                    : Math.max(0, MOST * (4 * QUARTER - millis) / (3 * QUARTER));
        }

        @Override
        long beside(long came, Duration span) {
            // 40 uL in an hour on top of a slow day
            if (!isBetween(slope(came, span), 640, 850)) {
                since = 0;
                return 0;
            }
            long before = early(since);
            since += span.toMillis();
            return early(since) - before;
        }
    }

    /** More and less by turns, at the lowest rate alone. */
    private static final class Swings extends ShapedRig {
        Swings(Rig inner) {
            super(inner);
        }

        @Override
        long beside(long came, Duration span) {
            if (span.toMinutes() > 15 || !isBetween(slope(came, span), 20, 40)) {
                return 0;
            }
            long quarter = now().minusMillis(1).getEpochSecond() / 900;
            return quarter % 2 == 0 ? came / 3 : -came / 3;
        }
    }

    /** Notices a bolus by what came beyond the day since somebody looked or spoke. */
    private static final class LosesTheLast extends ShapedRig {
        private static final long LARGE = 200 * PICOLITRES;
        private static final long SLOW = 1_000;

        private long day;

        LosesTheLast(Rig inner) {
            super(inner);
        }

        @Override
        public Link connect() throws LinkException {
            flow();
            return inner().connect();
        }

        @Override
        long beside(long came, Duration span) {
            if (slope(came, span) < SLOW) {
                day = slope(came, span);
                return 0;
            }
            long bolus = came - day * span.toMillis() / 60;
            return bolus > LARGE && span.compareTo(HOUR.multipliedBy(2)) < 0 ? -bolus / 5 : 0;
        }
    }

    /** Who asks very often moves the drive. */
    private static final class Nudged extends OtherRig {
        private static final int PATIENT = 100;
        private static final long STROKE = 10_000;

        private long more;

        Nudged(Rig inner) {
            super(inner);
        }

        @Override
        public Link connect() throws LinkException {
            return new Talk(inner().connect()) {
                private int asked;

                @Override
                void said(int type) {
                    asked++;
                    more += asked > PATIENT ? STROKE : 0;
                }
            };
        }

        @Override
        public Optional<FlowTruth> flow() {
            return flowWith(more);
        }
    }
}
