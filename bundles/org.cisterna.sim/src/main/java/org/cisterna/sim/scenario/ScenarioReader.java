// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.scenario.ScenarioReading.Refusal;
import org.cisterna.sim.scenario.Words.Wrong;

/** Reads a file line by line, and goes on after a line that is wrong. Used once. */
final class ScenarioReader {

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_PUMPS = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final String FIRST_WORDS = "a line begins with scenario, story, pump, at or #";
    private static final String ANY_CODE = "00000000";
    private static final String PLATFORM = "platform";

    private final Collection<DeviceFamily> families;
    private final List<Refusal> refusals = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private final Map<String, ScenarioPump> pumps = new LinkedHashMap<>();
    private final Map<String, DeviceFamily> makers = new LinkedHashMap<>();
    private final List<ScenarioStep> steps = new ArrayList<>();
    private String name = "";
    private Duration latest = Duration.ZERO;

    ScenarioReader(Collection<DeviceFamily> families) {
        this.families = families;
    }

    ScenarioReading read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return refused(
                    new Refusal(0, text.length() + " characters", "is too long", "keep it below " + MOST_CHARACTERS));
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int comment = lines.get(i).indexOf('#');
            String line = (comment < 0 ? lines.get(i) : lines.get(i).substring(0, comment)).strip();
            if (!line.isEmpty()) {
                try {
                    line(i + 1, line);
                } catch (Wrong wrong) {
                    refusals.add(wrong.at(i + 1));
                }
            }
        }
        missing(lines.size());
        return refusals.isEmpty()
                ? new ScenarioReading(
                        Optional.of(new Scenario(name, story.toString(), List.copyOf(pumps.values()), steps)),
                        List.of())
                : new ScenarioReading(Optional.empty(), refusals);
    }

    private static ScenarioReading refused(Refusal refusal) {
        return new ScenarioReading(Optional.empty(), List.of(refusal));
    }

    private void missing(int lines) {
        String size = lines + " lines";
        if (name.isEmpty() && refusals.isEmpty()) {
            refusals.add(new Refusal(0, size, "names no scenario", "begin with 'scenario NAME'"));
        }
        if (pumps.isEmpty() && refusals.isEmpty()) {
            refusals.add(new Refusal(0, size, "has no pump", "add a line 'pump SERIAL family ...'"));
        }
        if (steps.isEmpty() && refusals.isEmpty()) {
            refusals.add(new Refusal(0, size, "tells nothing", "add a line 'at TIME SERIAL ...'"));
        }
    }

    private void line(int number, String line) throws Wrong {
        Words words = new Words(line);
        String first = words.take("a word");
        switch (first) {
            case "scenario" -> name(words);
            case "story" -> story.append(story.length() == 0 ? "" : " ").append(words.rest("what it is about"));
            case "pump" -> pump(number, words);
            case "at" -> step(number, line, words);
            default -> throw unknown(first, words);
        }
    }

    private Wrong unknown(String first, Words words) {
        if (first.equals("expect") || (pumps.containsKey(first) && words.peek().equals("expect"))) {
            return new Wrong(
                    first, "has no time, and what is expected is so at a time", "write 'at TIME SERIAL expect ...'");
        }
        return pumps.containsKey(first)
                ? new Wrong(first, "has no time", "write 'at TIME " + first + " ...'")
                : new Wrong(first, "begins no line", FIRST_WORDS);
    }

    private void name(Words words) throws Wrong {
        String given = words.take("a name");
        if (!name.isEmpty()) {
            throw new Wrong(given, "is a second name", "keep one scenario in a file");
        }
        if (!NAME.matcher(given).matches()) {
            throw new Wrong(given, "is no name", "use 1 to 60 small letters, digits and hyphens");
        }
        words.end();
        name = given;
    }

    private void pump(int number, Words words) throws Wrong {
        String serial = words.take("a serial");
        if (!steps.isEmpty()) {
            throw new Wrong(serial, "comes after the first time", "put all pumps before the first 'at'");
        }
        if (pumps.containsKey(serial)) {
            throw new Wrong(serial, "is there already", "give each pump a serial of its own");
        }
        if (pumps.size() == MOST_PUMPS) {
            throw new Wrong(serial, "is one pump too many", "have at most " + MOST_PUMPS);
        }
        PumpLine line = new PumpLine(families, number, serial);
        ScenarioPump pump = line.read(words);
        try {
            line.family().check(pump.setup(ANY_CODE, Instant.EPOCH));
        } catch (IllegalArgumentException e) {
            throw new Wrong(serial, "cannot be made so: " + e.getMessage(), "correct what is said of it");
        }
        pumps.put(serial, pump);
        makers.put(serial, line.family());
    }

    private void step(int number, String line, Words words) throws Wrong {
        if (!words.atNumber()) {
            throw new Wrong(
                    words.peek(), "is no time", "write a number and ms, s, min, h or day, as in 'at 2 h 30 min'");
        }
        Duration at = words.time("time");
        if (at.compareTo(latest) < 0) {
            refusals.add(new Wrong(line, "goes back in time", "put the lines in the order of their times").at(number));
        } else {
            latest = at;
        }
        String whom = words.take("the serial of a pump, or 'platform'");
        if (whom.equals(PLATFORM)) {
            words.require("restarts", "the end of the line");
            words.end();
            steps.add(new ScenarioStep(number, line, at, Optional.empty(), new ScenarioAct.Restart()));
            return;
        }
        DeviceFamily family = makers.get(whom);
        ScenarioPump pump = pumps.get(whom);
        if (family == null || pump == null) {
            throw new Wrong(
                    whom,
                    "is no pump of this file",
                    pumps.isEmpty()
                            ? "add a line 'pump " + Words.printable(whom) + " family ...' before the first 'at'"
                            : "choose one of " + pumps.keySet() + ", or add a line for it");
        }
        ScenarioAct act = new ActLine(family, latest).read(words);
        words.end();
        if (act instanceof ScenarioAct.Fill fill) {
            checkFill(family, pump, fill.volume());
        }
        steps.add(new ScenarioStep(number, line, at, Optional.of(whom), act));
    }

    /** Whether so much goes into the pump at all; whether there is room for it when it comes is told by the story. */
    private static void checkFill(DeviceFamily family, ScenarioPump pump, Volume volume) throws Wrong {
        try {
            family.check(pump.holding(volume).setup(ANY_CODE, Instant.EPOCH));
        } catch (IllegalArgumentException e) {
            throw new Wrong(volume.text(), "does not go into " + pump.serial() + ": " + e.getMessage(), "fill less");
        }
    }
}
