// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.junit.jupiter.api.Test;

class CallTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    private final Lent lent = new Lent();
    private final Call call = Call.until(lent, BEGIN.plusSeconds(10));

    @Test
    void goesOnUntilItsDeadlineAndNoLonger() throws LinkException {
        call.goOn();
        lent.now = BEGIN.plusMillis(9_999);
        call.goOn();
        lent.now = BEGIN.plusSeconds(10);
        ends(call, LinkException.Reason.TIMEOUT, "2026-01-05T08:00:10Z");
    }

    @Test
    void neverWaitsBeyondItsDeadline() {
        assertThat(call.until(Duration.ofSeconds(4))).isEqualTo(BEGIN.plusSeconds(4));
        assertThat(call.until(Duration.ofSeconds(11))).isEqualTo(BEGIN.plusSeconds(10));
        lent.now = BEGIN.plusSeconds(8);
        assertThat(call.until(Duration.ofSeconds(4))).isEqualTo(BEGIN.plusSeconds(10));
        assertThat(call.now()).isEqualTo(BEGIN.plusSeconds(8));
    }

    @Test
    void endsWhenAnyThreadInterruptsIt() throws LinkException {
        call.goOn();
        call.interrupt();
        ends(call, LinkException.Reason.CUT, "not known");
    }

    @Test
    void endsWhenTheHostWantsItTo() {
        lent.interrupted = true;
        ends(call, LinkException.Reason.CUT, "interrupted");
    }

    @Test
    void theLastOneMayBeSaidAfterAnInterruptOfTheHost() throws LinkException {
        lent.interrupted = true;
        Call last = Call.last(lent, BEGIN.plusSeconds(1));
        last.goOn();
        lent.now = BEGIN.plusSeconds(1);
        ends(last, LinkException.Reason.TIMEOUT, "did not answer");
    }

    @Test
    void givesUpALinkThatOnlyMakesNoise() throws LinkException {
        call.heard(Call.MOST_BYTES - 1);
        call.heard(1);
        assertThatThrownBy(() -> call.heard(1))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("262144 bytes");
    }

    private static void ends(Call call, LinkException.Reason reason, String words) {
        assertThatThrownBy(call::goOn)
                .hasMessageContaining(words)
                .asInstanceOf(InstanceOfAssertFactories.type(LinkException.class))
                .extracting(LinkException::reason)
                .isEqualTo(reason);
    }

    /** What a host lends, with hands to turn it. */
    private static final class Lent implements CallContext, TimeSource {

        private Instant now = BEGIN;
        private boolean interrupted;

        @Override
        public TimeSource house() {
            return this;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public boolean interrupted() {
            return interrupted;
        }

        @Override
        public Randomness randomness() {
            throw new AssertionError("a call needs no chance");
        }

        @Override
        public void frame(Direction direction, byte[] bytes) {
            throw new AssertionError("a call keeps no frame");
        }

        @Override
        public void progress(int done, int of) {
            throw new AssertionError("a call tells no progress");
        }

        @Override
        public boolean await(Signal signal, Instant deadline) {
            throw new AssertionError("a call never waits");
        }

        @Override
        public void sleepUntil(Instant wakeUp) {
            throw new AssertionError("a call never waits");
        }
    }
}
