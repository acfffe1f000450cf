// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/**
 * What a year with one pump asks of people: every alarm that its device sounds and every question that the engine puts, act by act. Too many of
 * either are answered without being read. A year of refills at one concentration and the acts that come up beside them; virtual time.
 */
class BurdenTest {

    private static final Path PAGE = Path.of("../../docs/burden.md");
    private static final Instant YEAR = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS = 365;

    private static final String PUMP =
            """
            {"rateMin":"0.048 mL/day","rateMax":"24 mL/day","rateGrid":"0.001 mL/day","maxSteps":13,"stepGrid":"1 min",
             "reservoirCapacity":"20 mL","residualVolume":"1.4 mL","tubingVolume":"0.14 mL","lowReservoir":"2 mL",
             "accuracyPerMille":145,"reservoirSource":"CALCULATED","interimStop":"1 min","functions":{
             "bridge":{"durationGrid":"1 h","longest":"30 day"},"prime":{"volumeGrid":"0.0001 mL","rate":"24 mL/day"},
             "bolus":{"volumeGrid":"0.0001 mL","durationGrid":"1 min","highestRate":"24 mL/day","basal":"ADDED","after":"RETURNS"},
             "minimumRate":"0.048 mL/day","dayPatterns":1}}""";
    private static final String STRONG = "[{\"drug\":\"baclofen\",\"concentration\":\"2000 mcg/mL\"}]";
    private static final String WEAK = "[{\"drug\":\"baclofen\",\"concentration\":\"500 mcg/mL\"}]";

    /** What one kind of act asked, all times that it was done together. */
    private static final class Asked {
        private int times;
        private int confirms;
        private int byTwo;
        private int blocks;
        private int most;
        private final List<String> codes = new ArrayList<>();

        void add(List<Finding> findings) {
            times++;
            int here = 0;
            for (Finding each : findings) {
                blocks += each.verdict() == Verdict.BLOCK ? 1 : 0;
                if (each.verdict() == Verdict.CONFIRM) {
                    here++;
                    byTwo += each.twoPersons() ? 1 : 0;
                    if (!codes.contains(each.code())) {
                        codes.add(each.code());
                    }
                }
            }
            confirms += here;
            most = Math.max(most, here);
        }
    }

    private final EngineDesk desk = new EngineDesk();
    private final Map<String, Asked> acts = new LinkedHashMap<>();
    private int alarmsBetweenVisits;
    private int visits;

    @Test
    void aRoutineRefillAsksAtMostOnceAndAHealthyPumpIsSilentBetweenVisits() throws IOException {
        theYear();
        theActsBeside();

        assertThat(alarmsBetweenVisits).as("alarms between visits").isZero();
        assertThat(visits).as("refills in a year").isBetween(4, 6);
        assertThat(act("Refill at the same concentration").most).isLessThanOrEqualTo(1);
        assertThat(acts.values()).allSatisfy(each -> assertThat(each.blocks).isZero());
        assertThat(act("Rise within the policy").most).isZero();
        assertThat(act("Fall within a fifth").most).isZero();
        MadePage.holds(PAGE, "BurdenTest", table());
    }

    /** A comparison that cannot fail proves nothing: a pump that is left alone until it is low does sound, and is counted. */
    @Test
    void aPumpThatNobodyRefillsIsHeard() throws IOException {
        SimulatedDevice device = device(YEAR, new Volume(3_000_000));
        for (int day = 1; day <= 30; day++) {
            live(device, YEAR.plus(DAY.multipliedBy(day)));
        }
        assertThat(alarmsBetweenVisits)
                .as("low, empty, and not delivering for two days")
                .isEqualTo(3);
    }

    /** From fill to fill: the date of each visit is the engine's own. */
    private void theYear() throws IOException {
        Instant filled = YEAR;
        Instant end = YEAR.plus(DAY.multipliedBy(DAYS));
        SimulatedDevice device = device(filled, new Volume(20_000_000));
        Proposal proposal = desk.propose(order(filled, STRONG, "280 mcg/day", "20 mL", ""));
        while (true) {
            Instant visit = proposal.outlook().dates().orElseThrow().refillBy().orElseThrow();
            boolean last = visit.isAfter(end);
            for (Instant day = filled.plus(DAY); day.isBefore(last ? end : visit); day = day.plus(DAY)) {
                live(device, day);
            }
            if (last) {
                return;
            }
            live(device, visit);
            visits++;
            List<Finding> findings = new ArrayList<>(refillSteps(device));
            proposal = desk.propose(order(visit, STRONG, "280 mcg/day", "20 mL", fill(STRONG)));
            findings.addAll(proposal.findings());
            act("Refill at the same concentration").add(findings);
            filled = visit;
            device = device(filled, new Volume(20_000_000));
        }
    }

    /** Emptied, looked at, filled: what the device really held against what its firmware counted. */
    private List<Finding> refillSteps(SimulatedDevice device) throws IOException {
        String expected = device.describe().string("calculatedReservoir");
        Volume drawn = new Volume(device.withdraw(new Volume(20_000_000)).picolitres() / 1_000);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(desk.calculate("{\"function\":\"refill-check\",\"filled\":\"20 mL\",\"expected\":\"" + expected
                + "\",\"withdrawn\":\"" + drawn.text()
                + "\",\"withdrawnAgain\":false,\"readingTolerance\":\"0.5 mL\",\"accuracyPerMille\":145}"));
        findings.addAll(desk.calculate("{\"function\":\"content-check\",\"order\":" + STRONG + ",\"first\":" + STRONG
                + ",\"firstPerson\":\"nurse-1\",\"second\":" + STRONG
                + ",\"secondPerson\":\"nurse-2\",\"daily\":\"280 mcg/day\"}"));
        findings.addAll(
                desk.calculate("{\"function\":\"refill-plan\",\"residual\":\"1.4 mL\",\"residualSolution\":" + STRONG
                        + ",\"fill\":\"20 mL\",\"solution\":" + STRONG
                        + ",\"daily\":\"280 mcg/day\",\"programmeWith\":\"label\",\"capabilities\":" + PUMP + "}"));
        findings.addAll(
                desk.calculate("{\"function\":\"pocket-fill\",\"injected\":\"20 mL\",\"reservoirCapacity\":\"20 mL\","
                        + "\"aspiratedBack\":\"2 mL\",\"solution\":" + STRONG + "}"));
        return findings;
    }

    private void theActsBeside() {
        act("Rise within the policy")
                .add(desk.propose(order(YEAR, STRONG, "308 mcg/day", "12 mL", ""))
                        .findings());
        act("Fall within a fifth")
                .add(desk.propose(order(YEAR, STRONG, "252 mcg/day", "12 mL", ""))
                        .findings());
        act("Rise of half")
                .add(desk.propose(order(YEAR, STRONG, "420 mcg/day", "12 mL", ""))
                        .findings());
        act("Refill at another concentration, bridged")
                .add(desk.propose(order(YEAR, WEAK, "280 mcg/day", "20 mL", fill(STRONG)))
                        .findings());
        act("Stop by order")
                .add(desk.propose(order(YEAR, STRONG, "", "12 mL", "")
                                .replace("\"mode\":\"continuous\",\"daily\":\"\"", "\"mode\":\"stop\""))
                        .findings());
        act("Before a scan").add(desk.calculate(mri("before", "")));
        act("After a scan")
                .add(desk.calculate(mri(
                        "after",
                        ",\"scanEnd\":\"2026-01-05T06:00:00Z\",\"stallLogged\":true,\"recoveryLogged\":true,\"apart\":\"20 min\","
                                + "\"bound\":\"4 h\",\"readings\":[{\"at\":\"2026-01-05T07:00:00Z\",\"running\":true},"
                                + "{\"at\":\"2026-01-05T07:30:00Z\",\"running\":true}]")));
    }

    private static String mri(String phase, String more) {
        return "{\"function\":\"mri-check\",\"pumpClass\":\"stalls-and-recovers\",\"phase\":\"" + phase
                + "\",\"drug\":\"baclofen\",\"concentration\":\"2000 mcg/mL\",\"at\":\"" + YEAR + "\""
                + (more.isEmpty() ? ",\"readings\":[]" : more) + "}";
    }

    /** The pump runs 280 mcg/day of the strong solution, for 30 days already. */
    private static String order(Instant now, String solution, String daily, String volume, String content) {
        return "{\"pumpTime\":\"" + now + "\",\"indication\":\"spasticity-spinal\",\"solution\":" + solution
                + ",\"capabilities\":" + PUMP
                + ",\"catheter\":[{\"model\":\"8709\",\"supplied\":\"89 cm\",\"trimmed\":\"24 cm\",\"bore\":\"0.0022 mL/cm\"}]"
                + ",\"running\":{\"programme\":{\"mode\":\"continuous\",\"rate\":\"0.14 mL/day\"},\"solution\":"
                + STRONG
                + "},\"lastTherapeutic\":[{\"drug\":\"baclofen\",\"rate\":\"280 mcg/day\",\"since\":\""
                + now.minus(DAY.multipliedBy(30)) + "\"}],\"order\":{\"mode\":\"continuous\",\"daily\":\"" + daily
                + "\"}" + content + ",\"supply\":{\"volume\":\"" + volume + "\",\"compounded\":\"" + now.minus(DAY)
                + "\",\"stability\":\"90 day\",\"lead\":\"7 day\"}}";
    }

    private static String fill(String residual) {
        return ",\"content\":{\"fill\":{\"residual\":\"1.4 mL\",\"residualSolution\":" + residual
                + ",\"volume\":\"20 mL\"}}";
    }

    private Asked act(String name) {
        return acts.computeIfAbsent(name, any -> new Asked());
    }

    private static SimulatedDevice device(Instant filled, Volume fill) throws IOException {
        return new SynchromedFamily()
                .open(
                        new DeviceSetup(
                                "synchromed",
                                "S2-20",
                                "S2-000001",
                                "31415926",
                                filled,
                                new Volume(143_000),
                                fill,
                                Map.of("baclofen", new Concentration(2_000_000)),
                                List.of(new DaySchedule.Step(0, 140_000))),
                        DeviceMemory.open(new SimulatedStorage(1), "device"),
                        Randomness.seeded(1),
                        filled);
    }

    private void live(SimulatedDevice device, Instant until) {
        long before = device.describe().number("alarms");
        device.advanceTo(until);
        alarmsBetweenVisits += Long.bitCount(device.describe().number("alarms") & ~before);
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                "In " + DAYS + " simulated days: " + visits + " refills, "
                        + alarmsBetweenVisits + " alarms between visits.\n\n"
                        + "| act | done | CONFIRM, each at most | in all | of them by two persons | what asks |\n|---|---|---|---|---|---|\n");
        acts.forEach((name, asked) -> table.append("| ")
                .append(String.join(
                        " | ",
                        name,
                        asked.times + "×",
                        String.valueOf(asked.most),
                        String.valueOf(asked.confirms),
                        String.valueOf(asked.byTwo),
                        String.join(
                                ", ",
                                asked.codes.stream()
                                        .map(each -> "`" + each + "`")
                                        .toList())))
                .append(" |\n"));
        return table.toString();
    }
}
