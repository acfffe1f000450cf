// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.pump.JtepumpGenerated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.PumpClock;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.more.MorePages;
import org.cisterna.console.show.AlarmLine;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.fleet.FleetRow;

/** {@code /pumps/MANUFACTURER/SERIAL}: one pump, and reading it in a visit. */
public final class PumpPages implements Route.Topic {

    static final String HERE = "/pumps/{manufacturer}/{serial}";

    private final Services services;
    private final PumpClock clock;
    private final Strips strips;
    private final Facts facts;
    private final History history;
    private final MorePages more;

    /** With what it asks. */
    public PumpPages(Services services, PumpClock clock, MorePages more) {
        this.services = services;
        this.clock = clock;
        this.strips = new Strips(services);
        this.facts = new Facts(services, strips);
        this.history = new History(services);
        this.more = more;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.SEE_PUMPS, asked -> page(asked, asked.form(), 200)),
                Route.post(HERE + "/visits", Act.OPEN_VISIT, this::openVisit),
                Route.post(HERE + "/read", Act.READ_PUMP, this::read));
    }

    private Reply openVisit(Asked asked) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<Visit> answer = services.therapy().openVisit(pump.get(), asked.who());
        return answer.isDone()
                ? Reply.moved(Links.pump(pump.get()))
                : page(asked, asked.form().refused(answer.violations(), Map.of()), 409);
    }

    private Reply read(Asked asked) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Optional<Visit> visit = strips.openVisit(pump.get(), asked.who());
        if (visit.isEmpty()) {
            return page(asked, asked.form().with("", text("pump.read.noVisit")), 409);
        }
        Answer<PumpStatus.Reading> answer = services.therapy().read(visit.get().id(), asked.who());
        return answer.isDone()
                ? Reply.moved(Links.pump(pump.get()))
                : page(asked, asked.form().refused(answer.violations(), Map.of()), 409);
    }

    private Reply page(Asked asked, Form form, int status) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        List<String> missing = new ArrayList<>();
        Optional<FleetRow> row = row(pump.get(), asked.who(), missing);
        Optional<PumpStatus> host = status(pump.get(), missing);
        Optional<Implant> implant = strips.implant(pump.get(), asked.who());
        if (row.isEmpty() && host.isEmpty() && implant.isEmpty()) {
            if (missing.isEmpty()) {
                return Trouble.of(404, text("pump.unknown.title"), text("pump.unknown.words"))
                        .reply();
            }
            services.host();
            services.fleet();
        }
        PumpView view = view(pump.get(), asked.who(), form, row, host, implant, missing);
        return new Reply.Shown(
                status,
                Reply.page(
                                text("pump.title", pump.get().serial()),
                                "/fleet",
                                out -> JtepumpGenerated.render(out, null, view))
                        .about(strips.of(pump.get(), asked.who())));
    }

    private PumpView view(
            PumpId pump,
            Identified who,
            Form form,
            Optional<FleetRow> row,
            Optional<PumpStatus> host,
            Optional<Implant> implant,
            List<String> missing)
            throws Missing {
        Instant pumpTime = clock.now();
        Optional<PumpStatus.Reading> reading =
                host.flatMap(PumpStatus::reading).or(() -> row.flatMap(FleetRow::reading));
        Optional<ManualCase> said = SaidFacts.of(services, pump, host, who);
        boolean byHand = SaidFacts.isByHand(host);
        Optional<Visit> visit = strips.openVisit(pump, who);
        long revision = row.map(FleetRow::revision)
                .orElse(reading.map(PumpStatus.Reading::entry).orElse(0L));
        List<PumpView.Link> changes = new ArrayList<>();
        List<PumpView.Happened> events = List.of();
        try {
            for (String id : visit.map(Visit::changes).orElse(List.of())) {
                Answer<DoseChange> change = services.therapy().change(id, who);
                if (change instanceof Answer.Done<DoseChange> done) {
                    changes.add(new PumpView.Link(
                            Links.pump(pump) + "/programme/" + Links.segment(id),
                            text(
                                    "pump.change",
                                    done.value().author().printedName(),
                                    text("change.state." + done.value().state()))));
                }
            }
            events = history.of(pump, revision, who);
        } catch (Missing away) {
            missing.add(text("pump.missing", Show.sentence(away.what()), away.bundle()));
        }
        return new PumpView(
                pump.text(),
                revision,
                Links.pump(pump),
                pump.serial(),
                form,
                leads(row, host, reading, implant),
                reading.stream()
                        .flatMap(each ->
                                each.snapshot().alarms().stream().map(alarm -> AlarmLine.of(alarm, each.snapshot())))
                        .toList(),
                Owed.of(services, pump, who),
                acts(pump, who, visit, implant, host, standing(row, host).isPresent()),
                reading.map(each -> text("pump.state", Show.minute(each.pumpTime()), Show.second(each.house())))
                        .orElse(text(byHand ? "pump.state.byHand" : "pump.state.never")),
                byHand ? Show.none(text("pump.dose.byHand")) : facts.dose(reading),
                facts.doseOf(reading),
                said.map(SaidFacts::facts).orElseGet(() -> reading.map(each -> facts.read(each, pumpTime))
                        .orElse(List.of())),
                facts.record(implant, host),
                reading.map(each -> facts.plot(each, pumpTime)),
                byHand ? plugs(said) : facts.plugs(implant, reading, pumpTime),
                byHand ? text("content.tip.byHand") : facts.timeToTip(implant, reading, pumpTime),
                changes,
                events,
                more.panels(pump, who),
                missing);
    }

    /** What two people said is in the reservoir; what stands in the path is known to nobody once another fill went in. */
    private List<PumpView.Plug> plugs(Optional<ManualCase> said) {
        return said.flatMap(SaidFacts::solution).stream()
                .map(each -> new PumpView.Plug(
                        text("content.reservoir"),
                        strips.named(each),
                        said.flatMap(ManualCase::expected)
                                .map(expected -> Show.withUnit(expected.volume()))
                                .orElseGet(() -> Show.none(text("fleet.byHand"))),
                        text("content.said")))
                .toList();
    }

    private static PumpView.Acts acts(
            PumpId pump,
            Identified who,
            Optional<Visit> visit,
            Optional<Implant> implant,
            Optional<PumpStatus> host,
            boolean unknown) {
        boolean byHand = SaidFacts.isByHand(host);
        boolean drafts = !byHand && visit.isPresent() && who.may(Act.DRAFT);
        return new PumpView.Acts(
                !byHand && visit.isEmpty() && implant.isPresent() && who.may(Act.OPEN_VISIT),
                visit.map(Visit::id).orElse(""),
                !byHand && visit.isPresent() && who.may(Act.READ_PUMP),
                drafts && !unknown,
                drafts && unknown,
                !byHand && host.isPresent() && who.may(Act.STOP),
                visit.isPresent() && who.may(Act.CLOSE_VISIT),
                !byHand && implant.isEmpty() && who.may(Act.ENROL),
                byHand,
                who.may(Act.FREEZE_INCIDENT) ? "/ledger-view/incident?pump=" + Links.segment(pump.text()) : "");
    }

    /** The command of which nobody knows what became. */
    private static Optional<PumpStatus.StandingUnknown> standing(Optional<FleetRow> row, Optional<PumpStatus> host) {
        return host.flatMap(PumpStatus::unknown).or(() -> row.flatMap(FleetRow::unknown));
    }

    private List<PumpView.Lead> leads(
            Optional<FleetRow> row,
            Optional<PumpStatus> host,
            Optional<PumpStatus.Reading> reading,
            Optional<Implant> implant) {
        List<PumpView.Lead> leads = new ArrayList<>();
        standing(row, host)
                .ifPresent(each -> leads.add(new PumpView.Lead(
                        text("lead.unknown"),
                        SaidFacts.isByHand(host)
                                ? text("lead.unknown.byHand")
                                : each.outcome()
                                        .mayBeStoppedSince()
                                        .map(since -> text("lead.unknown.stopped", Show.minute(since)))
                                        .orElse(text("lead.unknown.words")))));
        reading.map(PumpStatus.Reading::snapshot)
                .filter(each -> each.motor() != MotorState.RUNNING)
                .ifPresent(each -> leads.add(new PumpView.Lead(
                        text("lead.motor." + each.motor()), text("lead.motor.words", Show.minute(each.motorSince())))));
        if (mayStand(row, host, reading)) {
            leads.addAll(withdrawal(reading, implant));
        }
        if (row.map(FleetRow::contentDiffers).orElse(false)) {
            leads.add(new PumpView.Lead(text("mark.content"), text("lead.content")));
        }
        row.flatMap(FleetRow::accessed)
                .ifPresent(each -> leads.add(new PumpView.Lead(
                        text("lead.accessed"),
                        text(
                                "lead.accessed.words",
                                Show.of(each.from()).text(),
                                Show.of(each.to()).text(),
                                Show.minute(each.after()),
                                Show.minute(each.found())))));
        row.flatMap(FleetRow::uncertainSince)
                .ifPresent(each -> leads.add(
                        new PumpView.Lead(text("lead.uncertain"), text("lead.uncertain.words", Show.minute(each)))));
        row.filter(each -> !each.unreadable().isEmpty())
                .ifPresent(each -> leads.add(new PumpView.Lead(
                        text("lead.unreadable"), text("lead.unreadable.words", String.join("; ", each.unreadable())))));
        host.filter(each -> !each.linkReason().isEmpty())
                .ifPresent(each -> leads.add(new PumpView.Lead(text("lead.link"), Show.sentence(each.linkReason()))));
        return leads;
    }

    /** Whether nothing is delivered, or perhaps nothing. */
    private static boolean mayStand(
            Optional<FleetRow> row, Optional<PumpStatus> host, Optional<PumpStatus.Reading> reading) {
        return standing(row, host)
                        .flatMap(each -> each.outcome().mayBeStoppedSince())
                        .isPresent()
                || reading.filter(each -> each.snapshot().motor() != MotorState.RUNNING)
                        .isPresent();
    }

    /** What its standing still does, for each drug, the most urgent first. */
    private List<PumpView.Lead> withdrawal(Optional<PumpStatus.Reading> reading, Optional<Implant> implant) {
        return reading.flatMap(each -> each.snapshot().solution())
                .or(() -> implant.map(Implant::reservoir))
                .map(solution -> StopPages.profiles(services, solution).stream()
                        .map(each ->
                                new PumpView.Lead(text("lead.withdrawal", each.drug(), each.priority()), each.words()))
                        .toList())
                .orElseGet(() -> List.of(new PumpView.Lead(text("withdrawal.title"), text("withdrawal.noDrug"))));
    }

    private Optional<FleetRow> row(PumpId pump, Identified who, List<String> missing) {
        try {
            Answer<FleetRow> answer = services.fleet().row(pump, who);
            return answer instanceof Answer.Done<FleetRow> done ? Optional.of(done.value()) : Optional.empty();
        } catch (Missing away) {
            missing.add(text("pump.missing", Show.sentence(away.what()), away.bundle()));
            return Optional.empty();
        }
    }

    private Optional<PumpStatus> status(PumpId pump, List<String> missing) {
        try {
            PumpHost host = services.host();
            Optional<String> behind = host.behind();
            behind.ifPresent(words -> missing.add(Show.sentence(words)));
            return behind.isPresent() ? Optional.empty() : host.pump(pump);
        } catch (Missing away) {
            missing.add(text("pump.missing", Show.sentence(away.what()), away.bundle()));
            return Optional.empty();
        }
    }
}
