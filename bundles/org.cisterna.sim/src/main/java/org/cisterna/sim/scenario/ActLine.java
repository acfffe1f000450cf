// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.scenario.Words.Wrong;

/** What happens to one pump. */
final class ActLine {

    private static final long MOST_BYTES = 1_000_000;
    private static final int LONGEST_REASON = 200;
    private static final String ACTS =
            "read, programme, stop, fault, link, withdraw, fill, press, replay, away, back or expect";
    /** What hands, body and world do: all that happens to a pump that cannot be spoken to. */
    private static final List<String> WITHOUT_TELEMETRY = List.of("fault", "withdraw", "fill", "expect");

    private static final Map<String, LinkFault.Kind> KINDS = Map.of(
            "cut", LinkFault.Kind.CUT,
            "half-open", LinkFault.Kind.SILENCE,
            "corrupt", LinkFault.Kind.FLIP,
            "drop", LinkFault.Kind.DROP,
            "duplicate", LinkFault.Kind.DUPLICATE,
            "reorder", LinkFault.Kind.REORDER,
            "truncate", LinkFault.Kind.TRUNCATE,
            "delay", LinkFault.Kind.DELAY);

    private final DeviceFamily family;
    private final Duration now;

    ActLine(DeviceFamily family, Duration now) {
        this.family = family;
        this.now = now;
    }

    ScenarioAct read(Words words) throws Wrong {
        String act = words.take("what happens");
        if (!family.hasTelemetry() && !WITHOUT_TELEMETRY.contains(act)) {
            throw new Wrong(
                    act,
                    "cannot happen to a pump of " + family.name() + ", which has no telemetry",
                    "choose one of " + WITHOUT_TELEMETRY);
        }
        return switch (act) {
            case "read" -> new ScenarioAct.Read();
            case "programme" -> program(words);
            case "stop" -> stop(words);
            case "fault" -> fault(words);
            case "link" -> link(words);
            case "withdraw" -> new ScenarioAct.Withdraw(positive(words.volume("volume")));
            case "fill" -> {
                Volume volume = positive(words.volume("volume"));
                words.require("of", "the drug and its concentration");
                yield new ScenarioAct.Fill(volume, org.cisterna.sim.Solution.of(words.drugs()));
            }
            case "press" -> new ScenarioAct.Press();
            case "replay" -> new ScenarioAct.Replay();
            case "away" -> new ScenarioAct.Reach(false);
            case "back" -> new ScenarioAct.Reach(true);
            case "expect" -> new ExpectLine(family, now).read(words);
            default -> throw new Wrong(act, "is nothing that can happen to a pump", "choose " + ACTS);
        };
    }

    private static Volume positive(Volume volume) throws Wrong {
        if (volume.nanolitres() == 0) {
            throw new Wrong(volume.text(), "is no volume that can be moved", "give more than 0 mL");
        }
        return volume;
    }

    private static ScenarioAct stop(Words words) throws Wrong {
        words.require("because", "the reason");
        String reason = words.rest("a reason");
        if (reason.length() > LONGEST_REASON) {
            throw new Wrong(reason, "is too long a reason", "use at most " + LONGEST_REASON + " characters");
        }
        return new ScenarioAct.Stop(reason);
    }

    private ScenarioAct fault(Words words) throws Wrong {
        String name = words.peek();
        DeviceFault fault = words.constant(
                DeviceFault.class,
                "a fault of " + family.name(),
                family.faults().stream().sorted().toList());
        long value =
                switch (fault.form()) {
                    case SWITCH -> onOrOff(name, words);
                    case ONCE -> 0;
                    case PER_MILLE -> extent(fault, words, "thousandths", "per-mille");
                    case PER_MILLION -> extent(fault, words, "millionths", "ppm");
                    case HECTOPASCAL -> extent(fault, words, "hectopascal", "hPa");
                    case TENTHS_OF_DEGREE -> degrees(fault, words);
                    case MILLISECONDS -> fault.least() < 0 ? offset(fault, words) : time(fault, words);
                    case COUNT -> words.whole("whole number", fault.least(), fault.most());
                    case NANOLITRES_A_DAY -> drift(fault, words);
                };
        OptionalLong atByte = OptionalLong.empty();
        if (words.takes("at")) {
            if (!family.hasTelemetry()) {
                throw new Wrong(
                        "at byte",
                        "counts what is said to a pump, and one of " + family.name() + " has no telemetry",
                        "leave it out: the fault begins at the time of its line");
            }
            words.require("byte", "its number");
            atByte = OptionalLong.of(words.whole("number of a byte", 1, MOST_BYTES));
        }
        return new ScenarioAct.Fault(fault, value, atByte);
    }

    private static long onOrOff(String fault, Words words) throws Wrong {
        if (words.takes("on")) {
            return 1;
        }
        words.require("off", "the end of the line, or 'on': " + fault + " is switched");
        return 0;
    }

    private static long extent(DeviceFault fault, Words words, String what, String unit) throws Wrong {
        long value = words.whole("number of " + what, fault.least(), fault.most());
        words.require(unit, "what follows: a number has its unit");
        return value;
    }

    /** {@code 39.5 degC}, in tenths. */
    private static long degrees(DeviceFault fault, Words words) throws Wrong {
        String text = words.take("temperature");
        words.require("degC", "what follows: a number has its unit");
        long tenths = text.matches("[0-9]{1,3}(\\.[0-9])?")
                ? Long.parseLong(text.contains(".") ? text.replace(".", "") : text + '0')
                : -1;
        if (tenths < fault.least() || tenths > fault.most()) {
            throw new Wrong(
                    text,
                    "is no temperature of a body",
                    "give " + fault.least() / 10 + " to " + fault.most() / 10 + " degC, to a tenth");
        }
        return tenths;
    }

    private static long offset(DeviceFault fault, Words words) throws Wrong {
        long millis = time(fault, words);
        if (words.takes("ahead")) {
            return millis;
        }
        words.require("behind", "the end of the line, or 'ahead': a clock differs in one direction");
        return -millis;
    }

    private static long time(DeviceFault fault, Words words) throws Wrong {
        Duration time = words.time("time");
        if (time.toMillis() > fault.most()) {
            throw new Wrong(
                    Durations.text(time),
                    "is too long",
                    "give at most " + Durations.text(Duration.ofMillis(fault.most())));
        }
        return time.toMillis();
    }

    private static long drift(DeviceFault fault, Words words) throws Wrong {
        FlowRate given = words.quantity("rate", FlowRate::parse);
        long rate = given.nanolitresPerDay();
        if (rate > fault.most()) {
            throw new Wrong(given.text(), "is too much", "give at most " + new FlowRate(fault.most()).text());
        }
        if (words.takes("upward")) {
            return rate;
        }
        words.require("downward", "the end of the line, or 'upward': a sensor drifts in one direction");
        return -rate;
    }

    private static ScenarioAct link(Words words) throws Wrong {
        LinkFault.Direction direction =
                switch (words.take("a direction")) {
                    case "to-device" -> LinkFault.Direction.TO_DEVICE;
                    case "from-device" -> LinkFault.Direction.FROM_DEVICE;
                    default ->
                        throw new Wrong("link", "has no direction", "write 'link to-device' or 'link from-device'");
                };
        String word = words.take("a kind of fault");
        LinkFault.Kind kind = KINDS.get(word);
        if (kind == null) {
            throw new Wrong(
                    word,
                    "is no fault of a link",
                    "choose one of " + KINDS.keySet().stream().sorted().toList());
        }
        Duration late = kind == LinkFault.Kind.DELAY ? words.positiveTime("delay") : Duration.ZERO;
        if (late.compareTo(LinkFault.MOST_LATE) > 0) {
            throw new Wrong(
                    late.toString().toLowerCase(Locale.ROOT),
                    "is too late",
                    "give at most " + LinkFault.MOST_LATE.toMinutes() + " min");
        }
        words.require("after", "the number of bytes");
        long after = words.whole("number of bytes", 0, MOST_BYTES);
        words.require("bytes", "the end of the line: a number has its unit");
        boolean thenAway = kind == LinkFault.Kind.CUT && words.takes("then");
        if (thenAway) {
            words.require("away", "the end of the line");
        }
        return new ScenarioAct.Break(new LinkFault(kind, direction, after, late), thenAway);
    }

    private static ScenarioAct program(Words words) throws Wrong {
        Programme programme = programme(words);
        Optional<Solution> solution = words.takes("of") ? Optional.of(words.solution()) : Optional.empty();
        List<ProgrammePart> parts = new ArrayList<>();
        while (words.takes("with")) {
            parts.add(part(words));
        }
        try {
            ProgrammePart.inOrder(parts);
        } catch (IllegalArgumentException e) {
            throw new Wrong("with", "names parts that cannot go together: " + e.getMessage(), "name each part once");
        }
        return new ScenarioAct.Program(programme, solution, parts);
    }

    /** {@code 0.14 mL/day}, or {@code 00:00 0.12 mL/day 08:00 0.24 mL/day}. */
    static Programme programme(Words words) throws Wrong {
        if (!words.peek().contains(":")) {
            return new Programme.Continuous(rate(words));
        }
        List<Programme.Step> steps = new ArrayList<>();
        String first = words.peek();
        while (words.peek().contains(":")) {
            String text = words.take("a time of the day");
            DayTime start = DayTime.parse(text)
                    .accepted()
                    .orElseThrow(
                            () -> new Wrong(text, "is no time of the day", "write hours and minutes, as in 08:00"));
            steps.add(new Programme.Step(start, words.quantity("rate", FlowRate::parse)));
        }
        try {
            return new Programme.Flex(steps);
        } catch (IllegalArgumentException e) {
            throw new Wrong(first, "begins no day: " + e.getMessage(), "begin at 00:00 and let the times rise");
        }
    }

    private static FlowRate rate(Words words) throws Wrong {
        FlowRate rate = words.quantity("rate", FlowRate::parse);
        if (rate.nanolitresPerDay() == 0) {
            throw new Wrong(rate.text(), "is no rate of a programme", "give more than 0 mL/day, or use 'stop'");
        }
        return rate;
    }

    private static ProgrammePart part(Words words) throws Wrong {
        String part = words.take("a part");
        return switch (part) {
            case "prime" -> {
                Volume volume = positive(words.volume("volume"));
                words.require("at", "the rate");
                yield new ProgrammePart.Prime(volume, rate(words));
            }
            case "bridge" -> {
                FlowRate rate = rate(words);
                words.require("for", "how long");
                yield new ProgrammePart.Bridge(rate, words.positiveTime("duration"));
            }
            case "bolus" -> {
                Volume volume = positive(words.volume("volume"));
                words.require("in", "how long it takes");
                yield new ProgrammePart.SingleBolus(volume, words.positiveTime("duration"));
            }
            case "patient-bolus" -> patientBolus(words);
            case "refill" -> new ProgrammePart.Refill(words.volume("volume"));
            default ->
                throw new Wrong(
                        part, "is no part of a programme", "choose prime, bridge, bolus, patient-bolus or refill");
        };
    }

    private static ProgrammePart patientBolus(Words words) throws Wrong {
        Volume volume = positive(words.volume("volume"));
        words.require("in", "how long it takes");
        Duration duration = words.positiveTime("duration");
        words.require("lockout", "how long it is");
        Duration lockout = words.time("lockout");
        words.require("most", "how many a day");
        return new ProgrammePart.PatientBolus(
                volume, duration, lockout, (int) words.whole("number of boluses", 1, 1_000));
    }
}
