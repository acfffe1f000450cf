// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.change.JtedrugGenerated;
import gg.jte.generated.precompiled.change.JtereadGenerated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Texts;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.AlarmLine;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Visit;
import org.cisterna.time.TimeSource;

/** The first two steps: a fresh reading, and what is in the reservoir. */
public final class ReadPages implements Route.Topic {

    private final Services services;
    private final TimeSource house;

    ReadPages(Services services, TimeSource house) {
        this.services = services;
        this.house = house;
    }

    /**
     * What was read.
     *
     * @param label what it is
     * @param value of it
     */
    public record Fact(String label, String value) {}

    /**
     * The page that reads.
     *
     * @param form its form
     * @param steps where it stands
     * @param action where the form goes
     * @param visit whose visit is open; empty when none is
     * @param age how old the reading is; empty when there is none in this visit
     * @param fresh whether it is fresh enough to go on
     * @param facts what was read
     * @param next address of the next step
     * @param unknown whether the outcome of a command is unknown
     * @param openChange words about a change of dose that is under way; empty when none is
     * @param openAddress where it is
     * @param visitAddress the visit and its end
     */
    public record ReadView(
            Form form,
            List<Steps.Shown> steps,
            String action,
            String visit,
            String age,
            boolean fresh,
            List<Fact> facts,
            String next,
            boolean unknown,
            String openChange,
            String openAddress,
            String visitAddress) {}

    /**
     * The page of drug and concentration.
     *
     * @param steps where it stands
     * @param solution what the reservoir holds
     * @param path what tubing and catheter hold
     * @param same whether both are the same
     * @param told what the pump was told, with the time of the reading
     * @param flex whether this pump can do a day in steps
     * @param continuous address
     * @param flexAddress address
     * @param back address of the step before
     */
    public record DrugView(
            List<Steps.Shown> steps,
            String solution,
            String path,
            boolean same,
            String told,
            boolean flex,
            String continuous,
            String flexAddress,
            String back) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ChangeLinks.PROGRAMME, Act.DRAFT, this::start),
                Route.get(ChangeLinks.PROGRAMME + "/read", Act.DRAFT, asked -> show(asked, asked.form(), 200)),
                Route.post(ChangeLinks.PROGRAMME + "/read", Act.READ_PUMP, this::read),
                Route.get(ChangeLinks.PROGRAMME + "/drug", Act.DRAFT, this::drug));
    }

    private Reply start(Asked asked) {
        return asked.pump()
                .map(pump -> Reply.moved(ChangeLinks.step(pump, "read")))
                .orElseGet(() -> Trouble.nothingHere().reply());
    }

    private Reply show(Asked asked, Form form, int status) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<Situation> found = Situation.of(services, pump.get(), asked.who());
        if (!found.isDone()) {
            return Refused.page(found.violations(), pump.get());
        }
        Situation situation = found.orElseThrow();
        Optional<PumpStatus.Reading> reading = situation.reading();
        ReadView view = new ReadView(
                form,
                Steps.READ.shown(),
                ChangeLinks.step(pump.get(), "read"),
                situation
                        .visit()
                        .map(each -> text("change.read.visit", each.openedBy().text(), Show.minute(each.opened())))
                        .orElse(""),
                reading.map(each -> age(each)).orElse(""),
                situation.fresh(house.now()).isPresent(),
                reading.map(each -> facts(services, each)).orElse(List.of()),
                ChangeLinks.step(pump.get(), "drug"),
                situation.isUnknown(),
                situation
                        .underWay()
                        .map(each -> text(
                                "change.read.underWay",
                                each.author().text(),
                                Show.minute(each.drafted()),
                                text("change.state." + each.state().name())))
                        .orElse(""),
                situation.underWay().map(ChangeLinks::change).orElse(""),
                ChangeLinks.visit(pump.get()));
        return new Reply.Shown(
                status,
                Reply.page(text("change.read.title"), "", out -> JtereadGenerated.render(out, null, view))
                        .about(situation.strip())
                        .narrow());
    }

    private String age(PumpStatus.Reading reading) {
        Duration age = Duration.between(reading.house(), house.now());
        return text(
                "change.read.age",
                Show.minute(reading.house()),
                age.toMinutes() < 1
                        ? text("change.read.underAMinute")
                        : Show.roughly(age).text());
    }

    /** The main things of a reading. */
    static List<Fact> facts(Services services, PumpStatus.Reading reading) {
        Snapshot snapshot = reading.snapshot();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                text("change.fact.motor"),
                text("change.motor." + snapshot.motor().name(), Show.minute(snapshot.motorSince()))));
        facts.add(new Fact(
                text("change.fact.solution"),
                snapshot.solution()
                        .map(each -> Situation.solution(services, each))
                        .orElse(Num.NONE + " " + text("change.fact.noDrug"))));
        facts.add(new Fact(
                text("change.fact.reservoir."
                        + snapshot.identity().capabilities().reservoirSource()),
                Show.left(snapshot.reservoir()).text()));
        facts.add(new Fact(text("change.fact.battery"), text("change.battery." + snapshot.battery())));
        facts.add(new Fact(
                text("change.fact.alarms"),
                snapshot.alarms().isEmpty()
                        ? text("change.fact.noAlarms")
                        : String.join(
                                ", ",
                                snapshot.alarms().stream()
                                        .map(each -> Texts.textOr("alarm." + each.code(), Prose.name(each.code()))
                                                + ", " + text("alarm.since", AlarmLine.since(each)))
                                        .toList())));
        facts.add(new Fact(text("change.fact.clock"), Show.minute(snapshot.deviceClock())));
        return List.copyOf(facts);
    }

    /** Opens a visit where none is open, and reads. Reading changes nothing, so it is done in the request and may be done again. */
    private Reply read(Asked asked) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<PumpStatus.Reading> answer = read(services, pump.get(), asked);
        if (answer instanceof Answer.Done<PumpStatus.Reading> done
                && done.value().entered()) {
            return Reply.moved(ChangeLinks.step(pump.get(), "read"));
        }
        Form form = asked.form();
        return answer.isDone()
                ? show(asked, form.with("", text("change.read.notEntered")), 503)
                : show(
                        asked,
                        form.with(faults(answer)),
                        Refused.status(answer.violations().get(0)));
    }

    static List<Form.Fault> faults(Answer<?> answer) {
        return Prose.of(answer.violations()).stream()
                .map(each -> new Form.Fault("", each))
                .toList();
    }

    /** Reads in the open visit of a pump, or in a new one. */
    static Answer<PumpStatus.Reading> read(Services services, PumpId pump, Asked asked) throws Missing {
        Answer<Situation> situation = Situation.of(services, pump, asked.who());
        if (!situation.isDone()) {
            return Answer.refused(situation.violations());
        }
        Optional<Visit> open = situation.orElseThrow().visit();
        Answer<Visit> visit =
                open.isPresent() ? Answer.done(open.get()) : services.therapy().openVisit(pump, asked.who());
        if (!visit.isDone()) {
            return Answer.refused(visit.violations());
        }
        return services.therapy().read(visit.orElseThrow().id(), asked.who());
    }

    private Reply drug(Asked asked) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<Situation> found = Situation.of(services, pump.get(), asked.who());
        if (!found.isDone()) {
            return Refused.page(found.violations(), pump.get());
        }
        Situation situation = found.orElseThrow();
        Optional<PumpStatus.Reading> reading = situation.fresh(house.now());
        if (reading.isEmpty() || situation.isUnknown()) {
            return Reply.moved(ChangeLinks.step(pump.get(), "read"));
        }
        Snapshot snapshot = reading.get().snapshot();
        DrugView view = new DrugView(
                Steps.DRUG.shown(),
                Situation.solution(services, situation.implant().reservoir()),
                Situation.solution(services, situation.implant().path()),
                situation.implant().path().equals(situation.implant().reservoir()),
                snapshot.solution()
                        .map(each -> text(
                                "change.drug.told",
                                Situation.solution(services, each),
                                Show.minute(reading.get().house())))
                        .orElse(text("change.drug.notTold")),
                snapshot.identity().capabilities().maxSteps() > 1,
                ChangeLinks.step(pump.get(), "continuous"),
                ChangeLinks.step(pump.get(), "flex"),
                ChangeLinks.step(pump.get(), "read"));
        return Reply.show(Reply.page(text("change.drug.title"), "", out -> JtedrugGenerated.render(out, null, view))
                .about(situation.strip())
                .narrow());
    }
}
