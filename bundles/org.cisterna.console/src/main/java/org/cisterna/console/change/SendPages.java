// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtesendGenerated;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Therapy;

/** Release and send, the three ends, and the way out of UNKNOWN. */
public final class SendPages implements Route.Topic {

    /** A quick end is shown at once; a slow one is looked at on the page. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Services services;
    private final Sendings sendings;

    SendPages(Services services, Sendings sendings) {
        this.services = services;
        this.sendings = sendings;
    }

    /** What a page about sending is about. */
    public enum Phase {
        /** It can be sent by this person. */
        READY,
        /** It can be sent, by another person. */
        OTHERS,
        /** It is being sent. */
        SENDING,
        /** The pump runs it. */
        APPLIED,
        /** The pump runs what it ran. */
        NOT_APPLIED,
        /** Nobody knows. */
        UNKNOWN,
        /** It will never be sent. */
        VOID
    }

    /**
     * The page of sending.
     *
     * @param form of the send, or of the reading
     * @param steps where it stands
     * @param action where the send goes
     * @param readAction where the reading goes
     * @param phase what it is about
     * @param alone whether one clinician signed it
     * @param pump for scripts
     * @param words what happened
     * @param detail why, and what it rests on; empty where there is nothing to add
     * @param stopped since when the pump may stand still; empty when it does not
     * @param tried why the last attempt sent nothing; empty when there was none
     * @param totals of 24 h, where this person may see them
     * @param chart of the day, where this person may see it
     * @param code the first characters of the plan's digest
     * @param signers who signed, and when
     * @param expires house time from which it is void
     * @param read when the pump was last read
     * @param address of this page, to look again
     * @param visit address of the end of the visit
     * @param stop address
     * @param start address of a new change
     * @param review address of old and new; empty when its numbers are hidden
     * @param mayRead whether this person may read
     * @param owed that a review is due, or what it said; empty when nobody released it alone
     * @param look address of the review
     */
    public record SendView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            String readAction,
            Phase phase,
            boolean alone,
            String pump,
            String words,
            String detail,
            String stopped,
            List<String> tried,
            List<Comparison.Total> totals,
            Optional<DayChart> chart,
            String code,
            List<String> signers,
            String expires,
            String read,
            String address,
            String visit,
            String stop,
            String start,
            String review,
            boolean mayRead,
            String owed,
            String look) {

        /** The name of a text of this phase. */
        public String key(String part) {
            return "change.send." + part + "."
                    + phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The name of the words of this phase: where it waits to be sent they say how many have signed. */
        public String wordsKey() {
            boolean waits = phase == Phase.READY || phase == Phase.OTHERS;
            return waits && alone ? "change.send.alone." + phase.name().toLowerCase(Locale.ROOT) : key("words");
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        ChangeLinks.CHANGE + "/send",
                        Act.SEE_PUMPS,
                        asked -> AtChange.of(services, asked, at -> show(at, asked, asked.form(), 200))),
                Route.post(ChangeLinks.CHANGE + "/send", Act.SEND, this::send),
                Route.post(ChangeLinks.CHANGE + "/read", Act.READ_PUMP, this::read));
    }

    private Phase phase(AtChange at, Identified who) {
        boolean signer = at.change().signatures().stream()
                .anyMatch(each -> each.signer().account().equals(who.person().id()));
        return switch (at.change().state()) {
            case VERIFIED, SIGNED_ALONE, RELEASED ->
                sendings.isUnderWay(at.change().id())
                        ? Phase.SENDING
                        : signer && who.may(Act.SEND) ? Phase.READY : Phase.OTHERS;
            case SENDING -> Phase.SENDING;
            case APPLIED -> Phase.APPLIED;
            case NOT_APPLIED -> Phase.NOT_APPLIED;
            case UNKNOWN -> Phase.UNKNOWN;
            default -> Phase.VOID;
        };
    }

    private Reply show(AtChange at, Asked asked, Form form, int status) throws Missing {
        DoseChange change = at.change();
        boolean before = change.state() == DoseChange.State.DRAFT
                || change.state() == DoseChange.State.MISMATCH
                || change.state() == DoseChange.State.AUTHORED;
        if (before) {
            return Reply.moved(at.address());
        }
        Phase phase = phase(at, asked.who());
        Optional<Comparison> comparison = change.numbers()
                .filter(each -> each.proposal().programme().isPresent())
                .map(each -> Comparison.of(services, change, each, at.situation()));
        SendView view = new SendView(
                form,
                Steps.SEND.shown(),
                at.step("send"),
                at.step("read"),
                phase,
                change.signatures().stream().anyMatch(each -> each.meaning() == Signature.Meaning.BREAK_GLASS),
                change.pump().text(),
                words(change, phase),
                detail(change),
                change.outcome()
                        .filter(Outcome.Unknown.class::isInstance)
                        .flatMap(each -> ((Outcome.Unknown) each).mayBeStoppedSince())
                        .map(Show::minute)
                        .orElse(""),
                phase == Phase.READY
                        ? sendings.notBegun(change.id())
                                .map(each -> Prose.of(each.why()))
                                .orElse(List.of())
                        : List.of(),
                comparison.map(Comparison::totals).orElse(List.of()),
                comparison.map(Comparison::chart),
                at.code(),
                change.signatures().stream()
                        .map(each -> text(
                                "change.send.signer." + each.meaning().name(),
                                each.signer().text(),
                                Show.minute(each.at())))
                        .toList(),
                Show.minute(change.expires()),
                at.situation()
                        .status()
                        .flatMap(PumpStatus::reading)
                        .map(each -> Show.minute(each.house()))
                        .orElse(text("change.send.neverRead")),
                at.step("send"),
                ChangeLinks.visit(change.pump()),
                ChangeLinks.stop(change.pump()),
                ChangeLinks.step(change.pump(), "read"),
                change.numbers().isPresent() ? at.step("review") : "",
                asked.who().may(Act.READ_PUMP),
                owed(change, asked.who()),
                at.step(Owed.STEP));
        return new Reply.Shown(
                status,
                Reply.page(text("change.send.title"), "", out -> JtesendGenerated.render(out, null, view))
                        .about(at.situation().strip())
                        .narrow());
    }

    /** That a review is due, as long as nothing says more. */
    private String owed(DoseChange change, Identified who) throws Missing {
        return services.therapy().brokenGlass(change.id(), who) instanceof Answer.Done<BreakGlass> glass
                ? LookPages.sentence(glass.value())
                : "";
    }

    private static String words(DoseChange change, Phase phase) {
        return phase == Phase.VOID
                ? change.voided()
                        .map(each -> text("change.void." + each.reason().name(), Prose.of(each.words())))
                        .orElse(text("change.void.unknown"))
                : "";
    }

    private static String detail(DoseChange change) {
        if (change.outcome().isEmpty()) {
            return "";
        }
        Outcome outcome = change.outcome().get();
        if (outcome instanceof Outcome.Applied applied) {
            return text("change.evidence." + applied.evidence().name());
        }
        return outcome instanceof Outcome.NotApplied not
                ? text("change.evidence." + not.evidence().name()) + " "
                        + text("change.send.why", Prose.of(not.reason()))
                : text("change.send.why", Prose.of(((Outcome.Unknown) outcome).reason()));
    }

    private Reply send(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            if (phase(at, asked.who()) == Phase.READY) {
                Therapy therapy = services.therapy();
                Identified who = asked.who();
                String id = at.change().id();
                sendings.begin(id, () -> releasedAndSent(therapy, id, who));
                sendings.await(id, PATIENCE);
            }
            return Reply.moved(at.step("send"));
        });
    }

    /** One press of the button is two acts: the release, where it is not there yet, and the send. */
    private static Answer<DoseChange> releasedAndSent(Therapy therapy, String change, Identified who) {
        Answer<DoseChange> now = therapy.change(change, who);
        return now.then(each ->
                        each.state() == DoseChange.State.VERIFIED || each.state() == DoseChange.State.SIGNED_ALONE
                                ? therapy.release(change, who)
                                : now)
                .then(released -> therapy.send(change, who));
    }

    private Reply read(Asked asked) throws Missing {
        return AtChange.of(services, asked, at -> {
            Answer<PumpStatus.Reading> answer =
                    ReadPages.read(services, at.situation().pump(), asked);
            return answer.isDone()
                    ? Reply.moved(at.step("send"))
                    : AtChange.of(
                            services,
                            asked,
                            now -> show(
                                    now,
                                    asked,
                                    asked.form().with(ReadPages.faults(answer)),
                                    Refused.status(answer.violations().get(0))));
        });
    }
}
