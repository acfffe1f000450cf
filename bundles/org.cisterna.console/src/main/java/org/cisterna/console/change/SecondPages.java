// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JteequalGenerated;
import gg.jte.generated.precompiled.change.JtesecondGenerated;
import gg.jte.generated.precompiled.change.JtewaitingGenerated;
import java.util.List;
import java.util.Map;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Finding;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;

/**
 * The second person, who types drug, concentration and total without having been shown them. What this page is made of does not hold them: {@code
 * Therapy} gives nobody but the author the numbers of a draft.
 */
public final class SecondPages implements Route.Topic {

    private static final Map<String, String> FIELDS =
            Map.of("drug", "drug", "concentration", "concentration", "dailyTotal", "total", "reason", "reason");

    private final Services services;
    private final Reasons reasons;
    private final BlindEntries entries = new BlindEntries();

    SecondPages(Services services, Reasons reasons) {
        this.services = services;
        this.reasons = reasons;
    }

    /**
     * The page of a second person whose entry was equal, and who is asked for reasons before signing.
     *
     * @param form its form; holds the nonce
     * @param steps where it stands
     * @param action where it goes
     * @param checks that ask two persons
     * @param reasons to choose from
     * @param totals of 24 h
     * @param chart of the day
     * @param code the first characters of the plan's digest
     * @param typing whether the entry has to be typed once more, because it is not in memory any more
     * @param ready whether it can be verified by this person now
     */
    public record EqualView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            List<Check> checks,
            List<String> reasons,
            List<Comparison.Total> totals,
            DayChart chart,
            String code,
            boolean typing,
            boolean ready) {}

    /**
     * The page of the second person.
     *
     * @param form of the blind entry; holds the nonce
     * @param reject of the refusal
     * @param steps where it stands
     * @param action where the entry goes
     * @param rejectAction where the refusal goes
     * @param author who drafted it
     * @param patient the hospital's reference in parts
     * @param serial the pump's
     * @param mode shape of the schedule in words
     * @param shape of the schedule as the path of a drawing without a scale
     * @param code the first characters of the plan's digest
     * @param expires house time at which the draft is void
     * @param ready whether it can be verified by this person now
     */
    public record SecondView(
            Form form,
            Form reject,
            List<Steps.Shown> steps,
            String action,
            String rejectAction,
            String author,
            List<String> patient,
            String serial,
            String mode,
            String shape,
            String code,
            String expires,
            boolean ready) {}

    /**
     * The page while the second person is awaited.
     *
     * @param steps where it stands
     * @param pump for scripts
     * @param state where the change stands, in words
     * @param mismatch whether an entry differed
     * @param mine whether its author looks
     * @param author who drafted it
     * @param code the first characters of the plan's digest
     * @param expires house time at which it is void
     * @param address of this page, to be handed to the second person
     * @param review address of old and new; empty when its numbers are hidden
     * @param again address of where its author begins again; empty where nobody has to
     * @param discard address; empty when this person cannot
     * @param alone address for an emergency without a second person; empty when this person cannot sign alone
     */
    public record WaitingView(
            List<Steps.Shown> steps,
            String pump,
            String state,
            boolean mismatch,
            boolean mine,
            String author,
            String code,
            String expires,
            String address,
            String review,
            String again,
            String discard,
            String alone) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        ChangeLinks.CHANGE + "/second",
                        Act.SEE_PUMPS,
                        asked -> AtChange.of(services, asked, at -> show(at, asked, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/second", Act.VERIFY, this::verify),
                Route.post(ChangeLinks.CHANGE + "/reject", Act.VERIFY, this::reject));
    }

    private Reply show(AtChange at, Asked asked, Form form, int status) throws Missing {
        return switch (at.change().state()) {
            case AUTHORED -> {
                if (at.mine() || !asked.who().may(Act.VERIFY)) {
                    yield waiting(at, asked.who());
                }
                yield at.change().numbers().isPresent()
                        ? equalPage(at, at.change().numbers().get(), asked, form, status)
                        : secondPage(at, asked, form, status);
            }
            case DRAFT, MISMATCH -> waiting(at, asked.who());
            default -> Reply.moved(at.address());
        };
    }

    private Reply secondPage(AtChange at, Asked asked, Form form, int status) throws Missing {
        Answer<SignNonce> nonce = services.therapy().nonce(at.change().id(), asked.who());
        // two forms, two keys; the faults of both stand in the one summary
        Form reject = asked.form();
        SecondView view = new SecondView(
                SignPages.withNonce(form, nonce),
                new Form(reject.token(), reject.once(), form.typed(), form.faults()),
                Steps.SECOND.shown(),
                at.step("second"),
                at.step("reject"),
                at.change().author().text(),
                Show.parts(at.change().patient()),
                at.change().pump().serial(),
                text("change.second.mode." + at.change().mode()),
                path(at.change().shape()),
                at.code(),
                Show.minute(at.change().expires()),
                nonce.isDone());
        return new Reply.Shown(
                status,
                Reply.page(text("change.second.title"), "", out -> JtesecondGenerated.render(out, null, view))
                        .about(at.situation().blindStrip())
                        .narrow());
    }

    /** Their entry was equal, and they may see the numbers: nobody can confirm what they have not seen. */
    private Reply equalPage(AtChange at, DoseChange.Numbers numbers, Asked asked, Form form, int status)
            throws Missing {
        Answer<SignNonce> nonce = services.therapy().nonce(at.change().id(), asked.who());
        List<Finding> asking = Reasons.ofSecond(numbers.proposal().findings());
        Comparison comparison = Comparison.of(services, at.change(), numbers, at.situation());
        EqualView view = new EqualView(
                SignPages.withNonce(form.filled(reasons.fields(at.change(), asking, asked)), nonce),
                Steps.SECOND.shown(),
                at.step("second"),
                Check.of(services, numbers.proposal(), asking, asking),
                Reasons.choices(),
                comparison.totals(),
                comparison.chart(),
                at.code(),
                entries.of(at.change(), asked).isEmpty(),
                nonce.isDone());
        return new Reply.Shown(
                status,
                Reply.page(text("change.equal.title"), "", out -> JteequalGenerated.render(out, null, view))
                        .about(at.situation().strip()));
    }

    /** A line over the day, 10 units for a half hour and 4 for a level; there is nothing to read off it. */
    private static String path(String shape) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < shape.length(); i++) {
            int y = 4 * ('z' - shape.charAt(i)) + 6;
            path.append(i == 0 ? "M" : "L")
                    .append(10 * i)
                    .append(' ')
                    .append(y)
                    .append('H')
                    .append(10 * i + 10);
        }
        return path.toString();
    }

    private Reply waiting(AtChange at, Identified who) {
        boolean mismatch = at.change().state() == DoseChange.State.MISMATCH;
        boolean numbers = at.change().numbers().isPresent();
        WaitingView view = new WaitingView(
                Steps.SECOND.shown(),
                at.situation().pump().text(),
                at.state(),
                mismatch,
                at.mine(),
                at.change().author().text(),
                at.code(),
                Show.minute(at.change().expires()),
                at.step("second"),
                numbers ? at.step("review") : "",
                mismatch && at.mine() ? at.step("checks") : "",
                at.mine() ? at.step("discard") : "",
                AlonePages.offered(at, who));
        return Reply.show(Reply.page(
                        text("change.waiting.title"), "", out -> JtewaitingGenerated.render(out, null, view))
                .about(at.mine() ? at.situation().strip() : at.situation().blindStrip())
                .narrow());
    }

    private Reply verify(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            boolean equal = at.change().numbers().isPresent() && !at.mine();
            List<Finding> asking = equal
                    ? Reasons.ofSecond(at.change().numbers().get().proposal().findings())
                    : List.of();
            List<Form.Fault> faults = reasons.take(at.change(), asking, asked);
            if (equal && !faults.isEmpty() && at.change().state() == DoseChange.State.AUTHORED) {
                return show(at, asked, asked.form().with(faults), 422);
            }
            BlindEntry typed = new BlindEntry(asked.field("drug"), asked.field("concentration"), asked.field("total"));
            BlindEntry entry = equal ? entries.of(at.change(), asked).orElse(typed) : typed;
            Answer<DoseChange> answer = services.therapy()
                    .verify(
                            at.change().id(),
                            entry,
                            equal ? reasons.given(at.change(), asking, asked) : List.of(),
                            new SignRequest(asked.field(SignPages.NONCE), asked.raw(SignPages.PASSWORD)),
                            asked.who());
            boolean asksForReasons = !equal
                    && answer.violations().stream()
                            .anyMatch(each -> each.code().equals(Refusal.CONFIRMATION_MISSING.name()));
            if (asksForReasons) {
                entries.keep(at.change(), entry, asked);
            }
            return answer.isDone() || asksForReasons ? Reply.moved(at.step("second")) : refused(answer, asked);
        });
    }

    private Reply reject(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Answer<DoseChange> answer = services.therapy().reject(at.change().id(), asked.field("reason"), asked.who());
            return answer.isDone() ? Reply.moved(at.step("send")) : refused(answer, asked);
        });
    }

    /** The page as it stands now, with what was refused: the change may have gone on meanwhile. */
    private Reply refused(Answer<DoseChange> answer, Asked asked) throws Missing {
        int status = Refused.status(answer.violations().get(0));
        List<Form.Fault> faults = SignPages.faults(answer, FIELDS);
        return AtChange.of(
                services,
                asked,
                now -> now.change().state() == DoseChange.State.AUTHORED && !now.mine()
                        ? show(now, asked, asked.form().with(faults), status)
                        : Refused.page(answer.violations(), now.situation().pump()));
    }
}
