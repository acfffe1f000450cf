// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.Seeds;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One plan of faults, two carriers: what arrives, at the device and at the host, message by message, is the same whether the device is in the same
 * process or behind a socket of 127.0.0.1. Real time, bounded, and no wait that is not for an event.
 */
final class TwoCarriersTest {

    private static final long SEED = Seeds.seed("TwoCarriersTest");
    private static final Duration LATE = Duration.ofMillis(40);
    private static final int MESSAGES = 5;
    private static final int SHORTEST = 3;
    /** With this seed the device answers 18 bytes in all; a cut after 20 was never reached, once in 500 runs. */
    private static final long OF_SHORT_MESSAGES = 3749;

    private long seed = SEED;

    private final SystemTime time = SystemTime.start();

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(time.closeNaming()).isEmpty();
    }

    /** Answers what it hears, each byte one higher. */
    private static final class Echo implements DeviceConnection {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private volatile boolean closed;

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) {
            heard.writeBytes(bytes);
            byte[] answer = bytes.clone();
            for (int i = 0; i < answer.length; i++) {
                answer[i]++;
            }
            return answer;
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

    /** Tells when a message went through the faults, and how much of an answer is on its way. */
    private final class Noticed implements DeviceConnection {
        private final DeviceConnection inner;
        private final Signal news = time.threads().newSignal();
        private final AtomicInteger messages = new AtomicInteger();
        private volatile int answered;

        Noticed(DeviceConnection inner) {
            this.inner = inner;
        }

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            byte[] answer = inner.receive(bytes, pumpTime);
            answered = answer.length;
            messages.incrementAndGet();
            news.raise();
            return answer;
        }

        void await(int count) throws InterruptedException {
            while (messages.get() < count) {
                news.reset();
                if (messages.get() < count) {
                    assertThat(time.house().await(news, soon()))
                            .as("message %d passed", count)
                            .isTrue();
                }
            }
        }

        @Override
        public boolean mayWait() {
            return inner.mayWait();
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private Instant soon() {
        return time.house().now().plusSeconds(20);
    }

    /** How a carrier is made. */
    @FunctionalInterface
    private interface Carrier {
        Link over(DeviceConnection connection) throws Exception;
    }

    private Link inProcess(DeviceConnection connection) {
        return new DeviceLink(connection, time.house(), () -> Instant.EPOCH, time.threads());
    }

    private static void serve(Socket socket, DeviceConnection connection) throws IOException {
        assertThat(Lines.read(socket.getInputStream(), PumpTalk.LONGEST_LINE)).isEqualTo("cisterna-sim 1 E-1");
        socket.getOutputStream().write(Lines.line(PumpTalk.ACCEPTED));
        PumpTalk.pass(socket.getInputStream(), socket.getOutputStream(), connection, () -> Instant.EPOCH);
    }

    /** What became of the messages: a line for each, and what the device heard. */
    private List<String> seen(Carrier carrier, LinkFault... faults) throws Exception {
        RandomGenerator chance = Randomness.seeded(seed).stream("messages");
        Echo echo = new Echo();
        Noticed noticed = new Noticed(new FaultyConnection(echo, List.of(faults), time.house(), () -> Instant.EPOCH));
        List<String> lines = new ArrayList<>();
        long written = 0;
        try (Link link = carrier.over(noticed)) {
            for (int i = 1; i <= MESSAGES; i++) {
                byte[] message = new byte[SHORTEST + chance.nextInt(6)];
                chance.nextBytes(message);
                Instant before = time.house().now();
                link.write(message, soon());
                noticed.await(i);
                boolean late = !time.house().now().isBefore(before.plus(LATE));
                lines.add(i + ": " + arrived(link, noticed.answered)
                        + (isDelayed(written, message.length, faults) ? (late ? " late" : " in time") : ""));
                written += message.length;
                if (!noticed.isOpen()) {
                    lines.add("cut: " + end(link));
                    break;
                }
            }
        }
        lines.add("heard " + HexFormat.of().formatHex(echo.heard.toByteArray()));
        return lines;
    }

    private static boolean isDelayed(long written, int length, LinkFault... faults) {
        return List.of(faults).stream()
                .anyMatch(fault ->
                        fault.kind() == Kind.DELAY && fault.after() >= written && fault.after() < written + length);
    }

    private String arrived(Link link, int expected) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < expected) {
            byte[] more = link.read(64, soon());
            assertThat(more).as("an answer is on its way").isNotEmpty();
            all.writeBytes(more);
        }
        return HexFormat.of().formatHex(all.toByteArray());
    }

    private String end(Link link) throws InterruptedException {
        try {
            return link.read(64, soon()).length + " bytes more";
        } catch (LinkException e) {
            return String.valueOf(e.reason());
        }
    }

    private List<String> onBoth(LinkFault... faults) throws Exception {
        List<String> inside = seen(this::inProcess, faults);
        List<String> outside = new ArrayList<>();
        List<DeviceConnection> next = new ArrayList<>();
        try (Port port = new Port("faults", 0, socket -> serve(socket, next.get(0)), time.threads(), time.house())) {
            outside.addAll(seen(
                    connection -> {
                        next.add(connection);
                        return SocketLink.open(port.number(), "E-1", time.house(), soon());
                    },
                    faults));
        }
        assertThat(outside).as("over a socket, %s", List.of(faults)).isEqualTo(inside);
        return inside;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachFaultIsTheSameOnBoth(Kind kind) throws Exception {
        List<String> whole = onBoth();
        RandomGenerator chance = Randomness.seeded(SEED).stream("places");
        for (Direction direction : Direction.values()) {
            long after = chance.nextInt(12);
            LinkFault fault = new LinkFault(kind, direction, after, kind == Kind.DELAY ? LATE : Duration.ZERO);
            assertThat(onBoth(fault)).as("%s changes something", fault).isNotEqualTo(whole);
        }
    }

    static Stream<Long> seeds() {
        return Stream.of(SEED, OF_SHORT_MESSAGES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void faultsJoin(long which) throws Exception {
        seed = which;
        List<String> whole = onBoth();
        List<String> broken = onBoth(
                new LinkFault(Kind.DUPLICATE, Direction.TO_DEVICE, 0),
                new LinkFault(Kind.FLIP, Direction.FROM_DEVICE, 2),
                new LinkFault(Kind.CUT, Direction.FROM_DEVICE, MESSAGES * SHORTEST - 1));
        assertThat(broken).isNotEqualTo(whole).anyMatch(line -> line.startsWith("cut: CUT"));
    }
}
