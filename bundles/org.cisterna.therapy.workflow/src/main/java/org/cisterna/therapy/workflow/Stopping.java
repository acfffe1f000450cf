// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Receipt;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Permit;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.StopResult;
import org.cisterna.therapy.VisitEntry;

/**
 * Stopping a pump. Nothing is waited for before the host is asked: no claim, no ledger, no library. What they could have said is left out, and
 * that it was is said.
 */
final class Stopping {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 200;
    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 80;
    private static final String CORRELATION = "stop";

    private final Parts parts;

    Stopping(Parts parts) {
        this.parts = parts;
    }

    Answer<StopResult> stop(PumpId pump, StopRequest request, Identified who) {
        List<Violation> wrong = wrong(request, who);
        if (!wrong.isEmpty()) {
            return Answer.refused(wrong);
        }
        return parts.surroundings().need(PumpHost.class).then(host -> host.stop(
                        pump,
                        parts.newCommand(),
                        request.reason(),
                        request.orderedBy(),
                        who.caller(Act.STOP, CORRELATION))
                .map(result -> told(host, pump, request, result, who)));
    }

    /** Why this person may not order a stop like this. */
    static List<Violation> wrong(StopRequest request, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(Act.STOP, who).ifPresent(wrong::add);
        if (wrong.isEmpty()
                && who.permit(Act.STOP) == Permit.NAMING_WHO_ORDERED
                && request.orderedBy().isEmpty()) {
            wrong.add(Refusal.ORDERED_BY_MISSING.because(
                    "orderedBy", "", "A technician stops a pump on somebody's order: name who ordered it."));
        }
        wrong.addAll(Rights.words("reason", request.reason(), SHORTEST, LONGEST));
        request.orderedBy()
                .ifPresent(name -> wrong.addAll(Rights.words("orderedBy", name, SHORTEST_NAME, LONGEST_NAME)));
        return wrong;
    }

    private StopResult told(PumpHost host, PumpId pump, StopRequest request, CommandResult result, Identified who) {
        List<String> notes = new ArrayList<>(result.warnings());
        Optional<PumpStatus.Reading> reading = host.pump(pump).flatMap(PumpStatus::reading);
        Optional<Solution> solution = reading.flatMap(each -> each.snapshot().solution())
                .or(() -> result.reading().flatMap(each -> each.snapshot().solution()))
                .or(() -> parts.desk()
                        .lastKnown()
                        .flatMap(fold -> fold.of(pump, PumpCourse::implant))
                        .flatMap(each -> each)
                        .map(Implant::reservoir));
        List<StopResult.Profile> profiles = profiles(solution, notes);
        Optional<Instant> since = since(result, reading);
        Optional<Programme> before = parts.desk()
                .lastKnown()
                .flatMap(fold -> fold.of(pump, PumpCourse::therapeutic))
                .flatMap(each -> each);
        VisitEntry.Stopped body = new VisitEntry.Stopped(
                result.command(),
                request.reason(),
                request.orderedBy(),
                result.outcome(),
                since,
                before,
                solution,
                profiles);
        Answer<List<Receipt>> entered =
                parts.desk().append(List.of(Parts.entry(body, who.actor(Act.STOP), pump, CORRELATION)));
        if (!entered.isDone()) {
            notes.add("What was shown with this stop does not stand in the ledger: "
                    + entered.violations().get(0).message());
        }
        Optional<Long> entry =
                entered.isDone() ? Optional.of(entered.orElseThrow().get(0).sequence()) : Optional.empty();
        return new StopResult(result, profiles, since, entry, notes);
    }

    /**
     * The start of the timer: from when the pump stands, or may stand, still. A pump that stood still before this stop has done so since the
     * first one; another stop does not turn the timer back.
     */
    private Optional<Instant> since(CommandResult result, Optional<PumpStatus.Reading> reading) {
        if (result.outcome() instanceof Outcome.NotApplied) {
            return Optional.empty();
        }
        Instant now = parts.pump().now();
        Instant ordered = result.outcome() instanceof Outcome.Unknown unknown
                ? unknown.mayBeStoppedSince().orElse(now)
                : now;
        return Optional.of(result.reading()
                .or(() -> reading)
                .filter(each -> each.snapshot().motor() == MotorState.STOPPED)
                .map(Stopping::standsSince)
                .filter(each -> each.isBefore(ordered))
                .orElse(ordered));
    }

    /** In pump time, by how long the motor has stood still on the pump's own clock, which can be ahead or behind. */
    private static Instant standsSince(PumpStatus.Reading reading) {
        Duration still = Duration.between(
                reading.snapshot().motorSince(), reading.snapshot().deviceClock());
        return still.isNegative() ? reading.pumpTime() : reading.pumpTime().minus(still);
    }

    /** What is known of the withdrawal of each drug of a solution; what is not known stands in the notes. */
    List<StopResult.Profile> profiles(Optional<Solution> solution, List<String> notes) {
        if (solution.isEmpty()) {
            notes.add("What this pump holds is not known here: expect the worst of withdrawal, and find out.");
            return List.of();
        }
        Optional<DrugLibrary> library = parts.surroundings().find(DrugLibrary.class);
        if (library.isEmpty()) {
            notes.add(Surroundings.missing(DrugLibrary.class) + ": no withdrawal profile is named.");
        }
        List<StopResult.Profile> profiles = new ArrayList<>();
        for (Solution.Ingredient each : solution.get().ingredients()) {
            Optional<Drug> drug = library.flatMap(found -> found.drug(each.drug()));
            if (library.isPresent() && drug.isEmpty()) {
                notes.add("The drug library says nothing about " + each.drug() + ": expect the worst of withdrawal.");
            }
            profiles.add(new StopResult.Profile(
                    each.drug(), drug.map(Drug::displayName).orElse(each.drug()), drug.map(Drug::withdrawal)));
        }
        return profiles;
    }
}
