// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks one address over and over on some kept connections, a thread each, the next request after the answer to the last. It is as plain as it gets,
 * because it shares the processors with what is measured. Every answer must have status 200 and the wanted length; the first and the last of each
 * connection must have the wanted bytes.
 */
final class Load {

    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GOOD = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 64 * 1024;
    private static final int ANSWER_MILLIS = 30_000;
    private static final int MOST_TIMES = 400_000;

    private final int port;
    private final byte[] request;
    private final byte[] body;

    /**
     * A load.
     *
     * @param token of the bearer, or nothing
     * @param body what every answer must have
     */
    Load(int port, String path, String token, byte[] body) {
        this.port = port;
        this.body = body.clone();
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What came of it.
     *
     * @param requests that were answered
     * @param perSecond requests
     * @param p50Micros until an answer was there
     * @param p99Micros until an answer was there
     */
    record Result(long requests, double perSecond, double p50Micros, double p99Micros) {}

    Result run(int connections, double seconds) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + Math.round(seconds * 1e9);
            List<Callable<int[]>> tasks = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                tasks.add(() -> ask(end));
            }
            List<int[]> times = new ArrayList<>();
            for (Future<int[]> each : threads.invokeAll(tasks)) {
                times.add(each.get());
            }
            double took = (System.nanoTime() - start) / 1e9;
            int[] all = times.stream().flatMapToInt(Arrays::stream).sorted().toArray();
            return new Result(
                    all.length,
                    all.length / took,
                    all[all.length / 2],
                    all[(int) Math.min(all.length - 1L, all.length * 99L / 100)]);
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getMessage()), failed);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Microseconds of each answer. */
    private int[] ask(long end) throws IOException {
        int[] times = new int[MOST_TIMES];
        int count = 0;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.setTcpNoDelay(true);
            byte[] buffer = new byte[BUFFER];
            boolean last = false;
            while (!last && count < MOST_TIMES) {
                long asked = System.nanoTime();
                last = asked >= end;
                socket.getOutputStream().write(request);
                answer(socket.getInputStream(), buffer, count == 0 || last);
                times[count] = (int) ((System.nanoTime() - asked) / 1_000);
                count++;
            }
        }
        return Arrays.copyOf(times, count);
    }

    private void answer(InputStream in, byte[] buffer, boolean compared) throws IOException {
        int filled = 0;
        int head = -1;
        int whole = Integer.MAX_VALUE;
        while (filled < whole) {
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count <= 0) {
                throw new IOException("an answer broke off after " + filled + " bytes");
            }
            filled += count;
            if (head < 0) {
                head = indexOf(buffer, filled, END_OF_HEAD);
                if (head >= 0) {
                    if (!Arrays.equals(buffer, 0, GOOD.length, GOOD, 0, GOOD.length)
                            || length(buffer, head) != body.length) {
                        throw new IOException("another answer than wanted: "
                                + new String(buffer, 0, Math.min(filled, 2_000), StandardCharsets.UTF_8));
                    }
                    whole = head + END_OF_HEAD.length + body.length;
                }
            }
        }
        int from = head + END_OF_HEAD.length;
        if (filled != whole || (compared && !Arrays.equals(buffer, from, filled, body, 0, body.length))) {
            throw new IOException("the bytes of an answer are not those wanted: "
                    + new String(buffer, from, filled - from, StandardCharsets.UTF_8));
        }
    }

    private static int length(byte[] buffer, int head) {
        for (int i = 0; i + LENGTH.length < head; i++) {
            int at = 0;
            while (at < LENGTH.length
                    && (buffer[i + at] | (buffer[i + at] >= 'A' && buffer[i + at] <= 'Z' ? 0x20 : 0)) == LENGTH[at]) {
                at++;
            }
            if (at == LENGTH.length) {
                int end = i + at;
                while (buffer[end] != '\r') {
                    end++;
                }
                return Integer.parseInt(new String(buffer, i + at, end - i - at, StandardCharsets.US_ASCII).strip());
            }
        }
        return -1;
    }

    private static int indexOf(byte[] buffer, int filled, byte[] wanted) {
        for (int i = 0; i + wanted.length <= filled; i++) {
            if (Arrays.equals(buffer, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
