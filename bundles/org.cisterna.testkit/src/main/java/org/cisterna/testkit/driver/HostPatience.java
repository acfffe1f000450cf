// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit.driver;

import static org.cisterna.testkit.driver.HostileDialogue.NONE;
import static org.cisterna.testkit.driver.HostileDialogue.STOP;
import static org.cisterna.testkit.driver.HostileDialogue.broken;
import static org.cisterna.testkit.driver.HostileDialogue.falling;
import static org.cisterna.testkit.driver.HostileDialogue.link;
import static org.cisterna.testkit.driver.HostileDialogue.require;
import static org.cisterna.testkit.driver.HostileDialogue.requireWords;
import static org.cisterna.testkit.driver.HostileDialogue.stoppedNow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.Worker;

/** What a driver does when the host wants its thread back, and when the time is over. */
final class HostPatience {

    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration SLICE = Duration.ofMillis(50);
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int STEP_MILLIS = 25;
    private static final int LONGEST_MILLIS = 3_000;

    private final HostileDialogue family;

    HostPatience(HostileDialogue family) {
        this.family = family;
    }

    /** The whole visit, with the interrupt at each 25 ms of a link on which an answer takes 100 ms. */
    void interruptOfTheHost() throws Exception {
        List<String> ends = new ArrayList<>();
        for (int at = 0; at < LONGEST_MILLIS; at += STEP_MILLIS) {
            ends.add(interruptedAfter(at));
        }
        require(ends.contains("whole"), "no visit came to its end: %s", ends);
        require(ends.stream().distinct().count() > 3, "the interrupt met too few calls: %s", ends);
    }

    private String interruptedAfter(int millis) throws Exception {
        String[] reached = {"opening"};
        family.paired((stand, forger) -> {
            Instant when = stand.time().house().now().plusMillis(millis);
            stand.time().threads().start("interrupter", () -> {
                stand.time().house().sleepUntil(when);
                stand.interrupted(true);
            });
            boolean applied = false;
            TamperedLink link = link(stand, forger, LATENCY, (request, answer) -> answer);
            try (PumpSession session = stand.open(link).orElseThrow()) {
                reached[0] = "reading";
                session.interrogate(stand.soon());
                reached[0] = "changing";
                applied = stand.change(session, family.other(), 1, List.of()).isDone();
                reached[0] = "reading back";
                session.readBack(stand.soon());
                reached[0] = "whole";
            } catch (LinkException e) {
                requireWords(e, "interrupted");
                Instant bound = when.plus(GOODBYE).plus(SLICE);
                require(
                        !stand.time().house().now().isAfter(bound),
                        "interrupted after %d ms while %s, it took until %s",
                        millis,
                        reached[0],
                        stand.time().house().now());
            }
            stand.time().house().sleepUntil(when.plusSeconds(5));
            stand.interrupted(false);
            requireOldOrNew(stand, applied, "interrupted after " + millis + " ms while " + reached[0]);
        });
        return reached[0];
    }

    private void requireOldOrNew(DriverStand stand, boolean applied, String moment) throws Exception {
        try (PumpSession session = stand.open(stand.link()).orElseThrow()) {
            Snapshot now = session.interrogate(stand.soon());
            boolean isNew = now.programme().equals(family.other());
            require(isNew || !applied, "%s: said to be applied, and is not", moment);
            require(
                    now.revision().equals(new Revision(isNew ? 2 : 1)),
                    "%s: revision %s with %s",
                    moment,
                    now.revision(),
                    now.programme());
        }
    }

    void interruptOfOneCall() throws Exception {
        family.paired((stand, forger) -> {
            boolean[] silent = {false};
            TamperedLink link = link(stand, forger, NONE, (request, answer) -> silent[0] ? new byte[0] : answer);
            try (PumpSession session = stand.open(link).orElseThrow()) {
                session.interrupt();
                session.interrogate(stand.soon());
                silent[0] = true;
                Instant at = stand.time().house().now().plusMillis(700);
                stand.time().threads().start("interrupter", () -> {
                    stand.time().house().sleepUntil(at);
                    session.interrupt();
                });
                requireWords(broken(() -> session.interrogate(stand.soon())), "interrupted");
                Instant ended = stand.time().house().now();
                require(!ended.isBefore(at), "it ended before it was interrupted");
                require(!ended.isAfter(at.plus(SLICE).plus(SLICE)), "it ended at %s, interrupted at %s", ended, at);
            }
        });
    }

    void interruptOfTheThread() throws Exception {
        family.paired((stand, forger) -> {
            boolean[] silent = {false};
            TamperedLink half = falling(stand, silent);
            PumpSession session = stand.open(half).orElseThrow();
            silent[0] = true;
            List<String> seen = new ArrayList<>();
            Worker caller = stand.time().threads().start("caller", () -> {
                try {
                    session.interrogate(stand.soon());
                } catch (InterruptedException e) {
                    seen.add("interrupted");
                }
                seen.add(String.valueOf(
                        broken(() -> session.interrogate(stand.soon())).getMessage()));
                session.close();
            });
            stand.time().advance(Duration.ofMillis(300));
            caller.interrupt();
            stand.time().advance(GOODBYE.plus(SLICE));
            require(!caller.isAlive(), "the thread has not ended");
            require(seen.size() == 2 && seen.get(0).equals("interrupted"), "what was seen: %s", seen);
            require(seen.get(1).contains("finished"), "what was seen: %s", seen);
        });
    }

    void callWithoutTime() throws Exception {
        family.paired((stand, forger) -> {
            TamperedLink link = link(stand, forger, NONE, (request, answer) -> answer);
            try (PumpSession session = stand.open(link).orElseThrow()) {
                int before = link.requests().size();
                LinkException e =
                        broken(() -> session.stop(STOP, stand.time().house().now()));
                require(e.reason() == LinkException.Reason.TIMEOUT, "it ended by %s", e.reason());
                require(link.requests().size() == before, "something was sent");
            }
            require(!stoppedNow(stand), "the stop without time stopped the device");
        });
    }

    void deadlines() throws Exception {
        for (int millis : List.of(1, 49, 50, 51, 499, 500, 501, 1_500, 7_000)) {
            family.paired((stand, forger) -> {
                boolean[] silent = {false};
                TamperedLink half = falling(stand, silent);
                try (PumpSession session = stand.open(half).orElseThrow()) {
                    silent[0] = true;
                    Instant deadline = stand.time().house().now().plusMillis(millis);
                    broken(() -> session.stop(STOP, deadline));
                    require(
                            !stand.time().house().now().isAfter(deadline),
                            "a call of %d ms ended at %s, not by %s",
                            millis,
                            stand.time().house().now(),
                            deadline);
                }
            });
        }
    }

    void deadDevice() throws Exception {
        family.paired((stand, forger) -> {
            TamperedLink dead = falling(stand, new boolean[] {true});
            Instant deadline = stand.time().house().now().plusSeconds(3);
            LinkException e = broken(() -> stand.driver().open(dead, stand.context(), deadline));
            require(e.reason() == LinkException.Reason.TIMEOUT, "it ended by %s", e.reason());
            require(!stand.time().house().now().isAfter(deadline), "it ended after its deadline");
        });
    }

    void closing() throws Exception {
        family.paired((stand, forger) -> {
            boolean[] silent = {false};
            TamperedLink half = falling(stand, silent);
            PumpSession session = stand.open(half).orElseThrow();
            silent[0] = true;
            Instant begun = stand.time().house().now();
            session.close();
            session.close();
            require(!stand.time().house().now().isAfter(begun.plus(GOODBYE)), "the goodbye took too long");
            requireWords(broken(() -> session.interrogate(stand.soon())), "closed");
            session.interrupt();
            Answer<PumpSession> next = stand.open(stand.link());
            next.orElseThrow().close();
        });
    }
}
