// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceLinkTest {

    private final VirtualTime time = VirtualTime.create(1);

    /** Answers what it hears. */
    private static final class Echo implements DeviceConnection {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private boolean closed;
        private boolean dead;

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            if (dead) {
                throw new IOException("no memory");
            }
            heard.writeBytes(bytes);
            return bytes.clone();
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Echo echo = new Echo();

    private DeviceLink link(LinkFault... faults) {
        DeviceConnection connection = new FaultyConnection(echo, List.of(faults));
        return new DeviceLink(connection, time.house(), time.pump()::now, time.threads());
    }

    private Instant in(long seconds) {
        return time.house().now().plusSeconds(seconds);
    }

    @Test
    void bytesComeBackInPieces() throws Exception {
        time.run(() -> {
            DeviceLink link = link();
            link.write(new byte[] {1, 2, 3}, in(5));
            assertThat(link.read(2, in(5))).containsExactly(1, 2);
            assertThat(link.read(2, in(5))).containsExactly(3);
            Instant before = time.house().now();
            assertThat(link.read(2, in(5))).isEmpty();
            assertThat(time.house().now()).isEqualTo(before.plusSeconds(5));
            link.close();
            assertThat(link.isOpen()).isFalse();
            assertThatThrownBy(() -> link.read(1, in(5))).isInstanceOf(LinkException.class);
            assertThatThrownBy(() -> link.write(new byte[1], in(5))).isInstanceOf(LinkException.class);
        });
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        time.run(() -> {
            DeviceLink link = link();
            Instant start = time.house().now();
            time.threads().start("closer", () -> {
                time.house().sleepUntil(start.plusSeconds(1));
                link.close();
            });
            assertThatThrownBy(() -> link.read(1, start.plusSeconds(60))).hasMessageContaining("cut");
            assertThat(time.house().now()).isEqualTo(start.plusSeconds(1));
        });
    }

    @Test
    void aCutOnTheWayThereLosesTheRestAndAllAnswers() throws Exception {
        time.run(() -> {
            DeviceLink link = link(new LinkFault(Kind.CUT, Direction.TO_DEVICE, 2));
            link.write(new byte[] {1, 2}, in(5));
            assertThat(link.isOpen()).isTrue();
            link.write(new byte[] {3}, in(5));
            assertThat(echo.heard.toByteArray()).containsExactly(1, 2);
            assertThat(link.isOpen()).isFalse();
            assertThat(link.read(9, in(5)))
                    .as("what came before the cut is still there")
                    .containsExactly(1, 2);
            assertThatThrownBy(() -> link.read(9, in(5))).hasMessageContaining("cut");
        });
    }

    @Test
    void aCutOnTheWayBackLosesTheAnswerOnly() throws Exception {
        time.run(() -> {
            DeviceLink link = link(new LinkFault(Kind.CUT, Direction.FROM_DEVICE, 1));
            link.write(new byte[] {1, 2}, in(5));
            assertThat(echo.heard.toByteArray()).containsExactly(1, 2);
            assertThat(link.read(9, in(5))).containsExactly(1);
            assertThatThrownBy(() -> link.read(9, in(5))).hasMessageContaining("cut");
        });
    }

    @Test
    void silenceAndFlippedBitsAreNotAnnounced() throws Exception {
        time.run(() -> {
            DeviceLink link = link(
                    new LinkFault(Kind.FLIP, Direction.TO_DEVICE, 1),
                    new LinkFault(Kind.SILENCE, Direction.FROM_DEVICE, 3));
            link.write(new byte[] {4, 4, 4, 4}, in(5));
            link.write(new byte[] {4}, in(5));
            assertThat(echo.heard.toByteArray()).containsExactly(4, 5, 4, 4, 4);
            assertThat(link.read(9, in(5))).containsExactly(4, 5, 4);
            assertThat(link.isOpen()).isTrue();
            assertThat(link.read(9, in(1))).isEmpty();
        });
    }

    /** What the device heard of three messages, and what came back. */
    private List<byte[]> of(LinkFault fault) throws Exception {
        List<byte[]> seen = new ArrayList<>();
        time.run(() -> {
            DeviceLink link = link(fault);
            for (byte[] message : List.of(new byte[] {1, 2, 3}, new byte[] {4, 5}, new byte[] {6})) {
                link.write(message, in(5));
            }
            seen.add(echo.heard.toByteArray());
            seen.add(link.read(99, in(1)));
            link.close();
        });
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        "DROP, 3, 123-6",
        "DROP, 0, 456",
        "DUPLICATE, 1, 123-123-456",
        "REORDER, 0, 45-123-6",
        "REORDER, 3, 123-6-45",
        "REORDER, 5, 12345",
        "TRUNCATE, 1, 1-456",
        "TRUNCATE, 4, 1234-6",
        "SILENCE, 4, 1234"
    })
    void aMessageIsLostDoubledSwappedOrShortened(Kind kind, long after, String arrives) throws Exception {
        byte[] expected = new byte[arrives.replace("-", "").length()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (arrives.replace("-", "").charAt(i) - '0');
        }
        assertThat(of(new LinkFault(kind, Direction.TO_DEVICE, after)).get(0)).containsExactly(expected);
        echo.heard.reset();
        echo.closed = false;
        List<byte[]> back = of(new LinkFault(kind, Direction.FROM_DEVICE, after));
        assertThat(back.get(0)).as("the device heard all").containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(back.get(1)).containsExactly(expected);
    }

    @Test
    void aLateMessageIsWaitedForAndThoseBehindItDoNotPassIt() throws Exception {
        time.run(() -> {
            DeviceLink link = late(new LinkFault(Kind.DELAY, Direction.TO_DEVICE, 0, Duration.ofSeconds(7)));
            Instant start = time.house().now();
            link.write(new byte[] {1}, in(5));
            link.write(new byte[] {2}, in(5));
            assertThat(link.read(9, in(5))).isEmpty();
            assertThat(echo.heard.size()).isZero();
            assertThat(link.read(9, in(60))).containsExactly(1, 2);
            assertThat(time.house().now()).isEqualTo(start.plusSeconds(7));
            link.close();
        });
    }

    @Test
    void aLateMessageArrivesAlthoughTheLinkWasClosed() throws Exception {
        time.run(() -> {
            DeviceLink link = late(new LinkFault(Kind.DELAY, Direction.TO_DEVICE, 0, Duration.ofSeconds(7)));
            link.write(new byte[] {1}, in(5));
            link.close();
            assertThat(link.isOpen()).isFalse();
            assertThatThrownBy(() -> link.read(1, in(5))).hasMessageContaining("cut");
            time.advance(Duration.ofSeconds(6));
            assertThat(echo.heard.size()).isZero();
            time.advance(Duration.ofSeconds(2));
            assertThat(echo.heard.toByteArray()).containsExactly(1);
        });
    }

    private DeviceLink late(LinkFault fault) {
        FaultyConnection connection = new FaultyConnection(echo, List.of(fault), time.house(), time.pump()::now);
        return new DeviceLink(connection, time.house(), time.pump()::now, time.threads());
    }

    @Test
    void aDelayHasAClockAndABound() {
        LinkFault late = new LinkFault(Kind.DELAY, Direction.TO_DEVICE, 0, Duration.ofSeconds(1));
        assertThatThrownBy(() -> new FaultyConnection(echo, List.of(late))).hasMessageContaining("clock");
        assertThatThrownBy(() -> new LinkFault(Kind.DELAY, Direction.TO_DEVICE, 0))
                .hasMessageContaining("DELAY");
        assertThatThrownBy(() -> new LinkFault(Kind.DELAY, Direction.TO_DEVICE, 0, Duration.ofHours(1)))
                .hasMessageContaining("10 min");
        assertThatThrownBy(() -> new LinkFault(Kind.CUT, Direction.TO_DEVICE, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("CUT");
    }

    @Test
    void aDeviceThatDiesCutsTheLink() throws Exception {
        time.run(() -> {
            DeviceLink link = link();
            echo.dead = true;
            assertThatThrownBy(() -> link.write(new byte[1], in(5))).hasMessageContaining("no memory");
            assertThat(link.isOpen()).isFalse();
        });
    }

    @Test
    void aDeadlineInThePastSendsNothing() throws Exception {
        time.run(() -> {
            DeviceLink link = link();
            assertThatThrownBy(() -> link.write(new byte[1], in(0))).hasMessageContaining("deadline");
            assertThat(echo.heard.size()).isZero();
        });
    }
}
