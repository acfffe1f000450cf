// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.OrderStep;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Parsed;
import org.cisterna.therapy.TypedOrder;

/**
 * A day in steps as it stands in the fields of the form: {@code from-0}, {@code to-0}, {@code rate-0}, {@code from-1} and so on. Kept as typed; read
 * only to be drawn and to say at which field the day does not fit together. Whether it may run, the engine says.
 *
 * @param rows in the order of the form
 */
record TypedDay(List<Row> rows) {

    /** More than any pump can do; beyond it the form is not ours. */
    static final int MOST = 48;

    static final String ROWS = "rows";

    private static final String END = "24:00";
    private static final int HOURS = 24;

    /**
     * A step as typed.
     *
     * @param from time of day
     * @param to time of day, or 24:00
     * @param rate dose rate with its unit
     */
    record Row(String from, String to, String rate) {
        static final Row EMPTY = new Row("", "", "");

        boolean isSpare() {
            return from.isEmpty() && to.isEmpty() && rate.isEmpty();
        }
    }

    TypedDay {
        rows = List.copyOf(rows);
    }

    /** So many empty steps. */
    static TypedDay empty(int steps) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            rows.add(Row.EMPTY);
        }
        return new TypedDay(rows);
    }

    /** What a form sent. */
    static TypedDay of(Asked asked) {
        String typed = asked.field(ROWS);
        int count = typed.matches("[1-9][0-9]?") ? Math.min(Integer.parseInt(typed, 10), MOST) : 1;
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(asked.field("from-" + i), asked.field("to-" + i), asked.field("rate-" + i)));
        }
        return new TypedDay(rows);
    }

    /** The steps of an order: the author's values, in units of ours. */
    static TypedDay of(Order.Flex order) {
        List<Row> rows = new ArrayList<>();
        List<OrderStep> steps = order.steps();
        for (int i = 0; i < steps.size(); i++) {
            OrderStep step = steps.get(i);
            int next = i + 1 < steps.size() ? steps.get(i + 1).start().minute() : DayPlan.DAY;
            int to = step.duration()
                    .map(each -> step.start().minute() + (int) each.toMinutes())
                    .orElse(next);
            rows.add(new Row(step.start().text(), DayChart.time(to), rate(step)));
        }
        return new TypedDay(rows);
    }

    /** Exactly the rate: by the hour where that is a whole number of nanograms, else by the day. */
    private static String rate(OrderStep step) {
        return step.rate().nanogramsPerDay() % HOURS == 0
                ? step.perHour()
                : step.rate().text();
    }

    /** With one more step at the end. */
    TypedDay longer() {
        List<Row> more = new ArrayList<>(rows);
        if (more.size() < MOST) {
            more.add(Row.EMPTY);
        }
        return new TypedDay(more);
    }

    /** Without one of the steps. */
    TypedDay without(int index) {
        List<Row> fewer = new ArrayList<>(rows);
        if (index >= 0 && index < fewer.size() && fewer.size() > 1) {
            fewer.remove(index);
        }
        return new TypedDay(fewer);
    }

    /** What stands in the fields. */
    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            fields.put("from-" + i, rows.get(i).from());
            fields.put("to-" + i, rows.get(i).to());
            fields.put("rate-" + i, rows.get(i).rate());
        }
        return fields;
    }

    /** The places of the steps that are meant: a row in which nothing was typed is none, unless there is nothing else. */
    private List<Integer> meant() {
        List<Integer> places = IntStream.range(0, rows.size())
                .filter(each -> !rows.get(each).isSpare())
                .boxed()
                .toList();
        return places.isEmpty() ? List.of(0) : places;
    }

    private List<Row> meantRows() {
        return meant().stream().map(rows::get).toList();
    }

    /** Everything that is wrong, at its field. */
    List<Form.Fault> faults() {
        List<Form.Fault> faults = new ArrayList<>();
        OptionalInt expected = OptionalInt.of(0);
        List<Integer> meant = meant();
        for (int place = 0; place < meant.size(); place++) {
            int i = meant.get(place);
            Row row = rows.get(i);
            int step = i + 1;
            OptionalInt from = minute("from-" + i, text("change.flex.from", step), row.from(), false, faults);
            OptionalInt to = minute("to-" + i, text("change.flex.to", step), row.to(), true, faults);
            DoseRate.parse(row.rate())
                    .refusal()
                    .ifPresent(each -> faults.add(
                            new Form.Fault("rate-" + (step - 1), said(text("change.flex.rate", step), each))));
            if (from.isPresent() && expected.isPresent() && from.getAsInt() != expected.getAsInt()) {
                faults.add(new Form.Fault(
                        "from-" + i,
                        place == 0
                                ? text("change.flex.first", DayChart.time(from.getAsInt()))
                                : misfit(step, meant.get(place - 1) + 1, from.getAsInt(), expected.getAsInt())));
            }
            if (from.isPresent() && to.isPresent() && to.getAsInt() <= from.getAsInt()) {
                faults.add(new Form.Fault(
                        "to-" + i,
                        text(
                                "change.flex.backwards",
                                step,
                                DayChart.time(to.getAsInt()),
                                DayChart.time(from.getAsInt()))));
                to = OptionalInt.empty();
            }
            if (place == meant.size() - 1 && to.isPresent() && to.getAsInt() != DayPlan.DAY) {
                faults.add(new Form.Fault("to-" + i, text("change.flex.short", step, DayChart.time(to.getAsInt()))));
            }
            expected = to;
        }
        return List.copyOf(faults);
    }

    private static String misfit(int step, int before, int from, int expected) {
        String found = DayChart.time(from);
        String wanted = DayChart.time(expected);
        return from > expected
                ? text("change.flex.gap", step, found, before, wanted)
                : text("change.flex.overlap", step, found, before, wanted);
    }

    private static OptionalInt minute(String field, String label, String typed, boolean end, List<Form.Fault> faults) {
        if (end && typed.equals(END)) {
            return OptionalInt.of(DayPlan.DAY);
        }
        Parsed<DayTime> time = DayTime.parse(typed);
        time.refusal().ifPresent(each -> faults.add(new Form.Fault(field, said(label, each))));
        return time.accepted().map(each -> OptionalInt.of(each.minute())).orElse(OptionalInt.empty());
    }

    static String said(String label, Parsed.Refused<?> refused) {
        return label + ": " + refused.message() + ".";
    }

    /** As an order. Each step says how long it lasts, so that the engine sees a gap or an overlap for itself. */
    TypedOrder order() {
        List<TypedOrder.Step> steps = new ArrayList<>();
        for (Row row : meantRows()) {
            steps.add(new TypedOrder.Step(row.from(), row.rate(), lasting(row)));
        }
        return new TypedOrder(TypedOrder.FLEX, Optional.empty(), steps);
    }

    private static Optional<String> lasting(Row row) {
        Optional<Integer> from = DayTime.parse(row.from()).accepted().map(DayTime::minute);
        Optional<Integer> to = row.to().equals(END)
                ? Optional.of(DayPlan.DAY)
                : DayTime.parse(row.to()).accepted().map(DayTime::minute);
        return from.isPresent() && to.isPresent() && to.get() > from.get()
                ? Optional.of(to.get() - from.get() + " min")
                : Optional.empty();
    }

    /** As a day, when nothing is wrong with it. */
    Optional<DayPlan> plan() {
        if (!faults().isEmpty()) {
            return Optional.empty();
        }
        List<DayPlan.Part> parts = new ArrayList<>();
        int from = 0;
        for (Row row : meantRows()) {
            int to = row.to().equals(END)
                    ? DayPlan.DAY
                    : DayTime.parse(row.to()).orElseThrow().minute();
            parts.add(new DayPlan.Part(
                    from, to, DayPlan.hourly(DoseRate.parse(row.rate()).orElseThrow())));
            from = to;
        }
        return Optional.of(new DayPlan(parts));
    }
}
