// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static final Optional<Concentration> BACLOFEN =
            Optional.of(Concentration.parse("2000 mcg/mL").orElseThrow());

    private static Programme.Step step(String start, String rate) {
        return new Programme.Step(
                DayTime.parse(start).orElseThrow(), FlowRate.parse(rate).orElseThrow());
    }

    private static final Programme FLEX = new Programme.Flex(List.of(
            step("00:00", "0.12 mL/day"),
            step("06:00", "0.24 mL/day"),
            step("10:00", "0.144 mL/day"),
            step("18:00", "0.18 mL/day")));

    @Test
    void aDayInStepsIsDrawnToldAndTabled() {
        Plot plot = Plot.of(
                FLEX,
                BACLOFEN,
                "baclofen",
                Optional.empty(),
                Optional.of(DayTime.parse("12:00").orElseThrow()));
        assertThat(plot.total().text()).isEqualTo("326\u202fmcg");
        assertThat(plot.sentence())
                .isEqualTo(
                        "Flex: baclofen 326\u202fmcg in 24 h, in 4 steps: 10\u202fmcg/h from 00:00, 20\u202fmcg/h from 06:00,"
                                + " 12\u202fmcg/h from 10:00, 15\u202fmcg/h from 18:00.");
        assertThat(plot.steps()).extracting(Plot.Step::from).containsExactly("00:00", "06:00", "10:00", "18:00");
        assertThat(plot.steps()).extracting(Plot.Step::to).containsExactly("06:00", "10:00", "18:00", "24:00");
        assertThat(plot.steps())
                .extracting(each -> each.dose().text())
                .containsExactly("60\u202fmcg", "80\u202fmcg", "96\u202fmcg", "90\u202fmcg");
        assertThat(plot.ticks()).extracting(Plot.Tick::text).containsExactly("0", "5", "10", "15", "20");
        assertThat(plot.unit()).isEqualTo("mcg/h");
        assertThat(plot.line()).isEqualTo("M56 98 H176 V26 H256 V84 H416 V62 H536");
        assertThat(plot.now()).isEqualTo(296);
    }

    @Test
    void twoProgrammesShareOneScale() {
        Programme low = new Programme.Continuous(FlowRate.parse("0.06 mL/day").orElseThrow());
        Plot plot = Plot.of(low, BACLOFEN, "baclofen", Optional.of(FLEX), Optional.empty());
        assertThat(plot.ticks().get(4).text()).isEqualTo("20");
        assertThat(plot.line()).isEqualTo("M56 134 H536");
        assertThat(plot.other()).startsWith("M56 98");
        assertThat(plot.now()).isEqualTo(-1);
        assertThat(plot.sentence()).isEqualTo("Continuous: baclofen 120\u202fmcg in 24 h, evenly at 5\u202fmcg/h.");
    }

    @Test
    void withoutAConcentrationTheFlowIsShown() {
        Plot plot = Plot.of(FLEX, Optional.empty(), "", Optional.empty(), Optional.empty());
        assertThat(plot.unit()).isEqualTo("mL/day");
        assertThat(plot.steps().get(0).dose().isThere()).isFalse();
        assertThat(plot.total().text()).isEqualTo("0.163\u202fmL");
        assertThat(plot.ticks()).extracting(Plot.Tick::text).last().isEqualTo("0.4");
    }

    @Test
    void nothingToDrawIsSaid() {
        Plot plot = Plot.of(new Programme.Stopped(), BACLOFEN, "baclofen", Optional.empty(), Optional.empty());
        assertThat(plot.line()).isEmpty();
        assertThat(plot.steps()).isEmpty();
        assertThat(plot.sentence()).isEqualTo("The pump holds no programme.");
    }
}
