// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what the engine decides on, and asks the host about drivers. */
final class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final Parts parts;

    Questions(Parts parts) {
        this.parts = parts;
    }

    /** The engine's request for an order. */
    Answer<DosingRequest> of(TherapyFold fold, Implant implant, Snapshot snapshot, Order order) {
        return parts.surroundings().need(DrugLibrary.class).map(library -> {
            Instant now = parts.pump().now();
            Optional<Running> running = running(fold, implant, snapshot);
            Circumstances circumstances = circumstances(fold, implant, running, now);
            Set<String> drugs = there(implant, running, circumstances);
            List<Drug> known =
                    drugs.stream().map(library::drug).flatMap(Optional::stream).toList();
            return new DosingRequest(
                    now,
                    implant.indication(),
                    implant.reservoir(),
                    snapshot.identity().capabilities(),
                    implant.catheter(),
                    running,
                    fold.of(implant.pump(), PumpCourse::lastDoses).orElse(List.of()).stream()
                            .filter(each -> drugs.contains(each.drug()))
                            .toList(),
                    order,
                    parts.settings().requiredLimiters(),
                    limits(drugs),
                    known,
                    library.version(),
                    library.digest(),
                    circumstances);
        });
    }

    /** The history, and what the path holds where that is not what runs, or what the reservoir holds while nothing ever ran. */
    private static Circumstances circumstances(
            TherapyFold fold, Implant implant, Optional<Running> running, Instant now) {
        Circumstances history =
                fold.of(implant.pump(), course -> course.circumstances(now)).orElse(Circumstances.NONE);
        Solution assumed = running.map(Running::solution).orElse(implant.reservoir());
        return implant.path().equals(assumed)
                ? history
                : history.withContent(new Content(
                        Optional.empty(),
                        List.of(new Content.Plug(Optional.empty(), Optional.of(implant.path()))),
                        true));
    }

    /** Every drug that is physically there: in the reservoir, in a residual under it, in the path, and in what runs now. */
    private static Set<String> there(Implant implant, Optional<Running> running, Circumstances circumstances) {
        List<Solution> solutions = new ArrayList<>();
        solutions.add(implant.reservoir());
        circumstances.content().ifPresent(content -> {
            content.fill().map(Content.Fill::residualSolution).ifPresent(solutions::add);
            content.path().stream().flatMap(plug -> plug.solution().stream()).forEach(solutions::add);
        });
        running.map(Running::solution).ifPresent(solutions::add);
        Set<String> drugs = new LinkedHashSet<>();
        for (Solution each : solutions) {
            each.ingredients().stream().map(Solution.Ingredient::drug).forEach(drugs::add);
        }
        return drugs;
    }

    /** What runs: nothing where the motor does not turn, and no answer at all where nothing ever ran. */
    private static Optional<Running> running(TherapyFold fold, Implant implant, Snapshot snapshot) {
        boolean turns = snapshot.motor() == MotorState.RUNNING;
        boolean ranOnce = turns
                || !fold.of(implant.pump(), PumpCourse::lastDoses)
                        .orElse(List.of())
                        .isEmpty();
        return ranOnce
                ? Optional.of(new Running(
                        turns ? snapshot.programme() : new Programme.Stopped(),
                        snapshot.solution().orElse(implant.reservoir()),
                        turns ? part(snapshot, ProgrammePart.PatientBolus.class) : Optional.empty(),
                        turns ? part(snapshot, ProgrammePart.PeriodicBolus.class) : Optional.empty()))
                : Optional.empty();
    }

    private static <T extends ProgrammePart> Optional<T> part(Snapshot snapshot, Class<T> kind) {
        return snapshot.programmeParts().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** The limits of every limiter that is there. One that fails counts as missing, and the engine blocks when it is required. */
    private List<LimitSet> limits(Set<String> drugs) {
        List<LimitSet> sets = new ArrayList<>();
        for (LimitProvider each : parts.surroundings().limiters()) {
            try {
                sets.add(each.limits().concerning(drugs));
            } catch (RuntimeException broken) { // foreign code: whatever it throws, its limits are missing
                LOG.error("a limiter failed and counts as missing", broken);
            }
        }
        return sets.stream().sorted(Comparator.comparing(LimitSet::name)).toList();
    }

    /** What the driver of a family says of itself; the last known when it is stopped. */
    Answer<DriverDescriptor> driver(String family) {
        return parts.surroundings().need(PumpHost.class).then(host -> host.drivers().stream()
                .filter(each -> each.family().equals(family))
                .map(DriverStatus::descriptor)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.SERVICE_MISSING.because(
                        "family",
                        family,
                        "No driver of the family " + family + " has been here; admit one, then try again."))));
    }
}
