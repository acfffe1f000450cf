// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.LongFunction;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.testkit.FaultPlan;
import org.cisterna.testkit.LinkPair;
import org.junit.jupiter.api.Test;

/** One fault at each byte of the whole dialogue, in each direction. */
class LinkFaultsTest {

    private static final Bytes OLD =
            Bytes.ofHex(new Golden().list("plans").get(0).string("block"));
    private static final Bytes NEW =
            Bytes.ofHex(new Golden().list("plans").get(1).string("block"));

    private static Story told(FaultPlan toFar, FaultPlan toNear) throws Exception {
        Bench bench = new Bench(7);
        Story story = new Story(bench);
        bench.time.run(() -> {
            LinkPair pair = bench.link().faultsToFar(toFar).faultsToNear(toNear);
            story.over(pair);
            bench.time.advance(Duration.ofSeconds(1));
        });
        return story;
    }

    /** The device runs OLD or NEW, and what the driver said of it is true. */
    private static void requireTruth(Story story) {
        PageDevice device = story.bench.device;
        assertThat(device.plan).isIn(OLD, NEW);
        if (story.applied) {
            assertThat(device.plan).isEqualTo(NEW);
        }
        if (!story.committing) {
            assertThat(device.plan).isEqualTo(OLD);
            assertThat(device.motor).isEqualTo(1);
        }
        if (story.stopped) {
            assertThat(device.motor).isEqualTo(2);
        }
    }

    private static void sweep(LongFunction<FaultPlan> fault, boolean heals) throws Exception {
        Story whole = told(FaultPlan.none(), FaultPlan.none());
        assertThat(whole.isWhole()).isTrue();
        LinkPair link = whole.bench.links.get(0);
        for (long at = 1; at <= link.writtenToFar().length; at++) {
            check(told(fault.apply(at), FaultPlan.none()), heals, "to the pump, " + fault.apply(at));
        }
        for (long at = 1; at <= link.writtenToNear().length; at++) {
            check(told(FaultPlan.none(), fault.apply(at)), heals, "from the pump, " + fault.apply(at));
        }
    }

    private static void check(Story story, boolean heals, String fault) {
        try {
            requireTruth(story);
            if (heals) {
                assertThat(story.isWhole()).isTrue();
            }
        } catch (AssertionError e) {
            throw new AssertionError(fault + "; it went: " + story.ends, e);
        }
    }

    @Test
    void cutAfterAnyByteEndsAsAValueOrABrokenLink() throws Exception {
        sweep(FaultPlan.none()::cutAfter, false);
    }

    @Test
    void silenceAfterAnyByteEndsByTheDeadline() throws Exception {
        sweep(FaultPlan.none()::silentAfter, false);
    }

    @Test
    void anyByteMayBeLostOnce() throws Exception {
        sweep(FaultPlan.none()::drop, true);
    }

    @Test
    void anyByteMayComeTwice() throws Exception {
        sweep(FaultPlan.none()::duplicate, true);
    }

    @Test
    void anyByteMayComeWrong() throws Exception {
        sweep(at -> FaultPlan.none().corrupt(at, 1 << (at % 8)), true);
    }
}
