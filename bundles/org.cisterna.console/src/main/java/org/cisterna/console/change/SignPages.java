// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtediscardGenerated;
import gg.jte.generated.precompiled.change.JtesignGenerated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;

/** The author's signature, and giving a draft up. */
public final class SignPages implements Route.Topic {

    /** Field of the nonce. The pages of signatures have no region that is fetched by itself: fetching would make the nonce in the form worthless. */
    static final String NONCE = "nonce";

    static final String PASSWORD = "password";

    private final Services services;
    private final Reasons reasons;

    SignPages(Services services, Reasons reasons) {
        this.services = services;
        this.reasons = reasons;
    }

    /**
     * The page of the author's signature.
     *
     * @param form its form; holds the nonce
     * @param steps where it stands
     * @param action where the form goes
     * @param code the first characters of the plan's digest
     * @param author who signs
     * @param totals of 24 h
     * @param expires house time at which the draft is void
     * @param ready whether it can be signed now
     * @param back address of the step before
     * @param alone address for an emergency without a second person; empty when this person cannot sign alone
     */
    public record SignView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            String code,
            String author,
            List<Comparison.Total> totals,
            String expires,
            boolean ready,
            String back,
            String alone) {}

    /**
     * The page that asks once before a draft is given up.
     *
     * @param form its form
     * @param action where the form goes
     * @param signed whether a signature is lost with it
     * @param back address of where it stands
     */
    public record DiscardView(Form form, String action, boolean signed, String back) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        ChangeLinks.CHANGE + "/sign",
                        Act.AUTHOR,
                        asked -> AtChange.of(services, asked, at -> show(at, asked, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/sign", Act.AUTHOR, this::sign),
                Route.get(
                        ChangeLinks.CHANGE + "/discard",
                        Act.DRAFT,
                        asked -> AtChange.of(services, asked, at -> discardPage(at, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/discard", Act.DRAFT, this::discard));
    }

    private Reply show(AtChange at, Asked asked, Form form, int status) throws Missing {
        Optional<DoseChange.Numbers> numbers = at.change().numbers();
        boolean waits =
                at.change().state() == DoseChange.State.DRAFT || at.change().state() == DoseChange.State.MISMATCH;
        if (!at.mine() || numbers.isEmpty() || !waits) {
            return Reply.moved(at.address());
        }
        List<Finding> findings = numbers.get().proposal().findings();
        if (at.change().verdict() == Verdict.BLOCK
                || !reasons.complete(at.change(), Reasons.ofAuthor(findings), asked)) {
            return Reply.moved(at.step("checks"));
        }
        Answer<SignNonce> nonce = services.therapy().nonce(at.change().id(), asked.who());
        SignView view = new SignView(
                withNonce(form, nonce),
                Steps.SIGN.shown(),
                at.step("sign"),
                at.code(),
                asked.who().person().printedName(),
                Comparison.of(services, at.change(), numbers.get(), at.situation())
                        .totals(),
                Show.minute(at.change().expires()),
                nonce.isDone(),
                at.step("review"),
                AlonePages.offered(at, asked.who()));
        return new Reply.Shown(
                status,
                Reply.page(text("change.sign.title"), "", out -> JtesignGenerated.render(out, null, view))
                        .about(at.situation().strip())
                        .narrow());
    }

    /** The form with a fresh nonce, or with the reasons why there is none. */
    static Form withNonce(Form form, Answer<SignNonce> nonce) {
        if (nonce instanceof Answer.Done<SignNonce> done) {
            Map<String, String> typed = new java.util.HashMap<>(form.typed());
            typed.put(NONCE, done.value().nonce());
            return new Form(form.token(), form.once(), typed, form.faults());
        }
        List<Form.Fault> why = ReadPages.faults(nonce).stream()
                .filter(each -> !form.faults().contains(each))
                .toList();
        return form.with(why);
    }

    /** Refusals of a signature; what is about the secret stands at its field. */
    static List<Form.Fault> faults(Answer<?> answer, Map<String, String> fields) {
        return answer.violations().stream()
                .map(each -> {
                    boolean secret =
                            each.code().equals("PASSWORD_WRONG") || each.code().equals("TOO_MANY_ATTEMPTS");
                    String field = secret
                            ? PASSWORD
                            : each.field()
                                    .map(name -> fields.getOrDefault(name, ""))
                                    .orElse("");
                    return field.isEmpty() || secret
                            ? new Form.Fault(field, Prose.of(each))
                            : new Form.Fault(field, Prose.of(text("change.second." + field), each));
                })
                .toList();
    }

    private Reply sign(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Optional<DoseChange.Numbers> numbers = at.change().numbers();
            if (!at.mine() || numbers.isEmpty()) {
                return Reply.moved(at.address());
            }
            Answer<DoseChange> answer = services.therapy()
                    .author(
                            at.change().id(),
                            reasons.given(
                                    at.change(),
                                    Reasons.ofAuthor(numbers.get().proposal().findings()),
                                    asked),
                            new SignRequest(asked.field(NONCE), asked.raw(PASSWORD)),
                            asked.who());
            return answer.isDone()
                    ? Reply.moved(at.step("second"))
                    : AtChange.of(
                            services,
                            asked,
                            now -> show(
                                    now,
                                    asked,
                                    asked.form().with(faults(answer, Map.of())),
                                    Refused.status(answer.violations().get(0))));
        });
    }

    private Reply discardPage(AtChange at, Form form, int status) {
        if (!at.mine() || !at.change().state().isOpen()) {
            return Reply.moved(at.address());
        }
        DiscardView view = new DiscardView(
                form, at.step("discard"), !at.change().signatures().isEmpty(), at.address());
        return new Reply.Shown(
                status,
                Reply.page(text("change.discard.title"), "", out -> JtediscardGenerated.render(out, null, view))
                        .about(at.situation().strip())
                        .narrow());
    }

    private Reply discard(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Answer<DoseChange> answer = services.therapy().discard(at.change().id(), asked.who());
            return answer.isDone()
                    ? Reply.moved(ChangeLinks.step(at.situation().pump(), "read"))
                    : AtChange.of(
                            services,
                            asked,
                            now -> Refused.page(
                                    answer.violations(), now.situation().pump()));
        });
    }
}
