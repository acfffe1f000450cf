// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Services;
import org.cisterna.console.pump.Strips;
import org.cisterna.console.show.Strip;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Visit;

/**
 * How a pump stands when a page about it is made.
 *
 * @param implant its record
 * @param status as the host knows it; empty while the host does not have it
 * @param visit the open one
 * @param change the last one drafted in that visit, as this person may see it
 * @param strip whose pump it is
 */
record Situation(
        Implant implant, Optional<PumpStatus> status, Optional<Visit> visit, Optional<DoseChange> change, Strip strip) {

    /** How old a reading may be, as shipped, for a page to lead on from it; that it holds, the draft says. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** Looks. */
    static Answer<Situation> of(Services services, PumpId pump, Identified who) throws Missing {
        Answer<Implant> implant = services.therapy().implant(pump, who);
        Answer<List<Visit>> visits = services.therapy().visits(pump, who);
        if (!implant.isDone() || !visits.isDone()) {
            return Answer.refused(implant.isDone() ? visits.violations() : implant.violations());
        }
        Optional<Visit> open =
                visits.orElseThrow().stream().filter(Visit::isOpen).findFirst();
        Optional<DoseChange> change = Optional.empty();
        if (open.isPresent() && !open.get().changes().isEmpty()) {
            List<String> changes = open.get().changes();
            Answer<DoseChange> last = services.therapy().change(changes.get(changes.size() - 1), who);
            change = last instanceof Answer.Done<DoseChange> done ? Optional.of(done.value()) : Optional.empty();
        }
        Optional<PumpStatus> status = services.host().pump(pump);
        Strip strip = new Strips(services).of(pump, who);
        return Answer.done(new Situation(implant.orElseThrow(), status, open, change, strip));
    }

    /** The change of dose that an address names, when it is of this pump. */
    static Answer<DoseChange> change(Services services, PumpId pump, Asked asked) throws Missing {
        return services.therapy()
                .change(asked.place("change"), asked.who())
                .then(each -> each.pump().equals(pump)
                        ? Answer.done(each)
                        : Answer.refused(Refusal.UNKNOWN_CHANGE.because("This change of dose is of another pump.")));
    }

    /** A solution as it is written for people. */
    static String solution(Services services, Solution solution) {
        return new Strips(services).named(solution);
    }

    /** The strip without drug and concentration: the second person types them. */
    Strip blindStrip() {
        return new Strip(strip.pump(), strip.patient(), "", strip.state());
    }

    PumpId pump() {
        return implant.pump();
    }

    /** The last reading of the open visit that stands in the ledger. */
    Optional<PumpStatus.Reading> reading() {
        return visit.flatMap(open ->
                status.flatMap(PumpStatus::reading).filter(each -> each.entered() && each.entry() > open.entry()));
    }

    /** The same, when it is fresh enough to go on from. */
    Optional<PumpStatus.Reading> fresh(Instant houseNow) {
        return reading().filter(each -> houseNow.isBefore(each.house().plus(FRESH)));
    }

    /** The change of dose that keeps another from being drafted. */
    Optional<DoseChange> underWay() {
        return change.filter(each -> each.state().isOpen()
                || each.state() == DoseChange.State.SENDING
                || each.state() == DoseChange.State.UNKNOWN);
    }

    boolean isUnknown() {
        return status.flatMap(PumpStatus::unknown).isPresent();
    }
}
