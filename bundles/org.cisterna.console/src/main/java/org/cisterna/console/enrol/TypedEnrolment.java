// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.enrol;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Parsed;
import org.cisterna.quantity.VolumePerLength;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.PatientReference;
import org.cisterna.therapy.TypedSolution;

/**
 * What stands in the fields, as typed. Read here only to say at which field something is wrong before anybody speaks to the pump; the service reads
 * it again.
 *
 * @param reservoir how many drugs the reservoir has fields for
 * @param path how many drugs tubing and catheter have fields for; 0 when they hold the same
 * @param segments how many pieces of catheter there are fields for
 * @param fields what was typed, by field
 */
record TypedEnrolment(int reservoir, int path, int segments, Map<String, String> fields) {

    static final int MOST_DRUGS = 5;
    static final int MOST_SEGMENTS = 10;

    private static final List<String> SINGLE = List.of("address", "family", "patient", "indication");
    private static final List<String> SEGMENT = List.of("model", "supplied", "trimmed", "bore");

    TypedEnrolment {
        fields = Map.copyOf(fields);
    }

    /** An empty form for a pump that was found. */
    static TypedEnrolment empty(String address, String family) {
        return new TypedEnrolment(1, 0, 1, Map.of("address", address, "family", family));
    }

    /** What a form sent. */
    static TypedEnrolment of(Asked asked) {
        int reservoir = count(asked.field("reservoirs"), 1, MOST_DRUGS);
        int path = count(asked.field("paths"), 0, MOST_DRUGS);
        int segments = count(asked.field("segments"), 1, MOST_SEGMENTS);
        Map<String, String> fields = new HashMap<>();
        for (String each : names(reservoir, path, segments)) {
            fields.put(each, asked.field(each));
        }
        return new TypedEnrolment(reservoir, path, segments, fields);
    }

    private static int count(String typed, int least, int most) {
        return typed.matches("[0-9]{1,2}") ? Math.max(least, Math.min(most, Integer.parseInt(typed, 10))) : least;
    }

    private static List<String> names(int reservoir, int path, int segments) {
        List<String> names = new ArrayList<>(SINGLE);
        for (int i = 0; i < reservoir; i++) {
            names.add("drug-" + i);
            names.add("concentration-" + i);
        }
        for (int i = 0; i < path; i++) {
            names.add("path-drug-" + i);
            names.add("path-concentration-" + i);
        }
        for (int i = 0; i < segments; i++) {
            for (String each : SEGMENT) {
                names.add(each + "-" + i);
            }
        }
        return names;
    }

    /** Everything typed, to be carried along unseen; in the order of the form. */
    Map<String, String> carried() {
        Map<String, String> carried = new LinkedHashMap<>();
        carried.put("reservoirs", Integer.toString(reservoir));
        carried.put("paths", Integer.toString(path));
        carried.put("segments", Integer.toString(segments));
        names(reservoir, path, segments).forEach(each -> carried.put(each, value(each)));
        return carried;
    }

    String value(String field) {
        return fields.getOrDefault(field, "");
    }

    TypedEnrolment drugs(int drugs) {
        return new TypedEnrolment(Math.max(1, Math.min(MOST_DRUGS, drugs)), path, segments, fields);
    }

    TypedEnrolment paths(int drugs) {
        return new TypedEnrolment(reservoir, Math.max(0, Math.min(MOST_DRUGS, drugs)), segments, fields);
    }

    TypedEnrolment longer() {
        return new TypedEnrolment(reservoir, path, Math.min(MOST_SEGMENTS, segments + 1), fields);
    }

    /** Without one piece of catheter; those behind it move up. */
    TypedEnrolment without(int segment) {
        if (segment < 0 || segment >= segments || segments == 1) {
            return this;
        }
        Map<String, String> moved = new HashMap<>(fields);
        for (int i = segment; i < segments - 1; i++) {
            for (String each : SEGMENT) {
                moved.put(each + "-" + i, value(each + "-" + (i + 1)));
            }
        }
        SEGMENT.forEach(each -> moved.remove(each + "-" + (segments - 1)));
        return new TypedEnrolment(reservoir, path, segments - 1, moved);
    }

    /** The form with these values. */
    Form in(Form form) {
        return new Form(form.token(), form.once(), fields, form.faults());
    }

    /** Everything that is wrong, at its field. */
    List<Form.Fault> faults() {
        List<Form.Fault> faults = new ArrayList<>();
        PatientReference.parse(value("patient"))
                .violations()
                .forEach(each -> faults.add(new Form.Fault("patient", Form.sentence(each))));
        chosen("indication", text("enrol.indication"), faults);
        chosen("family", text("enrol.family"), faults);
        for (int i = 0; i < reservoir; i++) {
            chosen("drug-" + i, text("enrol.drug", i + 1), faults);
            parsed("concentration-" + i, text("enrol.concentration", i + 1), Concentration::parse, false, faults);
        }
        for (int i = 0; i < path; i++) {
            chosen("path-drug-" + i, text("enrol.path.drug", i + 1), faults);
            parsed(
                    "path-concentration-" + i,
                    text("enrol.path.concentration", i + 1),
                    Concentration::parse,
                    false,
                    faults);
        }
        for (int i = 0; i < segments; i++) {
            if (value("model-" + i).isEmpty()) {
                faults.add(new Form.Fault("model-" + i, text("enrol.model.missing", i + 1)));
            }
            parsed("supplied-" + i, text("enrol.supplied", i + 1), Length::parse, true, faults);
            parsed("trimmed-" + i, text("enrol.trimmed", i + 1), Length::parse, true, faults);
            parsed("bore-" + i, text("enrol.bore", i + 1), VolumePerLength::parse, false, faults);
        }
        return List.copyOf(faults);
    }

    private void chosen(String field, String label, List<Form.Fault> faults) {
        if (value(field).isEmpty()) {
            faults.add(new Form.Fault(field, text("enrol.choose.missing", label)));
        }
    }

    private <T> void parsed(
            String field,
            String label,
            Function<String, Parsed<T>> parser,
            boolean mayBeEmpty,
            List<Form.Fault> faults) {
        if (mayBeEmpty && value(field).isEmpty()) {
            return;
        }
        parser.apply(value(field))
                .refusal()
                .ifPresent(each -> faults.add(new Form.Fault(field, label + ": " + each.message() + ".")));
    }

    /** As the service wants it. */
    EnrolRequest request(String pairingCode) {
        List<EnrolRequest.Segment> catheter = new ArrayList<>();
        for (int i = 0; i < segments; i++) {
            catheter.add(new EnrolRequest.Segment(
                    value("model-" + i), length("supplied-" + i), length("trimmed-" + i), value("bore-" + i)));
        }
        return new EnrolRequest(
                value("address"),
                value("family"),
                pairingCode,
                value("patient"),
                value("indication"),
                solution("", reservoir),
                path == 0 ? Optional.empty() : Optional.of(solution("path-", path)),
                catheter);
    }

    private Optional<String> length(String field) {
        return Optional.of(value(field)).filter(each -> !each.isEmpty());
    }

    private TypedSolution solution(String prefix, int drugs) {
        List<TypedSolution.Ingredient> ingredients = new ArrayList<>();
        for (int i = 0; i < drugs; i++) {
            ingredients.add(
                    new TypedSolution.Ingredient(value(prefix + "drug-" + i), value(prefix + "concentration-" + i)));
        }
        return new TypedSolution(ingredients);
    }

    /** The form's field for a field of the service. */
    static String field(String service) {
        if (service.matches("(reservoir|path)\\[[0-9]{1,2}]\\.(drug|concentration)")) {
            String prefix = service.startsWith("path") ? "path-" : "";
            return prefix + service.substring(service.indexOf('.') + 1) + "-" + index(service);
        }
        if (service.matches("catheter\\[[0-9]{1,2}]\\.(model|supplied|trimmed|bore)")) {
            return service.substring(service.indexOf('.') + 1) + "-" + index(service);
        }
        return switch (service) {
            case "patient", "indication", "family" -> service;
            default -> "";
        };
    }

    private static String index(String service) {
        return service.substring(service.indexOf('[') + 1, service.indexOf(']'));
    }
}
