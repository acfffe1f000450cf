// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A database behind one writer that puts into one transaction whatever has come meanwhile: what one would build who needs its speed. */
final class GroupedSide implements Side {

    private record Wanted(int records, CompletableFuture<Boolean> done) {}

    private static final Wanted END = new Wanted(0, new CompletableFuture<>());

    private final DatabaseSide database;
    private final Writer writer;
    private final LinkedBlockingQueue<Wanted> queue = new LinkedBlockingQueue<>();
    private final AtomicLong groups = new AtomicLong();
    private final Thread thread;

    GroupedSide(DatabaseSide database) throws Exception {
        this.database = database;
        writer = database.writer();
        thread = new Thread(this::write, "group commit");
        thread.start();
    }

    private void write() {
        List<Wanted> group = new ArrayList<>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group);
                boolean ends = group.remove(END);
                int records = group.stream().mapToInt(Wanted::records).sum();
                if (records > 0) {
                    writer.append(records);
                    groups.incrementAndGet();
                }
                group.forEach(each -> each.done().complete(true));
                group.clear();
                if (ends) {
                    return;
                }
            }
        } catch (Exception failed) {
            group.forEach(each -> each.done().completeExceptionally(failed));
        }
    }

    @Override
    public String name() {
        return database.name() + ", grouped";
    }

    @Override
    public Writer writer() {
        return new Writer() {
            @Override
            public void append(int records) throws Exception {
                Wanted wanted = new Wanted(records, new CompletableFuture<>());
                queue.add(wanted);
                wanted.done().get();
            }

            @Override
            public void close() {
                // nothing of its own
            }
        };
    }

    @Override
    public long records() throws Exception {
        return database.records();
    }

    @Override
    public OptionalLong syncs() throws SQLException {
        return database.syncs();
    }

    @Override
    public OptionalLong groups() {
        return OptionalLong.of(groups.get());
    }

    @Override
    public void close() throws IOException, SQLException {
        queue.add(END);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the last group was written");
        }
        writer.close();
        database.close();
    }
}
