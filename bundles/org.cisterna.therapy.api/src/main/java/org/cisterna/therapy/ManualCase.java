// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.MeasuredFlow;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Ratio;
import org.cisterna.therapy.DoseChange.SignedBy;

/**
 * A pump without telemetry as one person may see it: what was attested of it, what is ordered, and the record that is open. Nothing in it was read
 * from the pump.
 *
 * @param pump what the host knows
 * @param order what is ordered and not begun, or is being carried out
 * @param words what the person is to do next, in the family's words; empty when no record is open
 * @param attestations the signatures under the open record as it stands
 * @param expected what is expected to come out by now, projected from the last fill; kept from everybody while a record is open and what came
 *     out was not entered
 * @param residual what came out was not what was expected: nothing is filled before this is settled; empty where it was
 * @param content what one person says to have filled in, and two have not attested: what is in the pump is not what stands under the last fill
 */
public record ManualCase(
        ManualPump pump,
        Optional<Order> order,
        String words,
        List<SignedBy> attestations,
        Optional<Projected> expected,
        Optional<Residual> residual,
        Optional<Content> content) {

    /** What an order has come to. */
    public enum State {
        /** Its author has not signed. */
        ORDERED,
        /** Its author has signed. */
        AUTHORED,
        /** What the second person typed differed; the author signs again. */
        MISMATCH,
        /** The second person has signed. */
        VERIFIED,
        /** Its record is open. */
        BEGUN
    }

    /**
     * An order.
     *
     * @param record its name
     * @param state what it has come to
     * @param author who ordered
     * @param at house time of the order
     * @param expires house time from which it cannot be begun
     * @param plan digest of its plan, which signatures cover
     * @param signatures that count
     * @param asksTwo the findings that ask two persons for a reason, each as code and subject, without numbers
     * @param numbers what is ordered; until the second person has signed for its author only
     */
    public record Order(
            String record,
            State state,
            Staff author,
            Instant at,
            Instant expires,
            Digest plan,
            List<SignedBy> signatures,
            List<Asked> asksTwo,
            Optional<Numbers> numbers) {}

    /**
     * A finding without its numbers.
     *
     * @param code its code
     * @param subject what it is about
     */
    public record Asked(String code, String subject) {}

    /**
     * What is ordered.
     *
     * @param entry as it stands in the ledger
     * @param confirmations the reasons that were given for findings
     */
    public record Numbers(ManualEntry.Ordered entry, List<Confirmation> confirmations) {
        /** What the engine computed and found. */
        public Calculated answer() {
            return entry.answer();
        }
    }

    /**
     * A volume that nobody measured.
     *
     * @param volume in words, with its unit
     * @param flow the flow it was projected with, in words
     * @param at pump time for which it was projected
     */
    public record Projected(String volume, String flow, Instant at) {}

    /**
     * What came out differs from what was expected by more than pump and syringe explain.
     *
     * @param expected in words, with its unit
     * @param returned in words, with its unit
     * @param findings what the engine makes of it, with the likely causes in their order
     * @param since pump time at which it was entered
     * @param callFrom pump time from which somebody has to be called, because nobody answered
     * @param overdue whether that is over
     * @param reason why it is so, by whoever entered it; empty while nobody gave one
     * @param settled whether a reason stands and two people signed the record with it; then it may be filled
     */
    public record Residual(
            String expected,
            String returned,
            List<Finding> findings,
            Instant since,
            Instant callFrom,
            boolean overdue,
            Optional<String> reason,
            boolean settled) {
        /** Copies the list. */
        public Residual {
            findings = List.copyOf(findings);
        }

        JsonObject toJson() {
            return Json.object()
                    .put("expected", expected)
                    .put("returned", returned)
                    .put(
                            "findings",
                            Json.array(findings.stream().map(Finding::toJson).toList()))
                    .put("since", since.toString())
                    .put("callFrom", callFrom.toString())
                    .put("overdue", overdue)
                    .putOptional("reason", reason)
                    .put("settled", settled)
                    .build();
        }
    }

    /**
     * What is in the pump by the word of one person. A syringe cannot be rolled back: the last attested fill is not what the pump gives any more.
     *
     * @param filled what was filled in
     * @param at pump time at which that was entered
     * @param tip when it is at the tip of the catheter; empty where nobody knows the way there
     */
    public record Content(Solution filled, Instant at, Optional<Tip> tip) {
        JsonObject toJson() {
            return Json.object()
                    .put("solution", filled.toJson())
                    .put("at", at.toString())
                    .putOptional("tip", tip.map(Tip::toJson))
                    .build();
        }
    }

    /**
     * When something is at the tip of the catheter. What mixes on the way comes earlier than what is pushed: half the time is the bound.
     *
     * @param earliest pump time before which none of it is there
     * @param nominal pump time at which it is there by volume and flow
     * @param reached whether the earliest moment is over
     */
    public record Tip(Instant earliest, Instant nominal, boolean reached) {
        JsonObject toJson() {
            return Json.object()
                    .put("earliest", earliest.toString())
                    .put("nominal", nominal.toString())
                    .put("reached", reached)
                    .build();
        }
    }

    /** Copies the list. */
    public ManualCase {
        attestations = List.copyOf(attestations);
    }

    /** A flow in words, for example {@code 1.1 mL/day}. */
    public static String flow(Ratio nanolitresPerDay) {
        return nanolitresPerDay.dividedBy(1_000_000).decimal(4) + " mL/day";
    }

    /** As JSON, each value beside where it comes from. */
    public JsonObject toJson() {
        return Json.object()
                .put("pump", pump.pump().text())
                .put("model", pump.identity().model())
                .put("family", pump.family())
                .put("state", pump.state().name())
                .put("revision", pump.revision().number())
                .put("labelFlow", pump.labelFlow().text())
                .putOptional("fill", pump.fill().map(ManualFill::toJson))
                .putOptional("emptiedSince", pump.emptiedSince().map(Instant::toString))
                .put("flows", flows())
                .putOptional("expected", expected.map(each -> Json.object()
                        .put("volume", each.volume())
                        .put("flow", each.flow())
                        .put("at", each.at().toString())
                        .put("source", "PROJECTED")
                        .build()))
                .putOptional("residual", residual.map(Residual::toJson))
                .putOptional("content", content.map(Content::toJson))
                .putOptional("order", order.map(ManualCase::json))
                .putOptional("record", pump.work().map(this::json))
                .build();
    }

    private JsonArray flows() {
        return Json.array(pump.flows().stream()
                .map((MeasuredFlow each) -> Json.object()
                        .put("flow", flow(each.nanolitresPerDay()))
                        .put("filled", each.filled().text())
                        .put("returned", each.returned().text())
                        .put("from", each.from().toString())
                        .put("to", each.to().toString())
                        .build())
                .toList());
    }

    private static JsonObject json(Order order) {
        return Json.object()
                .put("record", order.record())
                .put("state", order.state().name())
                .put("author", order.author().toJson())
                .put("at", order.at().toString())
                .put("expires", order.expires().toString())
                .put("plan", order.plan().text())
                .put(
                        "signatures",
                        Json.array(order.signatures().stream()
                                .map(SignedBy::toJson)
                                .toList()))
                .put(
                        "asksTwo",
                        Json.array(order.asksTwo().stream()
                                .map(each -> Json.object()
                                        .put("code", each.code())
                                        .put("subject", each.subject())
                                        .build())
                                .toList()))
                .putOptional("numbers", order.numbers().map(each -> Json.object()
                        .put("daily", each.entry().daily().text())
                        .put("flowMeasured", each.entry().measured())
                        .put("solution", each.entry().plan().solution().toJson())
                        .put("plan", each.entry().plan().toJson())
                        .put("answer", each.answer().toJson())
                        .put(
                                "confirmations",
                                Json.array(each.confirmations().stream()
                                        .map(Confirmation::toJson)
                                        .toList()))
                        .build()))
                .build();
    }

    private JsonObject json(ManualWork work) {
        return Json.object()
                .put("record", work.command().hex())
                .put("act", work.act().name())
                .putOptional("reason", work.reason())
                .put("begun", work.house().toString())
                .put("next", work.next().name())
                .put("words", words)
                .put("digest", work.digest().text())
                .put(
                        "steps",
                        Json.array(work.done().stream()
                                .map(each -> Json.object()
                                        .put("step", each.step().toJson())
                                        .put("entry", each.entry())
                                        .put("pumpTime", each.pumpTime().toString())
                                        .build())
                                .toList()))
                .put(
                        "attestations",
                        Json.array(attestations.stream().map(SignedBy::toJson).toList()))
                .build();
    }
}
