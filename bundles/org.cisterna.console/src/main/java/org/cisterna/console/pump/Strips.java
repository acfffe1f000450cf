// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.console.show.Strip;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Visit;

/** Makes the strip that stays in sight on each page about a pump. What is not there leaves its part empty, never the page. */
public final class Strips {

    private final Services services;

    /** With what it asks. */
    public Strips(Services services) {
        this.services = services;
    }

    /** Whose pump it is. */
    public Strip of(PumpId pump, Identified who) {
        Optional<Implant> implant = implant(pump, who);
        Optional<PumpStatus> status = status(pump);
        if (SaidFacts.isByHand(status)) {
            return new Strip(
                    pump,
                    implant.map(each -> Show.parts(each.patient().text())).orElse(List.of()),
                    SaidFacts.of(services, pump, status, who)
                            .flatMap(SaidFacts::solution)
                            .map(this::named)
                            .orElse(""),
                    text("strip.byHand"));
        }
        Optional<PumpStatus.Reading> reading = status.flatMap(PumpStatus::reading);
        Optional<Solution> solution =
                reading.flatMap(each -> each.snapshot().solution()).or(() -> implant.map(Implant::reservoir));
        return new Strip(
                pump,
                implant.map(each -> Show.parts(each.patient().text())).orElse(List.of()),
                solution.map(this::named).orElse(""),
                marked(
                        reading,
                        openVisit(pump, who)
                                .map(visit -> text(
                                        "strip.visit", visit.openedBy().printedName(), Show.minute(visit.opened())))
                                .orElseGet(
                                        () -> reading.map(each -> text("strip.projected", Show.minute(each.pumpTime())))
                                                .orElse(text("strip.neverRead")))));
    }

    /** What rests on a reading that stands in no ledger says so. */
    private static String marked(Optional<PumpStatus.Reading> reading, String state) {
        return reading.filter(each -> !each.entered())
                .map(each -> text("strip.notEntered", state, Show.minute(each.pumpTime())))
                .orElse(state);
    }

    /** A solution as it is written for people. */
    public String named(Solution solution) {
        return String.join(
                " + ",
                solution.ingredients().stream()
                        .map(each -> services.drugName(each.drug()) + " "
                                + Show.of(each.concentration()).text())
                        .toList());
    }

    /** What the host knows of a pump; empty when it knows none, has not read the ledger yet, or is not there. */
    Optional<PumpStatus> status(PumpId pump) {
        try {
            PumpHost host = services.host();
            return host.behind().isPresent() ? Optional.empty() : host.pump(pump);
        } catch (Missing away) {
            return Optional.empty();
        }
    }

    /** The implant record of a pump; empty when there is none, or nobody can say. */
    public Optional<Implant> implant(PumpId pump, Identified who) {
        try {
            return value(services.therapy().implant(pump, who));
        } catch (Missing away) {
            return Optional.empty();
        }
    }

    /** The open visit of a pump, if there is one and it can be known. */
    public Optional<Visit> openVisit(PumpId pump, Identified who) {
        try {
            return value(services.therapy().visits(pump, who)).stream()
                    .flatMap(List::stream)
                    .filter(Visit::isOpen)
                    .findFirst();
        } catch (Missing away) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> value(Answer<T> answer) {
        return answer instanceof Answer.Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }
}
