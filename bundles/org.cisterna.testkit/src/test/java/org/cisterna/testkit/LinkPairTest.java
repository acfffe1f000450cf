// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

class LinkPairTest {

    private final VirtualTime time = VirtualTime.create(1);
    private final LinkPair pair = LinkPair.in(time);
    private final Link near = pair.near();
    private final Link far = pair.far();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Instant in(Duration duration) {
        return time.house().now().plus(duration);
    }

    private void write(Link link, String text) throws LinkException {
        link.write(bytes(text), in(Duration.ofSeconds(1)));
    }

    private String read(Link link) throws Exception {
        return new String(link.read(100, in(Duration.ofSeconds(1))), StandardCharsets.US_ASCII);
    }

    private static void fails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LinkException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    @Test
    void whatOneEndWritesTheOtherReads() throws Exception {
        time.run(() -> {
            write(near, "hello");
            assertThat(far.read(3, TimeSource.FOREVER)).isEqualTo(bytes("hel"));
            assertThat(read(far)).isEqualTo("lo");
            write(far, "ok");
            assertThat(read(near)).isEqualTo("ok");
            assertThat(near.isOpen()).isTrue();
            assertThat(pair.writtenToFar()).isEqualTo(bytes("hello"));
            assertThat(pair.writtenToNear()).isEqualTo(bytes("ok"));
        });
    }

    @Test
    void aReadWaitsUntilSomethingComesOrTheTimeIsUp() throws Exception {
        time.run(() -> {
            Instant until = in(Duration.ofSeconds(3));
            assertThat(far.read(1, until)).isEmpty();
            assertThat(time.house().now()).isEqualTo(until);
            time.threads().start("writer", () -> {
                time.house().sleepUntil(until.plusMillis(250));
                write(near, "x");
            });
            assertThat(far.read(1, TimeSource.FOREVER)).isEqualTo(bytes("x"));
            assertThat(time.house().now()).isEqualTo(until.plusMillis(250));
            assertThat(far.read(1, Instant.MIN)).isEmpty();
            assertThatThrownBy(() -> far.read(0, until)).hasMessageContaining("at least 1 byte, not 0");
        });
    }

    @Test
    void aWriteAfterItsDeadlineWritesNothing() throws Exception {
        time.run(() -> {
            fails(Reason.TIMEOUT, () -> near.write(bytes("x"), time.house().now()));
            assertThat(pair.writtenToFar()).isEmpty();
        });
    }

    @Test
    void closingEndsTheCallThatRunsAndTheOtherEndReadsWhatWasWritten() throws Exception {
        time.run(() -> {
            Worker reader =
                    time.threads().start("reader", () -> fails(Reason.CUT, () -> near.read(1, TimeSource.FOREVER)));
            write(near, "last");
            time.settle();
            near.close();
            near.close();
            assertThat(reader.join(TimeSource.FOREVER)).isTrue();
            assertThat(near.isOpen()).isFalse();
            fails(Reason.CUT, () -> write(near, "x"));
            assertThat(read(far)).isEqualTo("last");
            fails(Reason.CUT, () -> read(far));
            fails(Reason.CUT, () -> write(far, "x"));
            assertThat(far.isOpen()).isFalse();
        });
    }

    @Test
    void interruptEndsARead() throws Exception {
        time.run(() -> {
            Worker reader = time.threads().start("reader", () -> near.read(1, TimeSource.FOREVER));
            time.settle();
            reader.interrupt();
            assertThat(reader.join(in(Duration.ofSeconds(1)))).isTrue();
        });
    }

    @Test
    void cutAfterTheNthByteInEitherDirection() throws Exception {
        time.run(() -> {
            for (int n = 0; n <= 5; n++) {
                LinkPair cut = LinkPair.in(time).faultsToFar(FaultPlan.none().cutAfter(n));
                int passing = n;
                if (n < 5) {
                    fails(Reason.CUT, () -> write(cut.near(), "hello"));
                } else {
                    write(cut.near(), "hello");
                }
                if (n > 0) {
                    assertThat(read(cut.far())).isEqualTo("hello".substring(0, passing));
                }
                fails(Reason.CUT, () -> read(cut.far()));
                fails(Reason.CUT, () -> read(cut.near()));
                fails(Reason.CUT, () -> write(cut.near(), "x"));
                assertThat(cut.near().isOpen()).isFalse();
            }
            LinkPair back = LinkPair.in(time).faultsToNear(FaultPlan.none().cutAfter(1));
            write(back.near(), "question");
            assertThat(read(back.far())).isEqualTo("question");
            fails(Reason.CUT, () -> write(back.far(), "answer"));
            assertThat(read(back.near())).isEqualTo("a");
            fails(Reason.CUT, () -> read(back.near()));
        });
    }

    @Test
    void delayKeepsTheOrderAlsoWhenItShrinks() throws Exception {
        time.run(() -> {
            pair.faultsToFar(FaultPlan.none().delay(Duration.ofMillis(300)));
            Instant begun = time.house().now();
            write(near, "ab");
            pair.faultsToFar(FaultPlan.none());
            write(near, "c");
            assertThat(far.read(9, begun.plusMillis(299))).isEmpty();
            assertThat(far.read(9, TimeSource.FOREVER)).isEqualTo(bytes("abc"));
            assertThat(time.house().now()).isEqualTo(begun.plusMillis(300));
        });
    }

    @Test
    void whatIsOnItsWayArrivesAfterACut() throws Exception {
        time.run(() -> {
            pair.faultsToFar(FaultPlan.none().delay(Duration.ofMillis(300)));
            write(near, "ab");
            pair.cut();
            assertThat(far.isOpen()).isFalse();
            assertThat(read(far)).isEqualTo("ab");
            fails(Reason.CUT, () -> read(far));
        });
    }

    @Test
    void dropDuplicateAndCorruptSingleBytes() throws Exception {
        time.run(() -> {
            pair.faultsToFar(
                    FaultPlan.none().drop(2).duplicate(3).corrupt(4, 0x20).corrupt(6, 0x01));
            write(near, "abcd");
            write(near, "ef");
            assertThat(read(far)).isEqualTo("accDeg");
            assertThat(pair.writtenToFar()).isEqualTo(bytes("abcdef"));
        });
    }

    @Test
    void halfOpenWritesVanishAndReadsTimeOut() throws Exception {
        time.run(() -> {
            pair.faultsToFar(FaultPlan.none().silentAfter(2));
            write(near, "abcd");
            write(near, "more");
            assertThat(read(far)).isEqualTo("ab");
            assertThat(read(far)).isEmpty();
            assertThat(near.isOpen()).isTrue();
            write(far, "still here");
            assertThat(read(near)).isEqualTo("still here");
        });
    }

    @Test
    void aPlanSaysWhatItDoesAndRefusesWhatMakesNoSense() {
        assertThat(FaultPlan.none()).hasToString("no faults");
        assertThat(FaultPlan.none().cutAfter(9).drop(2).corrupt(3, 1))
                .hasToString("faults: cut after 9 drop 2 corrupt 3");
        assertThatThrownBy(() -> FaultPlan.none().cutAfter(-1)).hasMessageContaining("0 or more, not -1");
        assertThatThrownBy(() -> FaultPlan.none().drop(0)).hasMessageContaining("counted from 1, not 0");
        assertThatThrownBy(() -> FaultPlan.none().corrupt(1, 0)).hasMessageContaining("0x01 to 0xFF");
        assertThatThrownBy(() -> FaultPlan.none().delay(Duration.ofMillis(-1))).hasMessageContaining("not negative");
    }

    @Test
    void aProviderOpensLinksToWhatATestPutsThere() throws Exception {
        MemoryLinks links = new MemoryLinks(time.house(), time.threads());
        FoundPump pump = new FoundPump("memory:1", "Example", "EX-1", true);
        List<Link> served = new ArrayList<>();
        links.put(pump, served::add);
        links.faults(opened -> opened.faultsToFar(FaultPlan.none().drop(1)));
        time.run(() -> {
            assertThat(links.found()).containsExactly(pump);
            Link link = links.open("memory:1", in(Duration.ofSeconds(1)));
            write(link, "ab");
            assertThat(read(served.get(0))).isEqualTo("b");
            assertThat(links.opened().get(0).near()).isSameAs(link);
            fails(Reason.UNKNOWN_ADDRESS, () -> links.open("memory:2", TimeSource.FOREVER));
            fails(Reason.TIMEOUT, () -> links.open("memory:1", time.house().now()));
            links.refuse(true);
            fails(Reason.REFUSED, () -> links.open("memory:1", TimeSource.FOREVER));
            links.remove("memory:1");
            assertThat(links.found()).isEmpty();
        });
        assertThatThrownBy(() -> links.put(new FoundPump("sim:1", "Example", "EX-1", true), served::add))
                .hasMessageContaining("begin with memory:, not sim:1");
    }
}
