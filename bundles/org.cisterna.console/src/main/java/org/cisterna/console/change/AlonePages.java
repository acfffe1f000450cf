// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtealoneGenerated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.pump.Owed;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;

/** Break-glass: a clinician without a second person signs a draft of their own alone. The only page on which anybody types a dose a second time. */
public final class AlonePages implements Route.Topic {

    private static final String STEP = "alone";
    private static final String WHY = "why";
    private static final String RETYPED = "retyped";

    private final Services services;
    private final Reasons reasons;

    AlonePages(Services services, Reasons reasons) {
        this.services = services;
        this.reasons = reasons;
    }

    /**
     * The page of who signs alone.
     *
     * @param form its form; holds the nonce
     * @param steps where it stands
     * @param action where the form goes
     * @param code the first characters of the plan's digest
     * @param signer who signs
     * @param drug whose total is typed once more
     * @param totals of 24 h
     * @param changed settings that change
     * @param same settings that stay
     * @param confirmations the reasons that were given
     * @param two the checks that ask two persons, in words; empty when none does
     * @param owed what is due for this pump already
     * @param expires house time at which the draft is void
     * @param ready whether it can be signed now
     * @param back address of the ordinary way
     */
    public record AloneView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            String code,
            String signer,
            String drug,
            List<Comparison.Total> totals,
            List<Comparison.Row> changed,
            List<Comparison.Row> same,
            List<String> confirmations,
            String two,
            Owed owed,
            String expires,
            boolean ready,
            String back) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        ChangeLinks.CHANGE + "/" + STEP,
                        Act.BREAK_GLASS,
                        asked -> AtChange.of(services, asked, at -> show(at, asked, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/" + STEP, Act.BREAK_GLASS, this::sign));
    }

    /** Its address, where this person can sign this alone; empty elsewhere. */
    static String offered(AtChange at, Identified who) {
        return canSign(at) && who.may(Act.BREAK_GLASS) ? at.step(STEP) : "";
    }

    private static boolean canSign(AtChange at) {
        State state = at.change().state();
        return at.mine()
                && at.change().numbers().isPresent()
                && at.change().verdict() != Verdict.BLOCK
                && (state == State.DRAFT || state == State.MISMATCH || state == State.AUTHORED);
    }

    /** The reasons that go along: those given here, or those that were signed as author before. */
    private List<Confirmation> given(AtChange at, DoseChange.Numbers numbers, Asked asked) {
        List<Finding> asking = Reasons.ofAuthor(numbers.proposal().findings());
        List<Confirmation> given = reasons.given(at.change(), asking, asked);
        return given.size() == asking.size() ? given : numbers.confirmations();
    }

    private Reply show(AtChange at, Asked asked, Form form, int status) throws Missing {
        Optional<DoseChange.Numbers> found = at.change().numbers();
        if (!canSign(at) || found.isEmpty()) {
            return Reply.moved(at.address());
        }
        DoseChange.Numbers numbers = found.get();
        List<Finding> findings = numbers.proposal().findings();
        List<Confirmation> given = given(at, numbers, asked);
        if (given.size() < Reasons.ofAuthor(findings).size()) {
            return Reply.moved(at.step("checks"));
        }
        Answer<SignNonce> nonce = services.therapy().nonce(at.change().id(), Meaning.BREAK_GLASS, asked.who());
        Comparison comparison = Comparison.of(services, at.change(), numbers, at.situation());
        List<Comparison.Row> rows = comparison.rows();
        AloneView view = new AloneView(
                SignPages.withNonce(form, nonce),
                Steps.SIGN.shown(),
                at.step(STEP),
                at.code(),
                asked.who().person().printedName(),
                services.drugName(numbers.solution().primary().drug()),
                comparison.totals(),
                rows.stream().filter(Comparison.Row::changes).toList(),
                rows.stream().filter(each -> !each.changes()).toList(),
                given.stream()
                        .map(each -> text("change.review.reason", Prose.name(each.code()), each.reason()))
                        .toList(),
                String.join(
                        ", ",
                        Reasons.ofSecond(findings).stream()
                                .map(each -> Prose.name(each.code()))
                                .distinct()
                                .toList()),
                Owed.of(services, at.change().pump(), asked.who()),
                Show.minute(at.change().expires()),
                nonce.isDone(),
                at.address());
        return new Reply.Shown(
                status,
                Reply.page(text("change.alone.title"), "", out -> JtealoneGenerated.render(out, null, view))
                        .about(at.situation().strip()));
    }

    private Reply sign(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Optional<DoseChange.Numbers> numbers = at.change().numbers();
            if (!canSign(at) || numbers.isEmpty()) {
                return Reply.moved(at.address());
            }
            Answer<DoseChange> answer = services.therapy()
                    .breakGlass(
                            at.change().id(),
                            new EmergencyRequest(
                                    asked.field(WHY), asked.field(RETYPED), given(at, numbers.get(), asked)),
                            new SignRequest(asked.field(SignPages.NONCE), asked.raw(SignPages.PASSWORD)),
                            asked.who());
            return answer.isDone()
                    ? Reply.moved(at.step("send"))
                    : AtChange.of(
                            services,
                            asked,
                            now -> show(
                                    now,
                                    asked,
                                    refused(asked.form(), answer),
                                    Refused.status(answer.violations().get(0))));
        });
    }

    /** What cannot be read stays where it was typed; what was compared is typed anew. */
    private static Form refused(Form form, Answer<?> answer) {
        List<Form.Fault> faults =
                answer.violations().stream().map(AlonePages::fault).toList();
        boolean unread = faults.stream().anyMatch(each -> each.field().equals(RETYPED))
                && answer.violations().stream().noneMatch(each -> each.code().equals(Refusal.RETYPE_DIFFERS.name()));
        Map<String, String> typed = new HashMap<>(form.typed());
        if (!unread) {
            typed.remove(RETYPED);
        }
        return new Form(form.token(), form.once(), typed, faults);
    }

    private static Form.Fault fault(Violation violation) {
        if (violation.code().equals(Refusal.RETYPE_DIFFERS.name())) {
            return new Form.Fault(RETYPED, text("change.alone.differs"));
        }
        if (violation.field().equals(Optional.of("dailyTotal"))) {
            return new Form.Fault(RETYPED, Prose.of(text("change.alone.retyped.name"), violation));
        }
        if (violation.field().equals(Optional.of("reason"))) {
            return new Form.Fault(WHY, text("change.alone.why.wrong"));
        }
        boolean secret = violation.code().equals(Refusal.PASSWORD_WRONG.name())
                || violation.code().equals(Refusal.TOO_MANY_ATTEMPTS.name());
        return new Form.Fault(secret ? SignPages.PASSWORD : "", Prose.of(violation));
    }
}
