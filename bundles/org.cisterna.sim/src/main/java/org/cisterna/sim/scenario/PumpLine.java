// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.scenario.Words.Wrong;

/** What is said of a pump, in any order. Used once. */
final class PumpLine {

    private static final List<String> NEEDED = List.of("family", "model", "holds", "catheter", "runs");

    private final Collection<DeviceFamily> families;
    private final int line;
    private final String serial;
    private Optional<DeviceFamily> family = Optional.empty();
    private String model = "";
    private Volume fill = Volume.ZERO;
    private Map<String, Concentration> content = Map.of();
    private Volume catheter = Volume.ZERO;
    private List<DaySchedule.Step> programme = List.of();
    private Duration age = Duration.ZERO;

    PumpLine(Collection<DeviceFamily> families, int line, String serial) {
        this.families = families;
        this.line = line;
        this.serial = serial;
    }

    DeviceFamily family() {
        return family.orElseThrow();
    }

    ScenarioPump read(Words words) throws Wrong {
        if (!serial.matches("[A-Za-z0-9-]{1,32}") || serial.equals("platform")) {
            throw new Wrong(serial, "is no serial", "use 1 to 32 letters, digits and hyphens");
        }
        Set<String> said = new LinkedHashSet<>();
        while (!words.isDone()) {
            String what = words.take("what the pump is");
            if (!said.add(what)) {
                throw new Wrong(what, "is said twice", "say it once");
            }
            said(what, words);
        }
        List<String> left = new ArrayList<>(NEEDED);
        left.removeAll(said);
        if (!left.isEmpty()) {
            throw new Wrong(
                    serial, "lacks " + String.join(", ", left), "say " + NEEDED + ", and how old it is, with 'age'");
        }
        if (!family().models().contains(model)) {
            throw new Wrong(model, "is no model of " + family().name(), "choose one of " + family().models());
        }
        return new ScenarioPump(line, serial, family().name(), model, fill, content, catheter, programme, age);
    }

    private void said(String what, Words words) throws Wrong {
        switch (what) {
            case "family" -> family = Optional.of(family(words.take("a family")));
            case "model" -> model = words.take("a model");
            case "holds" -> {
                fill = words.volume("volume");
                words.require("of", "the drug and its concentration");
                content = words.drugs();
            }
            case "catheter" -> catheter = words.volume("volume");
            case "runs" -> programme = words.takes("nothing") ? List.of() : steps(ActLine.programme(words));
            case "age" -> age = words.time("age");
            default ->
                throw new Wrong(what, "says nothing of a pump", "say " + NEEDED + ", and how old it is, with 'age'");
        }
    }

    private DeviceFamily family(String name) throws Wrong {
        return families.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Wrong(
                        name,
                        "is no family of simulated pumps",
                        "choose one of "
                                + families.stream()
                                        .map(DeviceFamily::name)
                                        .sorted()
                                        .toList()));
    }

    private static List<DaySchedule.Step> steps(Programme programme) {
        return programme instanceof Programme.Flex flex
                ? flex.steps().stream()
                        .map(each -> new DaySchedule.Step(
                                each.start().minute(), each.rate().nanolitresPerDay()))
                        .toList()
                : List.of(new DaySchedule.Step(0, programme.rates().get(0).nanolitresPerDay()));
    }
}
