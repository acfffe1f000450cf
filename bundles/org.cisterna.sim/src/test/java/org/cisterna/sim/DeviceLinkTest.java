// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

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
