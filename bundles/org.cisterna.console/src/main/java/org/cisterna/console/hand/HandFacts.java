// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.hand;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Form;
import org.cisterna.console.hand.HandView.Fact;
import org.cisterna.console.hand.HandView.Reason;
import org.cisterna.console.hand.HandView.Step;
import org.cisterna.console.pump.SaidFacts;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.pump.ManualGuide;
import org.cisterna.pump.ManualGuide.Kind;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualWork;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualCase.Order;
import org.cisterna.therapy.Permit;
import org.cisterna.therapy.Signature.Meaning;

/** What is known of a pump without telemetry, each value beside whose word it is, and the one thing that is asked of this person. */
final class HandFacts {

    /** More findings than that do not ask at once. */
    static final int MOST_REASONS = 20;

    private final ManualCase seen;
    private final Identified who;

    HandFacts(ManualCase seen, Identified who) {
        this.seen = seen;
        this.who = who;
    }

    HandView view(Form form, String address) {
        ManualPump pump = seen.pump();
        String ask = ask();
        return new HandView(
                form,
                pump.pump().serial(),
                address + "/by-hand",
                address,
                text("hand.state." + pump.state()),
                pump.state() == ManualPump.State.UNKNOWN,
                facts(),
                pump.work().map(this::steps).orElse(List.of()),
                ask,
                seen.words(),
                digest(),
                numbers(),
                reasons(ask),
                pump.work()
                        .filter(each -> each.last(ManualStep.Emptied.class).isEmpty())
                        .isPresent(),
                who.may(Act.STOP)
                        && pump.work().filter(each -> each.reason().isPresent()).isEmpty(),
                who.permit(Act.STOP) == Permit.NAMING_WHO_ORDERED);
    }

    private String ask() {
        Optional<ManualWork> work = seen.pump().work();
        if (work.isPresent()) {
            return who.may(Act.BY_HAND) ? work.get().next().name() : "WAIT";
        }
        Optional<Order> order = seen.order();
        if (order.isEmpty()) {
            return who.may(Act.DRAFT) ? "ORDER" : "WAIT";
        }
        boolean mine = order.get().author().account().equals(who.person().id());
        return switch (order.get().state()) {
            case ORDERED, MISMATCH -> mine ? "AUTHOR" : "WAIT";
            case AUTHORED -> !mine && who.may(Act.VERIFY) ? "VERIFY" : "WAIT";
            case VERIFIED ->
                order.get().signatures().stream().anyMatch(each -> each.signer()
                                .account()
                                .equals(who.person().id()))
                        ? "BEGIN"
                        : "WAIT";
            case BEGUN -> "WAIT";
        };
    }

    /** What a signature given now covers. The second person signs a plan that only its digest tells. */
    private String digest() {
        return seen.pump()
                .work()
                .map(each -> each.digest().text())
                .or(() -> seen.order().map(Order::plan).map(each -> each.text()))
                .orElse("");
    }

    private List<Fact> facts() {
        return SaidFacts.facts(seen).stream()
                .map(each -> new Fact(each.name(), each.words(), each.source()))
                .toList();
    }

    private List<Step> steps(ManualWork work) {
        List<Step> steps = new ArrayList<>();
        for (Kind kind : ManualGuide.kinds(work.act())) {
            String said = work.done().stream()
                    .filter(each -> each.step().kind() == kind)
                    .reduce((earlier, later) -> later)
                    .map(each -> text("hand.step.done", said(each.step()), Show.minute(each.pumpTime())))
                    .orElse("");
            steps.add(
                    new Step(text("hand.step." + kind), kind == Kind.ATTEST ? attested() : said, kind == work.next()));
        }
        return steps;
    }

    private String attested() {
        return String.join(
                ", ",
                seen.attestations().stream()
                        .map(each -> text(
                                each.meaning() == Meaning.PERFORMED ? "hand.performed.by" : "hand.witnessed.by",
                                each.signer().printedName()))
                        .toList());
    }

    private static String said(ManualStep step) {
        if (step instanceof ManualStep.Identified identified) {
            return identified.serial();
        }
        if (step instanceof ManualStep.Emptied emptied) {
            return Show.of(emptied.returned()).text();
        }
        ManualStep.Filled filled = (ManualStep.Filled) step;
        return text(
                "hand.filled",
                Show.of(filled.volume()).text(),
                SaidFacts.written(filled.solution()),
                filled.lot(),
                filled.beyondUse());
    }

    private List<Fact> numbers() {
        List<Fact> facts = new ArrayList<>();
        seen.order().flatMap(Order::numbers).ifPresent(each -> {
            Calculated answer = each.answer();
            facts.add(new Fact(
                    text("hand.daily"),
                    Show.of(each.entry().daily()).text(),
                    text(each.entry().measured() ? "hand.by.measured" : "hand.by.label")));
            facts.add(new Fact(
                    text("hand.solution"), SaidFacts.written(each.entry().plan().solution()), text("hand.by.engine")));
            for (String name : List.of("measuredRate", "doseByNominal", "runTime", "stockVolume", "diluent")) {
                answer.result(name)
                        .ifPresent(result -> facts.add(new Fact(
                                text("hand.result." + name),
                                Show.withUnit(result.value()).text(),
                                text("hand.by.engine"))));
            }
        });
        return facts;
    }

    private List<Reason> reasons(String ask) {
        List<Reason> reasons = new ArrayList<>();
        if (ask.equals("AUTHOR")) {
            for (Finding each : seen.order()
                    .flatMap(Order::numbers)
                    .map(numbers -> numbers.answer().findings(Verdict.CONFIRM))
                    .orElse(List.of())) {
                reasons.add(new Reason(each.code(), each.subject(), Show.sentence(each.message())));
            }
        } else if (ask.equals("VERIFY")) {
            seen.order()
                    .map(Order::asksTwo)
                    .orElse(List.of())
                    .forEach(each -> reasons.add(new Reason(each.code(), each.subject(), text("hand.reason.two"))));
        }
        return reasons;
    }
}
