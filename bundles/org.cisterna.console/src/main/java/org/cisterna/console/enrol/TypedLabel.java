// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.enrol;

import static org.cisterna.console.frame.Texts.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.show.Show;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Parsed;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.ManualRequest;

/**
 * What was typed from a label and from papers. Read here only to say at which field something is wrong; the service reads it again, against the model.
 *
 * @param record patient, drugs and catheter
 * @param label what only a pump without telemetry is asked for, by field
 */
record TypedLabel(TypedEnrolment record, Map<String, String> label) {

    private static final Pattern MINUTE = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2})(?: UTC)?");
    private static final List<String> FIELDS = List.of("manufacturer", "serial", "model", "flow", "filled", "filledAt");

    TypedLabel {
        label = Map.copyOf(label);
    }

    /** An empty form. */
    static TypedLabel empty(String family) {
        return new TypedLabel(TypedEnrolment.empty("", family), Map.of());
    }

    /** What a form sent. */
    static TypedLabel of(Asked asked) {
        Map<String, String> label = new HashMap<>();
        FIELDS.forEach(each -> label.put(each, asked.field(each)));
        return new TypedLabel(TypedEnrolment.of(asked), label);
    }

    TypedLabel with(TypedEnrolment other) {
        return new TypedLabel(other, label);
    }

    private String value(String field) {
        return label.getOrDefault(field, "");
    }

    /** The form with these values. */
    Form in(Form form) {
        Map<String, String> all = new HashMap<>(record.fields());
        all.putAll(label);
        return new Form(form.token(), form.once(), all, form.faults());
    }

    /** Everything typed, to be carried along unseen. */
    Map<String, String> carried() {
        Map<String, String> carried = new LinkedHashMap<>(record.carried());
        FIELDS.forEach(each -> carried.put(each, value(each)));
        return carried;
    }

    /** Everything that is wrong, at its field. */
    List<Form.Fault> faults() {
        List<Form.Fault> faults = new ArrayList<>();
        for (String each : List.of("manufacturer", "serial", "model")) {
            if (value(each).isEmpty()) {
                faults.add(new Form.Fault(each, text("label.missing", text("label." + each))));
            }
        }
        parsed("flow", FlowRate::parse, faults);
        parsed("filled", Volume::parse, faults);
        if (filledAt().isEmpty()) {
            faults.add(new Form.Fault("filledAt", text("label.filledAt.wrong", value("filledAt"))));
        }
        faults.addAll(record.faults());
        return List.copyOf(faults);
    }

    private <T> void parsed(String field, Function<String, Parsed<T>> parser, List<Form.Fault> faults) {
        parser.apply(value(field))
                .refusal()
                .ifPresent(each ->
                        faults.add(new Form.Fault(field, text("label." + field) + ": " + each.message() + ".")));
    }

    /** A minute as people write it, in UTC like every time here, whether they say so or not. */
    private Optional<Instant> filledAt() {
        Matcher minute = MINUTE.matcher(value("filledAt"));
        if (!minute.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(minute.group(1) + "T" + minute.group(2) + ":00Z"));
        } catch (DateTimeException none) {
            return Optional.empty(); // a thirtieth of February
        }
    }

    /** Everything typed, as it was read; nothing of it may be wrong. */
    List<RecordWords.Line> lines(RecordWords words) {
        List<RecordWords.Line> lines = new ArrayList<>();
        for (String each : List.of("manufacturer", "serial", "model")) {
            lines.add(new RecordWords.Line(text("label." + each), value(each)));
        }
        lines.add(new RecordWords.Line(
                text("label.flow"),
                Show.of(FlowRate.parse(value("flow")).orElseThrow()).text()));
        lines.add(new RecordWords.Line(
                text("label.filled"),
                Show.of(Volume.parse(value("filled")).orElseThrow()).text()));
        lines.add(new RecordWords.Line(
                text("label.filledAt"), Show.minute(filledAt().orElseThrow())));
        lines.addAll(words.of(record));
        return lines;
    }

    /** As the service wants it; nothing of it may be wrong. */
    ManualRequest.Register request() {
        EnrolRequest all = record.request("");
        return new ManualRequest.Register(
                all.family(),
                value("manufacturer"),
                value("serial"),
                value("model"),
                value("flow"),
                value("filled"),
                filledAt().orElseThrow().toString(),
                all.patient(),
                all.indication(),
                all.reservoir(),
                all.catheter());
    }

    /** The form's field for a field of the service. */
    static String field(String service) {
        return FIELDS.contains(service) ? service : TypedEnrolment.field(service);
    }
}
