// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Some writers who each append as soon as the last append was acknowledged, for some time. */
final class Run {

    /**
     * What came of it.
     *
     * @param appends that were acknowledged
     * @param records in them
     * @param seconds it took
     * @param p50 microseconds of an append
     * @param p99 microseconds of an append
     */
    record Result(long appends, long records, double seconds, double p50, double p99) {
        double perSecond() {
            return records / seconds;
        }
    }

    private Run() {}

    static Result of(Side side, int writers, int batch, double seconds) throws Exception {
        long before = side.records();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Side.Writer> open = new ArrayList<>();
        try {
            List<Callable<long[]>> work = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                Side.Writer writer = side.writer();
                open.add(writer);
                work.add(() -> write(writer, batch, seconds));
            }
            long begun = System.nanoTime();
            List<long[]> times = new ArrayList<>();
            for (Future<long[]> each : threads.invokeAll(work)) {
                times.add(each.get());
            }
            double took = (System.nanoTime() - begun) / 1e9;
            long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            long found = side.records() - before;
            if (found != (long) all.length * batch) {
                throw new IllegalStateException(side.name() + " has " + found + " new records and acknowledged "
                        + (long) all.length * batch + ": this is no measurement");
            }
            return new Result(all.length, found, took, at(all, 50), at(all, 99));
        } finally {
            threads.shutdownNow();
            for (Side.Writer each : open) {
                each.close();
            }
        }
    }

    private static long[] write(Side.Writer writer, int batch, double seconds) throws Exception {
        long[] times = new long[1_024];
        int count = 0;
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        for (long now = begun; now < end; ) {
            writer.append(batch);
            long then = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = then - now;
            now = then;
        }
        return Arrays.copyOf(times, count);
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e3;
    }
}
