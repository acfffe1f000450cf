// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.dialogue.SealedDialogue;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.testkit.FaultPlan;
import org.cisterna.testkit.LinkPair;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/** Interruption, deadlines and the end of a session. */
class InterruptTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final Bench bench = new Bench(11);

    /** The whole dialogue, with the interrupt at each 25 ms of a link that takes 100 ms one way. */
    @Test
    void anInterruptEndsAnyCallSoonAndLeavesOldOrNew() throws Exception {
        List<String> ends = new ArrayList<>();
        for (int at = 0; at < 3_000; at += 25) {
            Story story = interruptedAfter(at);
            ends.add(story.ends.get(story.ends.size() - 1));
        }
        assertThat(ends).anyMatch(each -> each.contains("interrupted"));
        assertThat(ends).contains("stop");
    }

    private static Story interruptedAfter(int millis) throws Exception {
        Bench world = new Bench(millis);
        Story story = new Story(world);
        Instant when = world.time.house().now().plusMillis(millis);
        world.time.run(() -> {
            FaultPlan slow = FaultPlan.none().delay(Duration.ofMillis(100));
            LinkPair pair = world.link().faultsToNear(slow).faultsToFar(slow);
            world.time.threads().start("interrupter", () -> {
                world.time.house().sleepUntil(when);
                world.interrupted = true;
            });
            story.over(pair);
            String what = "interrupted after " + millis + " ms: " + story.ends;
            assertThat(story.isWhole() || world.time.house().now().isBefore(when.plus(SOON)))
                    .as(what)
                    .isTrue();
            world.time.advance(Duration.ofSeconds(1));
            assertThat(world.device.isPending()).as(what).isFalse();
            assertThat(story.applied && world.device.revision == 1).as(what).isFalse();
            assertThat(story.committing || world.device.revision == 1).as(what).isTrue();
        });
        return story;
    }

    @Test
    void anotherThreadInterruptsTheRunningCallAndNoLaterOne() throws Exception {
        bench.time.run(() -> {
            PumpSession session = bench.open();
            session.interrupt();
            session.interrogate(bench.soon());
            bench.device.silences.put(MessageType.READ_STATUS.code(), 100);
            Instant begun = bench.time.house().now();
            bench.time.threads().start("interrupter", () -> {
                bench.time.house().sleepUntil(begun.plusMillis(700));
                session.interrupt();
            });
            LinkException e = catchThrowableOfType(LinkException.class, () -> session.interrogate(bench.soon()));
            assertThat(e).hasMessageContaining("interrupted");
            assertThat(bench.time.house().now()).isBetween(begun.plusMillis(700), begun.plusMillis(800));
            session.close();
        });
    }

    @Test
    void theInterruptOfAThreadIsPassedOnAndEndsTheSession() throws Exception {
        bench.time.run(() -> {
            PumpSession session = bench.open();
            bench.device.silences.put(MessageType.READ_STATUS.code(), 100);
            List<String> seen = new ArrayList<>();
            Worker caller = bench.time.threads().start("caller", () -> {
                try {
                    session.interrogate(bench.soon());
                } catch (InterruptedException e) {
                    seen.add("interrupted");
                }
                assertThatThrownBy(() -> session.interrogate(bench.soon()))
                        .isInstanceOf(LinkException.class)
                        .hasMessageContaining("finished");
                session.close();
            });
            bench.time.advance(Duration.ofMillis(300));
            caller.interrupt();
            bench.time.advance(Duration.ofSeconds(1));
            assertThat(caller.isAlive()).isFalse();
            assertThat(seen).containsExactly("interrupted");
        });
    }

    @Test
    void aCallWithoutTimeSendsNothing() throws Exception {
        bench.time.run(() -> {
            PumpSession session = bench.open();
            int before = bench.frames.size();
            LinkException e = catchThrowableOfType(
                    LinkException.class,
                    () -> session.stop(Bench.COMMAND, bench.time.house().now()));
            assertThat(e.reason()).isEqualTo(LinkException.Reason.TIMEOUT);
            assertThat(bench.frames).hasSize(before);
            session.close();
        });
    }

    @Test
    void everyCallEndsAtItsDeadline() throws Exception {
        bench.time.run(() -> {
            for (int millis : List.of(1, 49, 50, 51, 499, 500, 501, 1_500, 7_000)) {
                Bench world = bench;
                try (PumpSession session = world.open()) {
                    world.device.silences.put(MessageType.STOP.code(), 100);
                    Instant deadline = world.in(Duration.ofMillis(millis));
                    assertThatThrownBy(() -> session.stop(Bench.COMMAND, deadline))
                            .isInstanceOf(LinkException.class);
                    assertThat(world.time.house().now()).isBeforeOrEqualTo(deadline);
                    world.device.silences.clear();
                }
            }
        });
    }

    @Test
    void openingADeadPumpEndsAtItsDeadline() throws Exception {
        bench.time.run(() -> {
            LinkPair dead = LinkPair.in(bench.time);
            Instant deadline = bench.in(Duration.ofSeconds(3));
            LinkException e = catchThrowableOfType(
                    LinkException.class, () -> bench.driver.open(dead.near(), bench.context(), deadline));
            assertThat(e.reason()).isEqualTo(LinkException.Reason.TIMEOUT);
            assertThat(bench.time.house().now()).isBeforeOrEqualTo(deadline);
            assertThat(dead.near().isOpen()).isFalse();
        });
    }

    @Test
    void closeOfADeadLinkIsBounded() throws Exception {
        bench.time.run(() -> {
            PumpSession session = bench.open();
            bench.device.silences.put(MessageType.CLOSE.code(), 100);
            Instant begun = bench.time.house().now();
            session.close();
            session.close();
            session.close();
            assertThat(bench.time.house().now()).isBeforeOrEqualTo(begun.plus(SealedDialogue.GOODBYE));
        });
    }

    @Test
    void closeOfACutLinkDoesNothing() throws Exception {
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            PumpSession session = bench.tryOpen(pair).orElseThrow();
            pair.cut();
            session.close();
            assertThatThrownBy(() -> session.interrogate(bench.soon()))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("closed");
            session.interrupt();
        });
    }
}
