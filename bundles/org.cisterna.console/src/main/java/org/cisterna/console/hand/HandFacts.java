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
                warnings(),
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
            return who.may(Act.BY_HAND) ? due(work.get()) : "WAIT";
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

    /** The next step; before a fill that waits for it, the reason of what came out, and then two signatures under that. */
    private String due(ManualWork work) {
        return seen.residual()
                .filter(each -> !each.settled())
                .map(each -> each.reason().isEmpty() ? Kind.EXPLAIN.name() : "SETTLE")
                .orElse(work.next().name());
    }

    /** What nobody may overlook, one sentence each. */
    private List<String> warnings() {
        List<String> words = new ArrayList<>();
        seen.residual().filter(each -> !each.settled()).ifPresent(each -> {
            words.add(text(
                    "hand.residual",
                    Show.withUnit(each.returned()).text(),
                    Show.withUnit(each.expected()).text()));
            each.findings().forEach(finding -> words.add(Show.sentence(finding.message())));
            words.add(text(
                    each.overdue() ? "hand.residual.call" : "hand.residual.wait",
                    Show.minute(each.since()),
                    Show.minute(each.callFrom())));
        });
        words.addAll(SaidFacts.unattested(seen));
        return words;
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
        for (Kind kind : kinds(work)) {
            String said = work.done().stream()
                    .filter(each -> each.step().kind() == kind)
                    .reduce((earlier, later) -> later)
                    .map(each -> text("hand.step.done", said(each.step()), Show.minute(each.pumpTime())))
                    .orElse("");
            boolean signed = kind == Kind.ATTEST && work.next() == Kind.ATTEST;
            boolean now = due(work).equals("SETTLE")
                    ? kind == Kind.EXPLAIN
                    : kind.name().equals(due(work));
            steps.add(new Step(text("hand.step." + kind), signed ? attested() : said, now));
        }
        return steps;
    }

    /** Those of the act; and the reason, where one was given or is asked for. */
    private List<Kind> kinds(ManualWork work) {
        List<Kind> kinds = new ArrayList<>(ManualGuide.kinds(work.act()));
        boolean explained = seen.residual().isPresent()
                || work.last(ManualStep.Explained.class).isPresent();
        if (explained && kinds.contains(Kind.FILL)) {
            kinds.add(kinds.indexOf(Kind.FILL), Kind.EXPLAIN);
        }
        return kinds;
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
        if (step instanceof ManualStep.Checked checked) {
            return text("hand.checked", SaidFacts.written(checked.solution()), checked.lot(), checked.beyondUse());
        }
        if (step instanceof ManualStep.Explained explained) {
            return explained.reason();
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
