// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Parsed;
import org.cisterna.quantity.VolumePerLength;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.PatientReference;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.TypedSolution;
import org.cisterna.therapy.VisitEntry;

/** Enrolling a pump. Everything typed is read before anybody speaks to the pump. */
final class Enrolment {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int MOST_SEGMENTS = 10;
    private static final int LONGEST_TEXT = 80;
    private static final String CORRELATION = "enrolment";

    private final Parts parts;

    Enrolment(Parts parts) {
        this.parts = parts;
    }

    /** What was typed, read. */
    record Typed(PatientReference patient, Solution reservoir, Solution path, List<CatheterSegment> catheter) {}

    Answer<Implant> enrol(EnrolRequest request, Identified who) {
        return Rights.require(Act.ENROL, who).then(person -> read(request)).then(typed -> parts.claims()
                .during(request.address(), Act.ENROL, request.address(), who, () -> enrol(request, typed, who)));
    }

    private Answer<Implant> enrol(EnrolRequest request, Typed typed, Identified who) {
        return parts.desk()
                .fold()
                .then(fold -> parts.surroundings().need(PumpHost.class).then(host -> {
                    Caller caller = who.caller(Act.ENROL, CORRELATION);
                    Optional<PumpStatus> paired = host.pumps().stream()
                            .filter(each -> each.address().equals(request.address()))
                            .findFirst();
                    Optional<Implant> enrolled = paired.flatMap(each -> fold.of(each.pump(), PumpCourse::implant))
                            .flatMap(each -> each);
                    if (enrolled.isPresent()) {
                        return Answer.refused(enrolledAlready(enrolled.get()));
                    }
                    Answer<PumpIdentity> identity = paired.isPresent()
                            ? identity(host, paired.get(), caller)
                            : host.pair(request.address(), request.family(), request.pairingCode(), caller);
                    return identity.then(proved -> enter(request, typed, proved, who));
                }));
    }

    /** A pump that was paired, and whose record was lost on the way into the ledger, is asked who it is. */
    private static Answer<PumpIdentity> identity(PumpHost host, PumpStatus paired, Caller caller) {
        return paired.reading().isPresent()
                ? Answer.done(paired.reading().get().snapshot().identity())
                : host.read(paired.pump(), caller).map(each -> each.snapshot().identity());
    }

    /** Enters the record of a pump of which one knows by now who it is. */
    Answer<Implant> enter(EnrolRequest request, Typed typed, PumpIdentity identity, Identified who) {
        PumpId pump = identity.pump();
        Optional<Implant> enrolled = parts.desk()
                .lastKnown()
                .flatMap(fold -> fold.of(pump, PumpCourse::implant))
                .flatMap(each -> each);
        if (enrolled.isPresent()) {
            return Answer.refused(enrolledAlready(enrolled.get()));
        }
        VisitEntry.Enrolled body = new VisitEntry.Enrolled(
                identity,
                request.family(),
                typed.patient(),
                request.indication(),
                typed.reservoir(),
                typed.path(),
                typed.catheter());
        return parts.desk()
                .append(List.of(Parts.entry(body, who.actor(Act.ENROL), pump, CORRELATION)))
                .then(receipts -> parts.implant(pump));
    }

    private static Violation enrolledAlready(Implant implant) {
        return Refusal.ALREADY_ENROLLED.because(
                "pump",
                implant.pump().text(),
                "This pump was enrolled by " + implant.enrolledBy().text() + " at " + implant.enrolled()
                        + " (house time); open a visit.");
    }

    static Answer<Typed> read(EnrolRequest request) {
        List<Violation> violations = new ArrayList<>();
        violations.addAll(Rights.words("address", request.address(), 3, LONGEST_TEXT));
        violations.addAll(Rights.words("pairingCode", request.pairingCode(), 1, LONGEST_TEXT).stream()
                .map(each -> Refusal.BAD_VALUE.because("pairingCode", "(not repeated here)", each.message()))
                .toList());
        id("family", request.family(), "a family of drivers, for example synchromed", violations);
        id(
                "indication",
                request.indication(),
                "an indication of the drug library, for example spasticity-spinal",
                violations);
        Answer<PatientReference> patient = PatientReference.parse(request.patient());
        violations.addAll(patient.violations());
        Optional<Solution> reservoir = solution("reservoir", request.reservoir(), violations);
        Optional<Solution> path =
                request.path().isPresent() ? solution("path", request.path().get(), violations) : reservoir;
        List<CatheterSegment> catheter = catheter(request.catheter(), violations);
        if (!violations.isEmpty() || reservoir.isEmpty() || path.isEmpty()) {
            return Answer.refused(violations);
        }
        return patient.map(each -> new Typed(each, reservoir.get(), path.get(), catheter));
    }

    private static void id(String field, String typed, String what, List<Violation> violations) {
        if (!ID.matcher(typed).matches()) {
            violations.add(Refusal.BAD_VALUE.because(
                    field,
                    Rights.shown(typed),
                    "The field " + field + " names " + what + ": 1 to 40 lower case letters, digits and hyphens."));
        }
    }

    private static Optional<Solution> solution(String field, TypedSolution typed, List<Violation> violations) {
        List<Solution.Ingredient> ingredients = new ArrayList<>();
        int before = violations.size();
        for (int i = 0; i < typed.ingredients().size(); i++) {
            TypedSolution.Ingredient each = typed.ingredients().get(i);
            String place = field + "[" + i + "].";
            id(place + "drug", each.drug(), "a drug of the drug library", violations);
            Optional<Concentration> concentration =
                    parsed(place + "concentration", each.concentration(), Concentration::parse, violations);
            if (concentration.filter(Concentration.ZERO::equals).isPresent()) {
                violations.add(Refusal.BAD_VALUE.because(
                        place + "concentration", each.concentration(), "A concentration is above zero."));
            }
            if (violations.size() == before) {
                ingredients.add(new Solution.Ingredient(each.drug(), concentration.orElseThrow()));
            }
        }
        if (violations.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Solution(ingredients));
        } catch (IllegalArgumentException wrong) {
            violations.add(Refusal.BAD_VALUE.because(
                    field, ingredients.size() + " drugs", "The field " + field + " is refused: " + wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static List<CatheterSegment> catheter(List<EnrolRequest.Segment> typed, List<Violation> violations) {
        if (typed.isEmpty() || typed.size() > MOST_SEGMENTS) {
            violations.add(Refusal.BAD_VALUE
                    .because(
                            "catheter",
                            typed.size() + " segments",
                            "Give the segments of the catheter from the pump to the tip; without them no time to the tip is known.")
                    .against("1 to " + MOST_SEGMENTS, "therapy"));
            return List.of();
        }
        List<CatheterSegment> segments = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            String place = "catheter[" + i + "].";
            EnrolRequest.Segment each = typed.get(i);
            violations.addAll(Rights.words(place + "model", each.model(), 1, LONGEST_TEXT));
            Optional<Length> supplied =
                    each.supplied().flatMap(text -> parsed(place + "supplied", text, Length::parse, violations));
            Optional<Length> trimmed =
                    each.trimmed().flatMap(text -> parsed(place + "trimmed", text, Length::parse, violations));
            Optional<VolumePerLength> bore = parsed(place + "bore", each.bore(), VolumePerLength::parse, violations);
            if (supplied.isPresent() && trimmed.isPresent() && trimmed.get().compareTo(supplied.get()) >= 0) {
                violations.add(Refusal.BAD_VALUE
                        .because(
                                place + "trimmed",
                                trimmed.get().text(),
                                "Less is cut off a segment than it was long; check both lengths.")
                        .against("less than " + supplied.get().text(), "supplied length"));
            }
            bore.ifPresent(known -> segments.add(new CatheterSegment(each.model(), supplied, trimmed, known)));
        }
        return segments;
    }

    private static <T> Optional<T> parsed(
            String field, String typed, Function<String, Parsed<T>> parser, List<Violation> violations) {
        Parsed<T> parsed = parser.apply(typed);
        parsed.refusal()
                .ifPresent(refused -> violations.add(
                        Refusal.BAD_VALUE.because(field, Rights.shown(typed), field + ": " + refused.message())));
        return parsed.accepted();
    }
}
