// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonNumber;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Volume;

/** Reads orders that anybody may have written: every reason against them at once, and no exception. */
final class OrderReader {

    private static final List<String> BESIDE =
            List.of("bridge", "prime", "bolus", "periodicBolus", "patientBolus", "basis");
    private static final int MOST_BOLUSES = 1440;

    private OrderReader() {}

    static Answer<Order> read(JsonObject json) {
        List<Violation> violations = new ArrayList<>();
        Optional<Order> order = order(new FieldReader(json, "", violations));
        return violations.isEmpty() ? Answer.done(order.orElseThrow()) : Answer.refused(violations);
    }

    static Optional<Order> order(FieldReader reader) {
        Optional<String> mode = reader.made("mode", OrderReader::mode);
        if (mode.isEmpty()) {
            return Optional.empty();
        }
        Optional<Order> day =
                switch (mode.get()) {
                    case "continuous" -> {
                        only(reader, "mode", "daily");
                        yield reader.parsed("daily", DoseRate::parse).map(Order.Continuous::new);
                    }
                    case "flex" -> {
                        only(reader, "mode", "steps");
                        yield reader.list("steps", OrderReader::step).map(Order.Flex::new);
                    }
                    case "week" -> {
                        only(reader, "mode", "patterns");
                        yield reader.list("patterns", OrderReader::pattern).map(Order.Week::new);
                    }
                    case "minimum-rate" -> {
                        reader.only("mode");
                        yield Optional.of(new Order.MinimumRate());
                    }
                    default -> {
                        reader.only("mode");
                        yield Optional.of(new Order.Stop());
                    }
                };
        Additions additions = additions(reader);
        return day.map(each -> additions.equals(Additions.NONE) ? each : new Order.Combined(each, additions));
    }

    private static void only(FieldReader reader, String... names) {
        List<String> known = new ArrayList<>(List.of(names));
        known.addAll(BESIDE);
        reader.only(known.toArray(String[]::new));
    }

    private static Optional<OrderStep> step(FieldReader reader) {
        reader.only("start", "rate", "duration");
        var start = reader.parsed("start", DayTime::parse);
        var rate = reader.parsed("rate", DoseRate::parse);
        var duration = reader.optionalParsed("duration", Durations::parse);
        if (start.isEmpty() || rate.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OrderStep(start.get(), rate.get(), duration));
    }

    private static Optional<DayPattern> pattern(FieldReader reader) {
        reader.only("days", "steps");
        Optional<List<DayOfWeek>> days = reader.made("days", value -> FieldReader.array(value).strings().stream()
                .map(each -> KnownWord.of(DayOfWeek.class, each))
                .toList());
        Optional<List<OrderStep>> steps = reader.list("steps", OrderReader::step);
        return days.flatMap(some -> steps.map(each -> new DayPattern(some, each)));
    }

    private static Additions additions(FieldReader reader) {
        return new Additions(
                reader.optionalNested("bridge", OrderReader::bridge),
                reader.optionalNested("prime", OrderReader::prime),
                reader.optionalNested("bolus", OrderReader::bolus),
                reader.optionalNested("periodicBolus", OrderReader::periodic),
                reader.optionalNested("patientBolus", OrderReader::patient),
                reader.optionalMade("basis", value -> KnownWord.of(Additions.Basis.class, RequestReader.text(value))));
    }

    private static Optional<Additions.Bridge> bridge(FieldReader reader) {
        reader.only("dose");
        return Optional.of(new Additions.Bridge(reader.optionalParsed("dose", DoseRate::parse)));
    }

    private static Optional<Additions.Prime> prime(FieldReader reader) {
        reader.only("part", "volume");
        Optional<Additions.PrimePart> part =
                reader.made("part", value -> KnownWord.of(Additions.PrimePart.class, RequestReader.text(value)));
        Optional<Volume> volume = reader.optionalParsed("volume", Volume::parse);
        return part.map(each -> new Additions.Prime(each, volume));
    }

    private static Optional<Additions.Bolus> bolus(FieldReader reader) {
        reader.only("dose", "duration");
        Optional<Mass> dose = reader.parsed("dose", Mass::parse);
        Optional<Duration> duration = reader.parsed("duration", AboveZero::duration);
        return dose.flatMap(some -> duration.map(each -> new Additions.Bolus(some, each)));
    }

    private static Optional<Additions.PeriodicBolus> periodic(FieldReader reader) {
        reader.only("dose", "duration", "interval");
        Optional<Mass> dose = reader.parsed("dose", Mass::parse);
        Optional<Duration> duration = reader.parsed("duration", AboveZero::duration);
        Optional<Duration> interval = reader.parsed("interval", AboveZero::duration);
        if (dose.isEmpty() || duration.isEmpty() || interval.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Additions.PeriodicBolus(dose.get(), duration.get(), interval.get()));
    }

    private static Optional<Additions.PatientBolus> patient(FieldReader reader) {
        reader.only("dose", "duration", "lockout", "most");
        Optional<Mass> dose = reader.parsed("dose", Mass::parse);
        Optional<Duration> duration = reader.parsed("duration", AboveZero::duration);
        Optional<Duration> lockout = reader.parsed("lockout", AboveZero::duration);
        Optional<Integer> most = reader.optionalMade("most", OrderReader::most);
        if (dose.isEmpty() || duration.isEmpty() || lockout.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Additions.PatientBolus(dose.get(), duration.get(), lockout.get(), most));
    }

    private static int most(Json value) {
        if (value instanceof JsonNumber number && number.value() >= 1 && number.value() <= MOST_BOLUSES) {
            return Math.toIntExact(number.value());
        }
        throw new IllegalArgumentException("how many boluses of a day at most is a whole number, 1 to " + MOST_BOLUSES);
    }

    private static String mode(Json value) {
        String mode = RequestReader.text(value);
        if (!List.of("continuous", "flex", "week", "minimum-rate", "stop").contains(mode)) {
            throw new IllegalArgumentException(
                    "a mode is \"continuous\", \"flex\", \"week\", \"minimum-rate\" or \"stop\"");
        }
        return mode;
    }
}
