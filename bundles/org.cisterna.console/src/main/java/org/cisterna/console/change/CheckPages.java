// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtechecksGenerated;
import gg.jte.generated.precompiled.change.JtereviewGenerated;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;

/** What the checks say, with the author's reasons; and old beside new. */
public final class CheckPages implements Route.Topic {

    private final Services services;
    private final Reasons reasons;

    CheckPages(Services services, Reasons reasons) {
        this.services = services;
        this.reasons = reasons;
    }

    /**
     * The page of the checks.
     *
     * @param form its form
     * @param steps where it stands
     * @param action where the form goes
     * @param verdict the hardest
     * @param open whether reasons can still be given: its author is here, and has not signed
     * @param checks what holds it up first
     * @param reasons to choose from
     * @param totals of 24 h
     * @param chart of the day
     * @param state where the change stands
     * @param mismatch whether the second person's entry differed
     * @param edit address of the order
     * @param discard address
     */
    public record ChecksView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            Verdict verdict,
            boolean open,
            List<Check> checks,
            List<String> reasons,
            List<Comparison.Total> totals,
            DayChart chart,
            String state,
            boolean mismatch,
            String edit,
            String discard) {

        public boolean blocked() {
            return verdict == Verdict.BLOCK;
        }

        public List<Check> of(String word) {
            return checks.stream().filter(each -> each.verdict().equals(word)).toList();
        }
    }

    /**
     * The page of old and new.
     *
     * @param steps where it stands
     * @param code the first characters of the plan's digest
     * @param changed settings that change
     * @param same settings that stay
     * @param totals of 24 h
     * @param chart of the day
     * @param tip when it reaches the tip; empty where nobody knows
     * @param confirmations the author's reasons
     * @param next address of the next step; empty when this person has none
     * @param back address of the step before
     * @param discard address; empty when this person cannot
     */
    public record ReviewView(
            List<Steps.Shown> steps,
            String code,
            List<Comparison.Row> changed,
            List<Comparison.Row> same,
            List<Comparison.Total> totals,
            DayChart chart,
            String tip,
            List<String> confirmations,
            String next,
            String back,
            String discard) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        ChangeLinks.CHANGE,
                        Act.SEE_PUMPS,
                        asked -> AtChange.of(services, asked, at -> Reply.moved(at.address()))),
                Route.get(
                        ChangeLinks.CHANGE + "/checks",
                        Act.SEE_PUMPS,
                        asked -> AtChange.of(services, asked, at -> checks(at, asked, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/checks", Act.DRAFT, this::give),
                Route.get(
                        ChangeLinks.CHANGE + "/review",
                        Act.SEE_PUMPS,
                        asked -> AtChange.of(services, asked, at -> review(at, asked))));
    }

    private static boolean isOpen(AtChange at) {
        return at.mine()
                && (at.change().state() == DoseChange.State.DRAFT || at.change().state() == DoseChange.State.MISMATCH);
    }

    private Reply checks(AtChange at, Asked asked, Form form, int status) {
        Optional<DoseChange.Numbers> numbers = at.change().numbers();
        if (numbers.isEmpty()) {
            return hidden(at);
        }
        Comparison comparison = Comparison.of(services, at.change(), numbers.get(), at.situation());
        List<Finding> findings = numbers.get().proposal().findings();
        ChecksView view = new ChecksView(
                form.filled(reasons.fields(at.change(), Reasons.ofAuthor(findings), asked)),
                Steps.CHECKS.shown(),
                at.step("checks"),
                at.change().verdict(),
                isOpen(at),
                Check.of(services, numbers.get().proposal(), findings, Reasons.ofAuthor(findings)),
                Reasons.choices(),
                comparison.totals(),
                comparison.chart(),
                at.state(),
                at.change().state() == DoseChange.State.MISMATCH,
                at.step(numbers.get().order() instanceof Order.Flex ? "flex" : "continuous"),
                at.step("discard"));
        return new Reply.Shown(
                status,
                Reply.page(text("change.checks.title"), "", out -> JtechecksGenerated.render(out, null, view))
                        .about(at.situation().strip()));
    }

    /** A draft's numbers are its author's until the second person has signed; who may not see them is led to what may be seen. */
    static Reply hidden(AtChange at) {
        return Reply.moved(at.address());
    }

    private Reply give(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Optional<DoseChange.Numbers> numbers = at.change().numbers();
            if (numbers.isEmpty() || !isOpen(at)) {
                return Reply.moved(at.address());
            }
            List<Finding> findings = numbers.get().proposal().findings();
            List<Form.Fault> faults = reasons.take(at.change(), Reasons.ofAuthor(findings), asked);
            if (at.change().verdict() == Verdict.BLOCK) {
                return checks(at, asked, asked.form().with("", text("change.checks.blocked")), 422);
            }
            return faults.isEmpty()
                    ? Reply.moved(at.step("review"))
                    : checks(at, asked, asked.form().with(faults), 422);
        });
    }

    private Reply review(AtChange at, Asked asked) {
        Optional<DoseChange.Numbers> numbers = at.change().numbers();
        if (numbers.isEmpty()) {
            return hidden(at);
        }
        if (at.change().verdict() == Verdict.BLOCK) {
            return Reply.moved(at.step("checks"));
        }
        List<Confirmation> given = isOpen(at)
                ? reasons.given(
                        at.change(), Reasons.ofAuthor(numbers.get().proposal().findings()), asked)
                : numbers.get().confirmations();
        Comparison comparison = Comparison.of(services, at.change(), numbers.get(), at.situation());
        List<Comparison.Row> rows = comparison.rows();
        ReviewView view = new ReviewView(
                Steps.REVIEW.shown(),
                at.code(),
                rows.stream().filter(Comparison.Row::changes).toList(),
                rows.stream().filter(each -> !each.changes()).toList(),
                comparison.totals(),
                comparison.chart(),
                comparison.tip().orElse(""),
                Stream.concat(given.stream(), numbers.get().secondConfirmations().stream())
                        .map(each -> text("change.review.reason", Prose.name(each.code()), each.reason()))
                        .toList(),
                isOpen(at) ? at.step("sign") : "",
                isOpen(at) ? at.step("checks") : at.address(),
                isOpen(at) ? at.step("discard") : "");
        return Reply.show(Reply.page(text("change.review.title"), "", out -> JtereviewGenerated.render(out, null, view))
                .about(at.situation().strip()));
    }
}
