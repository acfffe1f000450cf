// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.MeasuredFlow;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Ratio;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ManualCase;

/** What people said of a pump without telemetry, each value beside whose word it is. Nothing of it was read. */
public final class SaidFacts {

    private static final long PER_MILLE = 1_000;
    private static final long PERCENT = 100;

    private SaidFacts() {}

    /** Whether nothing can be read from a pump. */
    static boolean isByHand(Optional<PumpStatus> status) {
        return status.filter(each -> each.link() == PumpStatus.LinkState.NO_TELEMETRY)
                .isPresent();
    }

    /** What is known of a pump without telemetry; empty for any other, and while nobody can say. */
    static Optional<ManualCase> of(Services services, PumpId pump, Optional<PumpStatus> status, Identified who) {
        if (!isByHand(status)) {
            return Optional.empty();
        }
        try {
            Answer<ManualCase> seen = services.manual().manualCase(pump, who);
            return seen.isDone() ? Optional.of(seen.orElseThrow()) : Optional.empty();
        } catch (Missing away) {
            return Optional.empty();
        }
    }

    /** What two people said that it was filled with last; empty while nobody knows, and when it is empty. */
    static Optional<Solution> solution(ManualCase seen) {
        return seen.pump().state() == ManualPump.State.FILLED
                ? seen.pump().fill().map(each -> each.solution())
                : Optional.empty();
    }

    /** All of it. */
    public static List<PumpView.Fact> facts(ManualCase seen) {
        ManualPump pump = seen.pump();
        List<PumpView.Fact> facts = new ArrayList<>();
        facts.add(said("hand.flow.label", Show.of(pump.labelFlow()).text(), text("hand.source.label")));
        pump.measured()
                .ifPresent(each -> facts.add(said(
                        "hand.flow.measured",
                        Show.withUnit(ManualCase.flow(each.nanolitresPerDay())).text(),
                        text("hand.source.measured", Show.minute(each.from()), Show.minute(each.to()))
                                + beyondItsClass(each, pump).orElse(""))));
        pump.fill()
                .ifPresent(each -> facts.add(said(
                        "hand.fill",
                        text("hand.fill.words", Show.of(each.volume()).text(), written(each.solution())),
                        text("hand.source.attested", Show.minute(each.at())))));
        unattested(seen).forEach(each -> facts.add(said("hand.content.name", each, text("hand.source.one"))));
        pump.emptiedSince()
                .ifPresent(each -> facts.add(
                        said("hand.empty", Show.minute(each), text("hand.source.attested", Show.minute(each)))));
        seen.expected()
                .ifPresent(each -> facts.add(said(
                        "hand.expected",
                        Show.withUnit(each.volume()).text(),
                        text("hand.source.projected", Show.withUnit(each.flow()).text(), Show.minute(each.at())))));
        seen.order()
                .ifPresent(each -> facts.add(said(
                        "hand.order",
                        text("hand.order." + each.state()),
                        text("hand.source.order", each.author().printedName(), Show.minute(each.at())))));
        return facts;
    }

    /** That the pump holds something else than what two people attested last, and when the patient gets it; nothing where it does not. */
    public static List<String> unattested(ManualCase seen) {
        List<String> words = new ArrayList<>();
        seen.content().ifPresent(each -> {
            words.add(text("hand.content", written(each.filled()), Show.minute(each.at())));
            words.add(each.tip()
                    .map(tip -> text(
                            tip.reached() ? "hand.content.reached" : "hand.content.tip",
                            Show.minute(tip.earliest()),
                            Show.minute(tip.nominal())))
                    .orElseGet(() -> text("hand.content.unknown")));
        });
        return words;
    }

    /** By how much a pump gives more or less than its label, when that is beyond what its class allows; whole percent, cut off. */
    private static Optional<String> beyondItsClass(MeasuredFlow measured, ManualPump pump) {
        Ratio change =
                measured.nanolitresPerDay().dividedBy(pump.labelFlow().exact()).minus(Ratio.ONE);
        Ratio allowed = Ratio.of(pump.identity().capabilities().accuracyPerMille(), PER_MILLE);
        return change.abs().compareTo(allowed) <= 0
                ? Optional.empty()
                : Optional.of(text(
                        change.signum() > 0 ? "hand.flow.more" : "hand.flow.less",
                        change.abs().times(PERCENT).floor(),
                        allowed.times(PERCENT).floor()));
    }

    /** A solution as the page writes quantities. */
    public static String written(Solution solution) {
        return String.join(
                " + ",
                solution.ingredients().stream()
                        .map(each -> each.drug() + " "
                                + Show.of(each.concentration()).text())
                        .toList());
    }

    private static PumpView.Fact said(String name, String words, String source) {
        return new PumpView.Fact(text(name), Optional.empty(), words, source);
    }
}
