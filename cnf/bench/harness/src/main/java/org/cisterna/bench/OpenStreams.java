// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many streams of server-sent events from one server, read by one thread: the one that asks. Both sides are read by the same code; what it costs is
 * in the times of both.
 */
final class OpenStreams implements AutoCloseable {

    private static final byte[] GOOD = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = "event: pump\n".getBytes(StandardCharsets.US_ASCII);
    private static final int OPENED_AT_ONCE = 50;
    private static final int BUFFER = 16 * 1024;
    private static final int SLICE_MILLIS = 100;

    private final Selector selector = Selector.open();
    private final List<One> streams = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    OpenStreams() throws IOException {}

    /** One stream: how much of the event has come. */
    private static final class One {
        final SocketChannel channel;
        boolean answered;
        int matched;
        boolean lineEnded;
        long done;

        One(SocketChannel channel) {
            this.channel = channel;
        }

        /** Goes on through the bytes that came; says whether this was the last byte of the event. */
        boolean take(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                byte each = bytes.get();
                if (matched < MARK.length) {
                    matched = each == MARK[matched] ? matched + 1 : each == MARK[0] ? 1 : 0;
                } else if (each != '\n') {
                    lineEnded = false;
                } else if (lineEnded) {
                    return true;
                } else {
                    lineEnded = true;
                }
            }
            return false;
        }
    }

    int count() {
        return streams.size();
    }

    /** Opens streams with these heads of requests, some at a time, until each has been answered. */
    void open(int port, List<String> heads, Duration bound) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long end = System.nanoTime() + bound.toNanos();
        for (int i = 0; i < heads.size(); i++) {
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.write(
                    ByteBuffer.wrap(("GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + heads.get(i) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            One one = new One(channel);
            channel.register(selector, SelectionKey.OP_READ, one);
            streams.add(one);
            while ((i + 1) % OPENED_AT_ONCE == 0 || i + 1 == heads.size()) {
                read(0);
                if (streams.stream().allMatch(each -> each.answered)) {
                    break;
                }
                if (System.nanoTime() > end) {
                    throw new IOException("only "
                            + streams.stream().filter(each -> each.answered).count() + " streams were answered within "
                            + bound.toSeconds() + " s");
                }
            }
        }
    }

    /** What makes the event. */
    @FunctionalInterface
    interface Cause {
        void happen() throws IOException;
    }

    /** Milliseconds from just before the cause to the last byte of the event at each stream, in their order of size. */
    double[] times(Cause cause, Duration bound) throws IOException, InterruptedException {
        for (One each : streams) {
            each.matched = 0;
            each.lineEnded = false;
            each.done = 0;
        }
        List<IOException> trouble = new ArrayList<>();
        Thread causing = new Thread(
                () -> {
                    try {
                        cause.happen();
                    } catch (IOException failed) {
                        trouble.add(failed);
                    }
                },
                "cause");
        long start = System.nanoTime();
        causing.start();
        int missing = streams.size();
        while (missing > 0 && System.nanoTime() - start < bound.toNanos()) {
            missing -= read(1);
        }
        causing.join();
        if (!trouble.isEmpty()) {
            throw trouble.get(0);
        }
        if (missing > 0) {
            throw new IOException(missing + " of " + streams.size() + " streams did not get the event within "
                    + bound.toSeconds() + " s");
        }
        return streams.stream()
                .mapToDouble(each -> (each.done - start) / 1e6)
                .sorted()
                .toArray();
    }

    /** Reads whatever comes for a while. */
    void drain(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            read(0);
        }
    }

    /** Reads what is there; says at how many streams the event became whole. */
    private int read(int counted) throws IOException {
        int whole = 0;
        selector.select(SLICE_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
            One one = (One) key.attachment();
            buffer.clear();
            int count = one.channel.read(buffer);
            if (count < 0) {
                throw new IOException("the server ended a stream");
            }
            buffer.flip();
            if (!one.answered) {
                answered(one);
            }
            if (one.done == 0 && one.take(buffer)) {
                one.done = System.nanoTime();
                whole += counted;
            }
        }
        selector.selectedKeys().clear();
        return whole;
    }

    private void answered(One one) throws IOException {
        byte[] head = new byte[Math.min(buffer.remaining(), 2_000)];
        buffer.duplicate().get(head);
        if (head.length < GOOD.length || !Arrays.equals(head, 0, GOOD.length, GOOD, 0, GOOD.length)) {
            throw new IOException("a stream was refused: " + new String(head, StandardCharsets.UTF_8));
        }
        one.answered = true;
    }

    @Override
    public void close() throws IOException {
        for (One each : streams) {
            each.channel.close();
        }
        selector.close();
    }
}
