// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.testkit.LinkPair;

/**
 * A whole dialogue with a pump over one link, up to the first call that does not end well: open, interrogate, stage, commit, read back, stop,
 * close. Notes how each call ended and that it ended in time.
 */
final class Story {

    static final CommandId STOP = new CommandId("505152535455565758595a5b5c5d5e5f");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLOSING = Duration.ofMillis(1_500);

    final Bench bench;
    final List<String> ends = new ArrayList<>();
    boolean applied;
    boolean committing;
    boolean stopped;

    Story(Bench bench) {
        this.bench = bench;
    }

    /** A call of the driver. */
    @FunctionalInterface
    interface Act<T> {
        T run(Instant deadline) throws LinkException, InterruptedException;
    }

    /** Tells it. */
    void over(LinkPair pair) throws InterruptedException {
        try {
            PumpSession session = ended("open", deadline -> bench.driver.open(pair.near(), bench.context(), deadline))
                    .orElseThrow();
            try {
                through(session);
            } finally {
                Instant begun = bench.time.house().now();
                session.close();
                session.close();
                requireBy(begun.plus(CLOSING), "close");
            }
        } catch (LinkException e) {
            ends.add("link: " + e.getMessage());
        }
        if (pair.near().isOpen()) {
            throw new AssertionError("the link was left open");
        }
    }

    private void through(PumpSession session) throws LinkException, InterruptedException {
        ended("interrogate", session::interrogate);
        Staged staged = ended("stage", deadline -> session.stage(bench.plan(session), Bench.COMMAND, deadline))
                .orElseThrow();
        committing = true;
        Answer<CommandEffect> effect = ended("commit", deadline -> session.commit(staged, Bench.COMMAND, deadline));
        applied = effect.orElseThrow().effect() == CommandEffect.Effect.APPLIED;
        ended("read back", session::readBack);
        Answer<CommandEffect> stop = ended("stop", deadline -> session.stop(STOP, deadline));
        stopped = stop.orElseThrow().effect() == CommandEffect.Effect.APPLIED;
    }

    private <T> T ended(String what, Act<T> act) throws LinkException, InterruptedException {
        Instant deadline = bench.in(PATIENCE);
        try {
            T result = act.run(deadline);
            ends.add(what);
            return result;
        } finally {
            requireBy(deadline, what);
        }
    }

    private void requireBy(Instant deadline, String what) {
        if (bench.time.house().now().isAfter(deadline)) {
            throw new AssertionError(what + " ended after its deadline");
        }
    }

    boolean isWhole() {
        return stopped;
    }
}
