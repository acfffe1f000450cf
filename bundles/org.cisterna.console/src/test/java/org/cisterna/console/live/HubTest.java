// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.junit.jupiter.api.Test;

class HubTest {

    private final VirtualTime time = VirtualTime.create(11);
    private final AtomicReference<Hub.Standing> standing = new AtomicReference<>(Hub.Standing.GOOD);

    /** A browser that reads, or does not. */
    private static final class Browser implements Stream.Sink {
        final List<String> got = new ArrayList<>();
        boolean reads = true;
        boolean gone;
        int closed;
        int flushed;

        @Override
        public boolean isReady() {
            return reads;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
            got.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {
            flushed++;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static Identified somebody(String session, Role role) {
        return new Identified(new Person("pat", "Pat", Set.of(role)), session, "session", Identified.ALL);
    }

    private Hub hub() {
        return new Hub(time.threads(), time.house(), () -> Event.beat("now", "", "", ""), any -> standing.get());
    }

    private static Stream begun(Hub hub, Browser browser, String session, Role role) {
        Stream stream = new Stream(somebody(session, role), browser);
        assertThat(hub.add(stream)).isTrue();
        assertThat(stream.isFirst()).isTrue();
        hub.greet(stream);
        return stream;
    }

    @Test
    void whatHappensReachesThoseWhoMayKnow() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            Browser viewer = new Browser();
            Browser auditor = new Browser();
            begun(hub, viewer, "s-1", Role.VIEWER);
            begun(hub, auditor, "s-2", Role.AUDITOR);
            hub.publish(Event.pump("Acme/S-1", 12));
            time.settle();
            assertThat(viewer.got).last().isEqualTo("event: pump\ndata: {\"pump\":\"Acme/S-1\",\"revision\":12}\n\n");
            assertThat(viewer.flushed).isEqualTo(2);
            assertThat(auditor.got).hasSize(1);
            hub.close();
            assertThat(viewer.closed).isEqualTo(1);
        });
    }

    @Test
    void aBeatComesEveryFiveSeconds() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            Browser browser = new Browser();
            begun(hub, browser, "s-1", Role.VIEWER);
            time.advance(Duration.ofSeconds(16));
            assertThat(browser.got).hasSize(4).allMatch(each -> each.startsWith("event: beat\n"));
            hub.close();
        });
    }

    @Test
    void whoDoesNotReadLosesTheStreamAndDelaysNobody() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            Browser slow = new Browser();
            Browser other = new Browser();
            begun(hub, slow, "s-1", Role.VIEWER);
            begun(hub, other, "s-2", Role.VIEWER);
            slow.reads = false;
            for (int i = 0; i <= Stream.MOST_WAITING; i++) {
                hub.publish(Event.pump("Acme/S-1", i));
            }
            time.settle();
            assertThat(slow.closed).isEqualTo(1);
            assertThat(hub.streams()).hasSize(1);
            assertThat(other.got).hasSize(2 + Stream.MOST_WAITING);
            hub.close();
        });
    }

    @Test
    void whoReadsTooLateLosesTheStreamToo() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            Browser slow = new Browser();
            begun(hub, slow, "s-1", Role.VIEWER);
            slow.reads = false;
            time.advance(Stream.LONGEST_WAIT.plusSeconds(11));
            assertThat(slow.closed).isEqualTo(1);
            assertThat(hub.streams()).isEmpty();
            hub.close();
        });
    }

    @Test
    void whoReadsAgainInTimeGetsWhatWaited() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            Browser browser = new Browser();
            Stream stream = begun(hub, browser, "s-1", Role.VIEWER);
            browser.reads = false;
            hub.publish(Event.pump("Acme/S-1", 1));
            hub.publish(Event.pump("Acme/S-1", 2));
            time.settle();
            assertThat(browser.got).hasSize(1);
            browser.reads = true;
            stream.writable();
            assertThat(browser.got).hasSize(3);
            hub.close();
        });
    }

    @Test
    void aBrowserThatWentIsForgotten() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            Browser browser = new Browser();
            begun(hub, browser, "s-1", Role.VIEWER);
            browser.gone = true;
            hub.publish(Event.drivers());
            time.settle();
            assertThat(hub.streams()).isEmpty();
            assertThat(browser.closed).isEqualTo(1);
            hub.close();
        });
    }

    @Test
    void aSessionThatIsLockedIsToldAndOneThatIsOverLosesItsStream() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            Browser browser = new Browser();
            begun(hub, browser, "s-1", Role.VIEWER);
            standing.set(Hub.Standing.LOCKED);
            time.advance(Hub.BEAT.plusSeconds(1));
            assertThat(browser.got).contains("event: locked\ndata: {}\n\n");
            standing.set(Hub.Standing.OVER);
            time.advance(Hub.BEAT.plusSeconds(1));
            assertThat(browser.closed).isEqualTo(1);
            assertThat(hub.streams()).isEmpty();
            hub.close();
        });
    }

    @Test
    void oneSessionHasSoManyStreamsAndTheNewestAreGood() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            List<Stream> streams = new ArrayList<>();
            List<Browser> browsers = new ArrayList<>();
            Browser other = new Browser();
            begun(hub, other, "s-2", Role.VIEWER);
            for (int i = 0; i < Hub.MOST_A_SESSION + 2; i++) {
                browsers.add(new Browser());
                streams.add(begun(hub, browsers.get(i), "s-1", Role.VIEWER));
            }
            assertThat(hub.streams())
                    .hasSize(Hub.MOST_A_SESSION + 1)
                    .doesNotContain(streams.get(0), streams.get(1))
                    .containsAll(streams.subList(2, streams.size()));
            assertThat(browsers.get(0).closed).isPositive();
            assertThat(other.closed).isZero();
            hub.close();
            assertThat(hub.streams()).isEmpty();
        });
    }

    @Test
    void fiveThousandStreamsHaveTwoThreads() throws Exception {
        time.run(() -> {
            Hub hub = hub();
            List<Browser> browsers = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                Browser browser = new Browser();
                browsers.add(browser);
                Stream stream = new Stream(somebody("s-" + i, Role.VIEWER), browser);
                assertThat(stream.isFirst()).isTrue();
                hub.add(stream);
            }
            assertThat(time.threads().workers()).hasSize(Hub.WRITERS);
            hub.publish(Event.pump("Acme/S-1", 1));
            time.settle();
            assertThat(browsers).allMatch(each -> each.got.size() == 1);
            hub.close();
            assertThat(time.threads().workers()).isEmpty();
        });
    }
}
