// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtechecksGenerated;
import gg.jte.generated.precompiled.change.JtereviewGenerated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
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
     * What a check says.
     *
     * @param verdict the word
     * @param two whether two persons are asked
     * @param name what was checked
     * @param subject what it is about
     * @param value what was found
     * @param limit what it was held against; empty where there is no such thing
     * @param message what happened and what to do
     * @param source where the limit comes from, with its version
     * @param number of it on the page, from 1
     * @param field name of the field with the choice of a reason; the one for words has {@code -words} behind it
     */
    public record Check(
            String verdict,
            boolean two,
            String name,
            String subject,
            String value,
            String limit,
            String message,
            String source,
            int number,
            String field) {

        public boolean asks() {
            return verdict.equals(Verdict.CONFIRM.name());
        }
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
                        asked -> AtChange.of(services, asked, at -> checks(at, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/checks", Act.DRAFT, this::give),
                Route.get(
                        ChangeLinks.CHANGE + "/review",
                        Act.SEE_PUMPS,
                        asked -> AtChange.of(services, asked, this::review)));
    }

    private static boolean isOpen(AtChange at) {
        return at.mine()
                && (at.change().state() == DoseChange.State.DRAFT || at.change().state() == DoseChange.State.MISMATCH);
    }

    private Reply checks(AtChange at, Form form, int status) {
        Optional<DoseChange.Numbers> numbers = at.change().numbers();
        if (numbers.isEmpty()) {
            return hidden(at);
        }
        Comparison comparison = Comparison.of(services, at.change(), numbers.get(), at.situation());
        List<Finding> findings = numbers.get().proposal().findings();
        ChecksView view = new ChecksView(
                form.filled(reasons.fields(at.change(), findings)),
                Steps.CHECKS.shown(),
                at.step("checks"),
                at.change().verdict(),
                isOpen(at),
                shown(findings),
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

    private List<Check> shown(List<Finding> findings) {
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            Finding each = findings.get(i);
            String version = each.sourceVersion()
                    .map(text -> text("change.check.version", text))
                    .orElse("");
            String limiter = each.limiter()
                    .map(text -> text("change.check.limiter", text))
                    .orElse("");
            checks.add(new Check(
                    each.verdict().name(),
                    each.twoPersons(),
                    Prose.name(each.code()),
                    services.drugName(each.subject()),
                    Prose.of(each.value()),
                    each.limit().map(Prose::of).orElse(""),
                    message(each),
                    joined(each.source().orElse(""), version, limiter),
                    i + 1,
                    Reasons.field(i)));
        }
        return List.copyOf(checks);
    }

    /** Its words as a sentence. One that begins with a drug begins as the drug is written. */
    private static String message(Finding finding) {
        String words = finding.message().startsWith(finding.subject() + " ")
                ? finding.message()
                : Show.sentence(finding.message());
        return Prose.of(words.endsWith(".") ? words : words + ".");
    }

    private static String joined(String... parts) {
        return String.join(
                ", ", List.of(parts).stream().filter(each -> !each.isEmpty()).toList());
    }

    private Reply give(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Optional<DoseChange.Numbers> numbers = at.change().numbers();
            if (numbers.isEmpty() || !isOpen(at)) {
                return Reply.moved(at.address());
            }
            List<Finding> findings = numbers.get().proposal().findings();
            List<Form.Fault> faults = reasons.take(at.change(), findings, asked);
            if (at.change().verdict() == Verdict.BLOCK) {
                return checks(at, asked.form().with("", text("change.checks.blocked")), 422);
            }
            return faults.isEmpty()
                    ? Reply.moved(at.step("review"))
                    : checks(at, asked.form().with(faults), 422);
        });
    }

    private Reply review(AtChange at) {
        Optional<DoseChange.Numbers> numbers = at.change().numbers();
        if (numbers.isEmpty()) {
            return hidden(at);
        }
        if (at.change().verdict() == Verdict.BLOCK) {
            return Reply.moved(at.step("checks"));
        }
        List<Confirmation> given = isOpen(at)
                ? reasons.given(at.change(), numbers.get().proposal().findings())
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
                given.stream()
                        .map(each -> text("change.review.reason", Prose.name(each.code()), each.reason()))
                        .toList(),
                isOpen(at) ? at.step("sign") : "",
                isOpen(at) ? at.step("checks") : at.address(),
                isOpen(at) ? at.step("discard") : "");
        return Reply.show(Reply.page(text("change.review.title"), "", out -> JtereviewGenerated.render(out, null, view))
                .about(at.situation().strip()));
    }
}
