// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Parsed;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.Refusal;

/** What was typed about a pump without telemetry, read: every field that is wrong is named. Used once. */
final class ManualTyping {

    private static final String LOT = "[A-Za-z0-9][A-Za-z0-9./-]{0,39}";
    private static final String DRUG = "[a-z][a-z0-9-]{0,39}";

    private final List<Violation> wrong = new ArrayList<>();

    List<Violation> wrong() {
        return List.copyOf(wrong);
    }

    <T> Optional<T> parsed(String field, String typed, Function<String, Parsed<T>> parser) {
        Parsed<T> parsed = parser.apply(typed);
        parsed.refusal()
                .ifPresent(refused -> wrong.add(
                        Refusal.BAD_VALUE.because(field, Rights.shown(typed), field + ": " + refused.message())));
        return parsed.accepted();
    }

    Optional<Instant> instant(String field, String typed) {
        try {
            return Optional.of(Instant.parse(typed));
        } catch (DateTimeException unreadable) {
            bad(field, typed, "Say the moment in pump time, as in 2026-03-01T09:00:00Z.");
            return Optional.empty();
        }
    }

    private Optional<LocalDate> day(String field, String typed) {
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeException unreadable) {
            bad(field, typed, "Say the day as in 2026-03-01.");
            return Optional.empty();
        }
    }

    String drug(String field, String typed) {
        if (!typed.matches(DRUG)) {
            bad(
                    field,
                    typed,
                    "Name the drug as the drug library does: 1 to 40 lower case letters, digits and hyphens.");
        }
        return typed;
    }

    private void bad(String field, String typed, String words) {
        wrong.add(Refusal.BAD_VALUE.because(field, Rights.shown(typed), words));
    }

    private String asked(String field, Optional<String> typed) {
        if (typed.filter(each -> !each.isBlank()).isEmpty()) {
            bad(field, "", "This step asks for " + field + ".");
        }
        return typed.orElse("");
    }

    /** A step of a record. */
    static Answer<ManualStep> step(ManualRequest.Step typed, ManualWork work) {
        ManualTyping read = new ManualTyping();
        Optional<ManualStep> step = read.read(typed, work);
        return read.wrong.isEmpty() ? Answer.done(step.orElseThrow()) : Answer.refused(read.wrong);
    }

    private Optional<ManualStep> read(ManualRequest.Step typed, ManualWork work) {
        return switch (typed.kind()) {
            case "IDENTIFY" -> Optional.of(new ManualStep.Identified(asked("serial", typed.serial())));
            case "CHECK" -> checked(typed).map(each -> each);
            case "EMPTY" ->
                parsed("returned", asked("returned", typed.returned()), Volume::parse)
                        .map(ManualStep.Emptied::new);
            case "EXPLAIN" -> explained(typed);
            case "FILL" -> filled(typed, work);
            default -> {
                bad("kind", typed.kind(), "A step is IDENTIFY, CHECK, EMPTY, EXPLAIN or FILL.");
                yield Optional.empty();
            }
        };
    }

    private Optional<ManualStep> explained(ManualRequest.Step typed) {
        String reason = asked("reason", typed.reason());
        wrong.addAll(Rights.words("reason", reason, Reasons.SHORTEST, Reasons.LONGEST));
        return wrong.isEmpty() ? Optional.of(new ManualStep.Explained(reason)) : Optional.empty();
    }

    /** What the label of the syringe says. */
    private Optional<ManualStep.Checked> checked(ManualRequest.Step typed) {
        String drug = drug("drug", asked("drug", typed.drug()));
        Optional<Concentration> concentration =
                parsed("concentration", asked("concentration", typed.concentration()), Concentration::parse);
        if (concentration.filter(Concentration.ZERO::equals).isPresent()) {
            bad("concentration", typed.concentration().orElse(""), "A concentration is above zero.");
        }
        String lot = lot(typed);
        Optional<LocalDate> beyondUse = day("beyondUse", asked("beyondUse", typed.beyondUse()));
        return wrong.isEmpty()
                ? Optional.of(new ManualStep.Checked(
                        Solution.of(drug, concentration.orElseThrow()), lot, beyondUse.orElseThrow()))
                : Optional.empty();
    }

    private String lot(ManualRequest.Step typed) {
        String lot = asked("lot", typed.lot());
        if (!lot.matches(LOT)) {
            bad(
                    "lot",
                    lot,
                    "A lot is 1 to 40 letters, digits, dots, slashes or hyphens, as the syringe's label has it.");
        }
        return lot;
    }

    /** Volume and lot; what else the label says was typed at the check, unless somebody types all of it once more. */
    private Optional<ManualStep> filled(ManualRequest.Step typed, ManualWork work) {
        Optional<Volume> volume = parsed("volume", asked("volume", typed.volume()), Volume::parse);
        boolean again = typed.drug().isPresent()
                || typed.concentration().isPresent()
                || typed.beyondUse().isPresent();
        Optional<ManualStep.Checked> before =
                work.last(ManualStep.Checked.class).filter(each -> !again).map(ManualWork.Counted::step);
        Optional<ManualStep.Checked> label = before.isPresent()
                ? before.map(each -> new ManualStep.Checked(each.solution(), lot(typed), each.beyondUse()))
                : checked(typed);
        return wrong.isEmpty()
                ? Optional.of(new ManualStep.Filled(
                        volume.orElseThrow(),
                        label.orElseThrow().solution(),
                        label.orElseThrow().lot(),
                        label.orElseThrow().beyondUse()))
                : Optional.empty();
    }
}
