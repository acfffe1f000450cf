// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Drivers that stumble over frames that are bad, doubled, or in the wrong place. */
final class FrameMutants {

    private FrameMutants() {}

    static List<Mutant> all() {
        AtomicReference<byte[]> sent = new AtomicReference<>(new byte[0]);
        return List.of(
                new Mutant(
                        RuleId.parse("19.03"),
                        "a turned bit under a right checksum is overlooked",
                        drivers -> () -> new OtherDriver(drivers.get()).link(link -> new Sending(link, sent)),
                        OtherRig.each(rig -> new Overlooking(rig, sent))),
                Mutant.ofDriver(
                        "15.01",
                        "the length in a bad frame is used as an index",
                        driver -> stumbling(driver, false, FrameMutants::outOfBounds)),
                Mutant.ofDriver(
                        "15.02",
                        "the second of two answers is taken for the next one",
                        driver -> stumbling(driver, true, FrameMutants::refused)),
                Mutant.ofDriver(
                        "15.03",
                        "an answer that comes after another request is taken for a refusal",
                        driver -> stumbling(driver, false, FrameMutants::refused)));
    }

    /** Knows what it sent last. */
    private static final class Sending extends OtherLink {
        private final AtomicReference<byte[]> sent;

        Sending(Link inner, AtomicReference<byte[]> sent) {
            super(inner);
            this.sent = sent;
        }

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            sent.set(bytes.clone());
            inner().write(bytes, deadline);
        }
    }

    /** Takes what comes with a right checksum for what was sent, where a few bytes alone are others. */
    private static final class Overlooking extends OtherRig {
        private static final int FEW = 8;

        private final AtomicReference<byte[]> sent;

        Overlooking(Rig inner, AtomicReference<byte[]> sent) {
            super(inner);
            this.sent = sent;
        }

        private byte[] taken(byte[] came) {
            byte[] meant = Objects.requireNonNull(sent.get());
            boolean right =
                    mended(came).filter(each -> Arrays.equals(each, came)).isPresent();
            int others = 0;
            for (int i = 0; i < Math.min(came.length, meant.length); i++) {
                others += came[i] == meant[i] ? 0 : 1;
            }
            return right && came.length == meant.length && others <= FEW ? meant : came;
        }

        @Override
        public Link connect() throws LinkException {
            return new OtherLink(inner().connect()) {
                @Override
                public void write(byte[] bytes, Instant deadline) throws LinkException {
                    inner().write(taken(bytes), deadline);
                }
            };
        }
    }

    /** What becomes of a commit once something odd has passed. */
    @FunctionalInterface
    private interface Stumble {
        Answer<CommandEffect> end(Answer<CommandEffect> answer);
    }

    private static Answer<CommandEffect> outOfBounds(Answer<CommandEffect> answer) {
        throw new ArrayIndexOutOfBoundsException("the frame says it is longer than it is: " + answer.isDone());
    }

    private static Answer<CommandEffect> refused(Answer<CommandEffect> answer) {
        return Answer.refused(List.of(Violation.of("REFUSED", "taken from another answer than " + answer.isDone())));
    }

    private static PumpDriver stumbling(PumpDriver driver, boolean doubled, Stumble stumble) {
        AtomicBoolean odd = new AtomicBoolean();
        return new OtherDriver(driver)
                .link(link -> new Noticing(link, odd, doubled))
                .sessions((session, context) -> new Stumbling(session, odd, stumble));
    }

    /** Ends a commit in another way once something odd has passed. */
    private static final class Stumbling extends OtherSession {
        private final AtomicBoolean odd;
        private final Stumble stumble;

        Stumbling(PumpSession inner, AtomicBoolean odd, Stumble stumble) {
            super(inner);
            this.odd = odd;
            this.stumble = stumble;
        }

        @Override
        public Answer<CommandEffect> commit(Staged staged, CommandId command, Instant deadline)
                throws LinkException, InterruptedException {
            Answer<CommandEffect> answer = inner().commit(staged, command, deadline);
            return odd.get() ? stumble.end(answer) : answer;
        }
    }

    /** Notices that something had to be sent again, or came twice. */
    private static final class Noticing extends OtherLink {
        private final AtomicBoolean odd;
        private final boolean doubled;
        private byte[] last = new byte[0];

        Noticing(Link inner, AtomicBoolean odd, boolean doubled) {
            super(inner);
            this.odd = odd;
            this.doubled = doubled;
            odd.set(false);
        }

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            if (!doubled && Arrays.equals(bytes, last)) {
                odd.set(true);
            }
            last = bytes.clone();
            inner().write(bytes, deadline);
        }

        @Override
        public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
            byte[] came = inner().read(max, until);
            int half = came.length / 2;
            if (doubled
                    && half > 0
                    && Arrays.equals(Arrays.copyOf(came, half), Arrays.copyOfRange(came, half, came.length))) {
                odd.set(true);
            }
            return came;
        }
    }
}
