// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cisterna.conformance.kit.HandMade.START;
import static org.cisterna.conformance.kit.HandMade.minute;
import static org.cisterna.conformance.kit.HandMade.moment;
import static org.cisterna.conformance.kit.HandMade.page;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.cisterna.pump.Answer;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.sim.Bytes;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** What a driver makes grow without end is bounded, and what was not kept is said. */
final class BoundsTest {

    @Test
    void theEarliestMomentsMakeRoomAndAreCounted() {
        Trace trace = new Trace();
        for (int i = 0; i < 20_003; i++) {
            trace.moment(moment(i, "moment " + i));
        }
        assertThat(trace.moments().dropped()).isEqualTo(3);
        assertThat(trace.moments().told()).isEqualTo(20_003);
        assertThat(trace.moments().kept()).hasSize(20_000);
        Story story = Story.ending(
                org.cisterna.conformance.RuleId.parse("4.05"), "it broke", trace.momentsUntil(minute(20_000)));
        assertThat(story.moments()).hasSize(Story.MOST);
        assertThat(story.moments().get(59).words()).isEqualTo("moment 20000");
        assertThat(story.left())
                .as("those that nobody kept are among those left out")
                .isEqualTo(20_001 - 60);
    }

    @Test
    void longMessagesMakeRoomToo() {
        Trace trace = new Trace();
        for (int i = 0; i < 5; i++) {
            trace.moment(new Moment(minute(i), "to pump", "long", Optional.of(Bytes.zeros(3 << 20))));
        }
        assertThat(trace.moments().kept()).as("8 MiB at most").hasSize(2);
        assertThat(trace.moments().dropped()).isEqualTo(3);
        trace.moment(new Moment(minute(9), "to pump", "longer", Optional.of(Bytes.zeros(9 << 20))));
        assertThat(trace.moments().kept()).as("the last one stays").hasSize(1);
    }

    @Test
    void whatPassedFromOneOnIsFoundAfterOthersMadeRoom() {
        Moments moments = new Moments(5, List.of(moment(5, "five"), moment(6, "six")));
        assertThat(moments.from(6)).isEqualTo(new Moments(0, List.of(moment(6, "six"))));
        assertThat(moments.from(5)).isEqualTo(new Moments(0, moments.kept()));
        assertThat(moments.from(3)).isEqualTo(new Moments(2, moments.kept()));
        assertThat(moments.from(-1)).isEqualTo(moments);
        assertThat(moments.from(7)).isEqualTo(Moments.NONE);
        assertThat(moments.from(9).kept()).isEmpty();
    }

    @Test
    void theEndOfEachCallIsAMomentOfItsOwn() {
        Trace trace = new Trace();
        trace.moment(moment(0, "begin"));
        Duration tookTwo = Duration.ofMinutes(2);
        trace.called(new Trace.Called("stop", minute(0), tookTwo, Duration.ofMinutes(3), "done", ""));
        trace.called(new Trace.Called("commit", minute(1), tookTwo, Duration.ofMinutes(3), "link", "CUT: it is cut"));
        assertThat(trace.calls()).extracting(Trace.Called::name).containsExactly("stop", "commit");
        assertThat(trace.momentsFrom(1).kept())
                .containsExactly(
                        new Moment(minute(2), "end", "stop done", Optional.empty()),
                        new Moment(minute(3), "end", "commit link: CUT: it is cut", Optional.empty()));
    }

    @Test
    void whatIsUsedAfterTheCloseIsToldAHundredTimes() {
        Trace trace = new Trace();
        for (int i = 0; i < 101; i++) {
            trace.afterClose("asked for the key");
        }
        assertThat(trace.afterClose()).hasSize(100);
    }

    /** A log, page by page, as a function of the event that is asked for. */
    private static PumpSession log(LongFunction<EventPage> pages) {
        return (PumpSession) Proxy.newProxyInstance(
                BoundsTest.class.getClassLoader(), new Class<?>[] {PumpSession.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("events");
                    return Answer.done(pages.apply((Long) arguments[0]));
                });
    }

    private static EventPage more(EventPage page) {
        return new EventPage(page.events(), page.lost(), page.next(), true);
    }

    @Test
    void aLogIsReadToItsEnd() throws Exception {
        List<EventPage> told = new ArrayList<>();
        PumpSession twoPages = log(from -> from == 0 ? more(page(0, 3, 0, 3)) : page(0, 5, 3, 2));
        assertThat(EventLog.read(twoPages, () -> START, 0, 3, told::add)).isEqualTo(5);
        assertThat(told).hasSize(2);
    }

    @Test
    void aLogThatAlwaysHasMoreIsGivenUp() {
        PumpSession endless = log(from -> more(page(0, from + 1, from, 1)));
        assertThatThrownBy(() -> EventLog.read(endless, () -> START, 0, 3, page -> {}))
                .isInstanceOf(CallOverrun.class)
                .hasMessage("the log has more after 5000 pages, the last one up to event 5000");
    }

    @Test
    void aPageWithMoreThanWasAskedForIsNotKept() {
        PumpSession generous = log(from -> page(0, 4, 0, 4));
        assertThatThrownBy(() -> EventLog.read(generous, () -> START, 0, 3, page -> {}))
                .isInstanceOf(CallOverrun.class)
                .hasMessage("a page of at most 3 events holds 4");
    }

    /** A pump that takes everything and says nothing. */
    private static final class Silent implements Link {
        @Override
        public void write(byte[] bytes, Instant deadline) {
            // taken
        }

        @Override
        public byte[] read(int max, Instant until) {
            return new byte[0];
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    @Test
    void aDriverThatWritesWithoutEndIsEnded() throws LinkException {
        Wire wide = new Wire(new Silent(), new StepTime(START), List.of());
        for (int i = 0; i < 4; i++) {
            wide.write(new byte[1 << 20], START.plusSeconds(1));
        }
        assertThatThrownBy(() -> wide.write(new byte[1], START.plusSeconds(1)))
                .isInstanceOf(CallOverrun.class)
                .hasMessageContaining("went over one link");
        assertThat(wide.bytes(Direction.TO_PUMP)).isEqualTo(4 << 20);
        Wire many = new Wire(new Silent(), new StepTime(START), List.of());
        for (int i = 0; i < 20_000; i++) {
            many.write(new byte[1], START.plusSeconds(1));
        }
        assertThatThrownBy(() -> many.write(new byte[1], START.plusSeconds(1))).isInstanceOf(CallOverrun.class);
        assertThat(many.messages()).hasSize(20_000);
    }

    @Test
    void aDriverThatReportsFramesWithoutEndIsEnded() {
        LentContext context = new LentContext(
                new PumpId("Example", "H-1"),
                new HostKeys.Key(Bytes.zeros(32)),
                new LentContext.Shelf(),
                new StepTime(START),
                Randomness.seeded(1),
                new Trace());
        byte[] frame = new byte[1 << 20];
        for (int i = 0; i < 8; i++) {
            context.frame(Direction.TO_PUMP, frame);
        }
        assertThatThrownBy(() -> context.frame(Direction.TO_PUMP, frame))
                .isInstanceOf(CallOverrun.class)
                .hasMessageContaining("were reported of one session");
        assertThat(context.frames()).hasSize(8);
    }
}
