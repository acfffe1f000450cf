// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.chain.scenario.ReadPump;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.Test;

/**
 * What a visit asks of people, for every family and every solution that a simulated fleet carries: the same refill with other drugs, pumps and
 * strengths. A fleet's burden is counted from these rows.
 */
class RefillBurdenTest {

    private static final Path PAGE = Path.of("../../docs/burden.md");
    private static final Instant VISIT = Instant.parse("2026-03-06T09:00:00Z");
    /** Of a 20 mL reservoir, this uses 12 mL in 60 days. */
    private static final String RATE = "0.2 mL/day";

    private static final int MICROGRAMS_PER_MILLIGRAM = 1_000;

    private final EngineDesk desk = new EngineDesk();

    /** A drug in a solution, in micrograms per millilitre. */
    private record Drug(String name, int strength) {

        Drug twice() {
            return new Drug(name, 2 * strength);
        }

        String shown() {
            return name + " " + strength + " mcg/mL";
        }

        /** At the rate of every pump here: a fifth of a millilitre a day. */
        String daily() {
            return strength / 5 + " mcg/day";
        }
    }

    /** A family, and what its fleet carries, as the fleet's own list has it. */
    private record Row(String words, DeviceFamily family, String model, List<List<Drug>> carried) {}

    private static List<Drug> of(String name, int strength) {
        return List.of(new Drug(name, strength));
    }

    private static List<Row> rows() {
        int mg = MICROGRAMS_PER_MILLIGRAM;
        return List.of(
                new Row(
                        "SynchroMed II class",
                        new SynchromedFamily(),
                        "S2-20",
                        List.of(
                                of("baclofen", 500),
                                of("baclofen", mg),
                                of("baclofen", 2 * mg),
                                of("morphine", 10 * mg),
                                of("hydromorphone", 5 * mg),
                                of("ziconotide", 25),
                                List.of(new Drug("morphine", 10 * mg), new Drug("bupivacaine", 7_500)))),
                new Row(
                        "Prometra II class",
                        new PrometraFamily(),
                        "P2-20",
                        List.of(of("morphine", 5 * mg), of("morphine", 10 * mg), of("morphine", 12_500))),
                new Row(
                        "MedStream class",
                        new MedstreamFamily(),
                        "M3-20",
                        List.of(of("baclofen", 500), of("baclofen", mg), of("morphine", 5 * mg))));
    }

    @Test
    void everyFamilyWithEverySolutionOfTheFleet() throws Exception {
        StringBuilder table =
                new StringBuilder("| family | in the reservoir | refill, the same | twice as strong, bridged |"
                        + " programmed anew after power was lost | what asks |\n|---|---|---|---|---|---|\n");
        for (Row row : rows()) {
            String capabilities =
                    ReadPump.capabilities(row.family(), row.model()).toJson().canonicalText();
            for (List<Drug> carried : row.carried()) {
                List<Drug> strong = carried.stream().map(Drug::twice).toList();
                List<Finding> same = asked(row, order(capabilities, carried, carried, true));
                List<Finding> other = asked(row, order(capabilities, carried, strong, true));
                List<Finding> anew = asked(row, order(capabilities, carried, carried, false));
                List<Finding> all = new ArrayList<>(same);
                all.addAll(other);
                all.addAll(anew);
                table.append("| ")
                        .append(String.join(
                                " | ",
                                row.words(),
                                carried.stream().map(Drug::shown).collect(Collectors.joining(" + ")),
                                Integer.toString(same.size()),
                                Integer.toString(other.size()),
                                Integer.toString(anew.size()),
                                new TreeSet<>(all.stream().map(Finding::code).toList())
                                        .stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "))))
                        .append(" |\n");
            }
        }
        MadePage.holds(PAGE, "RefillBurdenTest", table.toString());
    }

    private List<Finding> asked(Row row, String order) {
        List<Finding> findings = desk.propose(order).findings();
        assertThat(findings)
                .as("%s: an act of routine has nothing that blocks: %s", row.words(), order)
                .noneMatch(each -> each.verdict() == Verdict.BLOCK);
        return findings.stream()
                .filter(each -> each.verdict() == Verdict.CONFIRM)
                .toList();
    }

    private static JsonArray label(List<Drug> drugs) {
        return Json.array(drugs.stream()
                .map(each -> Json.object()
                        .put("drug", each.name())
                        .put("concentration", each.strength() + " mcg/mL")
                        .build())
                .toList());
    }

    /** It ran for a year; now it is filled, with the same dose. Or, not filled, it lost its programme an hour ago. */
    private static String order(String capabilities, List<Drug> had, List<Drug> gets, boolean filled) {
        String since = VISIT.minus(Duration.ofDays(365)).toString();
        Drug first = had.get(0);
        return "{\"pumpTime\":\"" + VISIT + "\",\"indication\":\""
                + (first.name().equals("baclofen") ? "spasticity-spinal" : "chronic-pain") + "\",\"solution\":"
                + label(gets).canonicalText() + ",\"capabilities\":" + capabilities
                + ",\"catheter\":[{\"model\":\"8709\",\"supplied\":\"89 cm\",\"trimmed\":\"24 cm\",\"bore\":\"0.0022 mL/cm\"}]"
                + ",\"running\":{\"programme\":"
                + (filled ? "{\"mode\":\"continuous\",\"rate\":\"" + RATE + "\"}" : "{\"mode\":\"stopped\"}")
                + ",\"solution\":" + label(had).canonicalText() + "},\"lastTherapeutic\":"
                + Json.array(had.stream()
                                .map(each -> Json.object()
                                        .put("drug", each.name())
                                        .put("rate", each.daily())
                                        .put("since", since)
                                        .build())
                                .toList())
                        .canonicalText()
                + ",\"order\":{\"mode\":\"continuous\",\"daily\":\"" + first.daily() + "\"}"
                + (filled
                        ? ",\"content\":{\"fill\":{\"residual\":\"1.4 mL\",\"residualSolution\":"
                                + label(had).canonicalText() + ",\"volume\":\"18 mL\"}}"
                        : "")
                + ",\"supply\":{\"volume\":\"18 mL\",\"compounded\":\"" + VISIT.minus(Duration.ofDays(1))
                + "\",\"stability\":\"90 day\",\"lead\":\"7 day\"}}";
    }
}
