// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.ledger.WitnessedLogs.Sought;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks witnesses to cosign what was published, on a thread of its own: no append and no checkpoint waits for a witness. At most one request to each is
 * under way.
 */
final class Witnesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

    /** How long a checkpoint waits to be cosigned, so that many appends need one request. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WitnessedLogs logs;
    private final List<AskedWitness> witnesses;
    private final TimeSource house;
    private @Nullable Worker worker;
    private @Nullable Signal stop;

    Witnesses(WitnessedLogs logs, List<AskedWitness> witnesses, TimeSource house) {
        this.logs = logs;
        this.witnesses = List.copyOf(witnesses);
        this.house = house;
    }

    /** Asks until it is closed. Without witnesses nothing is done. */
    void start(Threads threads) {
        if (!witnesses.isEmpty()) {
            Signal end = threads.newSignal();
            stop = end;
            worker = threads.start("ledger-witnesses", () -> serve(end));
        }
    }

    private void serve(Signal end) throws InterruptedException {
        while (!end.isRaised()) {
            round();
            house.await(end, house.now().plus(PAUSE));
        }
    }

    /** Asks every witness for what it has not cosigned yet. */
    void round() throws InterruptedException {
        try {
            for (Sought sought : logs.sought()) {
                round(sought);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.error("cosignatures could not be asked for or kept; checkpoints go on without", e);
        }
    }

    private void round(Sought sought) throws IOException, InterruptedException {
        boolean news = false;
        StringBuilder lines = new StringBuilder();
        for (AskedWitness each : witnesses) {
            Optional<String> line = each.line(sought);
            if (line.isEmpty() && each.ask(logs, sought, house.now())) {
                line = each.line(sought);
                news = true;
            }
            line.ifPresent(lines::append);
        }
        if (news) {
            logs.cosigned(sought, lines.toString());
        }
    }

    @Override
    public void close() {
        Worker running = worker;
        if (running != null && stop != null) {
            stop.raise();
            running.interrupt();
            Endings.ended(running, house);
        }
    }
}
