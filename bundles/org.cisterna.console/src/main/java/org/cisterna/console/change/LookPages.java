// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtelookGenerated;
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
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;

/** The second look at what one clinician signed alone: what was done and why, and what another clinician says of it. */
public final class LookPages implements Route.Topic {

    private static final String VERDICT = "verdict";
    private static final String WORDS = "words";

    private final Services services;

    LookPages(Services services) {
        this.services = services;
    }

    /**
     * The page of the review.
     *
     * @param form its form; holds the nonce
     * @param action where the form goes
     * @param code the first characters of the plan's digest
     * @param word in capitals: due, overdue, reviewed
     * @param when by when, since when, or at which time
     * @param signer who signed alone
     * @param reason why alone
     * @param released house time
     * @param state where the change stands
     * @param two the checks that ask two persons, in words; empty when none does
     * @param verdict of the review; empty until there is one
     * @param said its words
     * @param by who reviewed
     * @param totals of 24 h
     * @param changed settings that changed
     * @param same settings that stayed
     * @param confirmations the reasons that were given
     * @param open whether this person can review it now
     * @param whyNot why this person cannot; empty when that goes without saying
     * @param back address of the pump
     */
    public record LookView(
            Form form,
            String action,
            String code,
            String word,
            String when,
            String signer,
            String reason,
            String released,
            String state,
            String two,
            String verdict,
            String said,
            String by,
            List<Comparison.Total> totals,
            List<Comparison.Row> changed,
            List<Comparison.Row> same,
            List<String> confirmations,
            boolean open,
            String whyNot,
            String back) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        ChangeLinks.CHANGE + "/" + Owed.STEP,
                        Act.SEE_PUMPS,
                        asked -> AtChange.of(services, asked, at -> show(at, asked, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/" + Owed.STEP, Act.REVIEW, this::review));
    }

    /** What is due, or was said, in a sentence. */
    static String sentence(BreakGlass glass) {
        return glass.review()
                .map(each -> text(
                        "change.look.reviewed",
                        each.reviewer().text(),
                        Show.minute(each.at()),
                        text("word." + each.verdict().name())))
                .orElseGet(() ->
                        text(glass.overdue() ? "change.look.overdue" : "change.look.due", Show.minute(glass.due())));
    }

    private Reply show(AtChange at, Asked asked, Form form, int status) throws Missing {
        Answer<BreakGlass> found = services.therapy().brokenGlass(at.change().id(), asked.who());
        Optional<DoseChange.Numbers> numbers = at.change().numbers();
        if (!found.isDone() || numbers.isEmpty()) {
            return found.isDone()
                    ? Reply.moved(at.address())
                    : Refused.page(found.violations(), at.situation().pump());
        }
        BreakGlass glass = found.orElseThrow();
        Answer<SignNonce> nonce = glass.isOpen() && asked.who().may(Act.REVIEW)
                ? services.therapy().nonce(at.change().id(), Meaning.REVIEWED, asked.who())
                : Answer.refused(Refusal.REVIEWED.because("nothing to be signed here"));
        Comparison comparison = Comparison.of(services, at.change(), numbers.get(), at.situation());
        List<Comparison.Row> rows = comparison.rows();
        LookView view = new LookView(
                nonce.isDone() ? SignPages.withNonce(form, nonce) : form,
                at.step(Owed.STEP),
                at.code(),
                word(glass),
                sentence(glass),
                glass.signer().text(),
                glass.reason(),
                Show.minute(glass.released()),
                at.state(),
                String.join(
                        ", ",
                        glass.alone().stream()
                                .map(each -> Prose.name(each.code()))
                                .distinct()
                                .toList()),
                glass.review()
                        .map(each -> text("word." + each.verdict().name()))
                        .orElse(""),
                glass.review().map(BreakGlass.Review::words).orElse(""),
                glass.review().map(each -> each.reviewer().text()).orElse(""),
                comparison.totals(),
                rows.stream().filter(Comparison.Row::changes).toList(),
                rows.stream().filter(each -> !each.changes()).toList(),
                numbers.get().confirmations().stream()
                        .map(each -> text("change.review.reason", Prose.name(each.code()), each.reason()))
                        .toList(),
                nonce.isDone(),
                glass.isOpen() && !nonce.isDone() ? text("change.look.others") : "",
                org.cisterna.console.show.Links.pump(at.change().pump()));
        return new Reply.Shown(
                status,
                Reply.page(text("change.look.title"), "", out -> JtelookGenerated.render(out, null, view))
                        .about(at.situation().strip()));
    }

    private static String word(BreakGlass glass) {
        return glass.isOpen() ? text(glass.overdue() ? "owed.overdue" : "owed.due") : text("owed.done");
    }

    private Reply review(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Answer<BreakGlass> answer = services.therapy()
                    .review(
                            at.change().id(),
                            new ReviewRequest(asked.field(VERDICT), asked.field(WORDS)),
                            new SignRequest(asked.field(SignPages.NONCE), asked.raw(SignPages.PASSWORD)),
                            asked.who());
            return answer.isDone()
                    ? Reply.moved(at.step(Owed.STEP))
                    : AtChange.of(
                            services,
                            asked,
                            now -> show(
                                    now,
                                    asked,
                                    asked.form()
                                            .with(answer.violations().stream()
                                                    .map(LookPages::fault)
                                                    .toList()),
                                    Refused.status(answer.violations().get(0))));
        });
    }

    private static Form.Fault fault(Violation violation) {
        Map<String, String> own = Map.of(VERDICT, "change.look.verdict.wrong", WORDS, "change.look.words.wrong");
        String field = violation.field().filter(own::containsKey).orElse("");
        if (!field.isEmpty()) {
            return new Form.Fault(field, text(own.getOrDefault(field, "")));
        }
        boolean secret = violation.code().equals(Refusal.PASSWORD_WRONG.name())
                || violation.code().equals(Refusal.TOO_MANY_ATTEMPTS.name());
        return new Form.Fault(secret ? SignPages.PASSWORD : "", Prose.of(violation));
    }
}
