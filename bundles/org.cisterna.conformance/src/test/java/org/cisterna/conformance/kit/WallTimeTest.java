// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.Test;

/** A run in real time decides what fits into it, waits for nothing that does not, and passes nothing for want of time. Here virtual time stands for the real one. */
final class WallTimeTest {

    private static final Instant START = Instant.parse("2026-03-02T08:30:00Z");

    private final StepTime real = new StepTime(START);

    private List<Verdict> run(Duration within, String... rules) {
        KitOrder order = new KitOrder(
                Profile.FAST, 1, List.of(rules).stream().map(RuleId::parse).toList(), Optional.of(within));
        KitResult result = new Kit(SynchromedDriver::new, new SimRigFactory(new SynchromedFamily()))
                .withTime(real)
                .run(order, verdict -> {});
        assertThat(result.level()).isNotEqualTo(KitResult.Level.CONFORMANT);
        assertThat(result.toJson().string("within")).isNotBlank();
        List<Verdict> asked = new ArrayList<>();
        order.rules().forEach(each -> asked.add(result.verdict(each).orElseThrow()));
        return asked;
    }

    @Test
    void whatFitsIsDecidedAndWhatDoesNotIsNotBegun() {
        List<Verdict> verdicts = run(Duration.ofHours(4), "1.01", "1.02", "1.09", "2.01");
        assertThat(verdicts)
                .extracting(Verdict::kind)
                .containsExactly(Kind.PASS, Kind.PASS, Kind.INCONCLUSIVE, Kind.PASS);
        assertThat(verdicts.get(2).reason())
                .isEqualTo("time ran out: the next step takes 10 h, and the run ends before");
        assertThat(Duration.between(START, real.now())).isBetween(Duration.ofMinutes(10), Duration.ofHours(4));
    }

    @Test
    void whatComesAfterTheEndIsNotBegun() {
        real.pass(Duration.ofDays(3));
        List<Verdict> verdicts = run(Duration.ofMinutes(20), "1.01", "1.03", "1.05", "2.01");
        assertThat(verdicts)
                .extracting(Verdict::kind)
                .startsWith(Kind.PASS)
                .endsWith(Kind.INCONCLUSIVE)
                .doesNotContain(Kind.ERROR, Kind.FAIL);
        assertThat(verdicts.get(3).reason()).startsWith("time ran out");
    }

    @Test
    void atTheEndNothingIsBegunAtAll() {
        WallTime wall = new WallTime(real, real.now().plusSeconds(5));
        wall.pass(Duration.ofSeconds(5));
        assertThat(wall.isOver()).isTrue();
        assertThatThrownBy(() -> wall.pass(Duration.ofMillis(1))).isInstanceOf(TimeRanOut.class);
    }

    @Test
    void aDriverThatWaitsFarBeyondItsDeadlineIsEnded() {
        WallTime wall = new WallTime(real, Instant.MAX);
        wall.bind(real.now().plusSeconds(90));
        assertThatThrownBy(() -> wall.sleepUntil(real.now().plusSeconds(7_200))).isInstanceOf(CallOverrun.class);
        wall.free();
    }

    @Test
    void anOrderInRealTimeNeedsOne() {
        KitOrder order = new KitOrder(Profile.FAST, 1, List.of(), Optional.of(Duration.ofHours(1)));
        Kit kit = new Kit(SynchromedDriver::new, new SimRigFactory(new SynchromedFamily()));
        assertThatThrownBy(() -> kit.run(order, verdict -> {})).hasMessageContaining("a kit without it");
        assertThatThrownBy(() -> new KitOrder(Profile.FAST, 1, List.of(), Optional.of(Duration.ZERO)))
                .hasMessageContaining("above 0");
    }
}
