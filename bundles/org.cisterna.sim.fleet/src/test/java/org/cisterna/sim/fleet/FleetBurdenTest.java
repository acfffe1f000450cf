// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a fleet asks of people in a year: the alarms of its pumps, and the engine's questions for the acts that they need. Holds its page. */
class FleetBurdenTest {

    private static final Path PAGE = Path.of("../../docs/fleet-burden.md");
    private static final Path ACTS = Path.of("../../docs/burden.md");
    private static final String BEGIN = "<!-- made by FleetBurdenTest: begin -->\n";
    private static final String END = "<!-- end -->\n";
    private static final long SEED = 20260105;
    private static final int PUMPS = 3_000;
    private static final int DAYS = 365;
    /** A number that each list's length divides, so that a mean is whole. */
    private static final long EVENLY = 420;

    private final StringBuilder page = new StringBuilder();

    @Test
    void thePageSaysWhatTheFleetAsks() throws IOException {
        Fleet fleet = new Fleet(new FleetOrder(
                PUMPS, DAYS, SEED, Instant.parse("2026-01-05T00:00:00Z"), FleetOrder.usualShares(), Workload.USUAL));
        fleet.work();
        FleetResult result = fleet.result();

        page.append(String.format(
                Locale.ROOT,
                "`./cisterna simulate --pumps %d --days %d --seed %d` comes to the same fleet, digest `%s`: %s. Workload: %s.\n\n",
                PUMPS,
                DAYS,
                SEED,
                result.digest().text(),
                Arrays.stream(FleetFamily.values())
                        .map(family -> String.format(
                                Locale.ROOT,
                                "%,d pumps of the %s",
                                result.pumps().getOrDefault(family, 0L),
                                name(family)))
                        .collect(Collectors.joining(", ")),
                Workload.USUAL.text()));
        alarms(result);
        visits(result);
        holdsThePage();
    }

    private void alarms(FleetResult result) {
        page.append("| alarms in 100 pump-years |");
        for (FleetFamily family : FleetFamily.values()) {
            page.append(' ').append(name(family)).append(" |");
        }
        page.append(" all |\n|---|---|---|---|---|---|\n");
        long[] all = new long[FleetFamily.values().length];
        for (FleetAlarm alarm : FleetAlarm.values()) {
            if (result.alarms(alarm) > 0) {
                long[] counts = Arrays.stream(FleetFamily.values())
                        .mapToLong(family ->
                                result.alarms().getOrDefault(family, Map.of()).getOrDefault(alarm, 0L))
                        .toArray();
                row("`" + alarm + "`", result, counts);
                Arrays.setAll(all, i -> all[i] + counts[i]);
            }
        }
        row("all", result, all);
        assertThat(Arrays.stream(all).sum())
                .as("a fleet that never sounds proves nothing")
                .isPositive();
    }

    private static String name(FleetFamily family) {
        return switch (family) {
            case SYNCHROMED -> "SynchroMed II class";
            case PROMETRA -> "Prometra II class";
            case MEDSTREAM -> "MedStream class";
            case CODMAN -> "Codman 3000 class";
        };
    }

    private void row(String what, FleetResult result, long[] counts) {
        page.append("| ").append(what);
        long pumps = 0;
        FleetFamily[] families = FleetFamily.values();
        for (int i = 0; i < families.length; i++) {
            long of = result.pumps().getOrDefault(families[i], 0L);
            page.append(" | ").append(rate(counts[i], of, 100));
            pumps += of;
        }
        page.append(" | ").append(rate(Arrays.stream(counts).sum(), pumps, 100)).append(" |\n");
    }

    /** Of so many pump-years, with one digit behind the point. */
    private static String rate(long count, long pumps, long pumpYears) {
        long tenths = (20 * count * pumpYears * 365 / (pumps * DAYS) + 1) / 2;
        return tenths / 10 + "." + tenths % 10;
    }

    private void visits(FleetResult result) throws IOException {
        page.append(
                "\n| visits in a pump-year | done | CONFIRM each, by drug and pump | in a pump-year |\n|---|---|---|---|\n");
        visit("Refill at the same concentration", result, result.acts(FleetAct.REFILL), 2, 1);
        visit("Refill at another concentration, bridged", result, result.acts(FleetAct.REFILL_OTHER), 3, 1);
        visit(
                "Programmed anew after a fault, in 100 pump-years",
                result,
                result.acts(FleetAct.REPAIR_PROGRAMMED),
                4,
                100);
        page.append("| Replacement of a pump | ")
                .append(rate(result.acts(FleetAct.REPLACEMENT), PUMPS, 1))
                .append(
                        " | not an act of the engine | |\n| Repair of a fault without a programme, in 100 pump-years | ")
                .append(rate(result.acts(FleetAct.REPAIR), PUMPS, 100))
                .append(" | not an act of the engine | |\n| Calibration of a fill-level sensor | ")
                .append(rate(result.acts(FleetAct.CALIBRATION), PUMPS, 1))
                .append(" | not an act of the engine | |\n");
        long asked = result.acts(FleetAct.BOLUS_GRANTED) + result.acts(FleetAct.BOLUS_REFUSED);
        page.append("\nOver all pumps, patients asked for ")
                .append(rate(asked, PUMPS, 1))
                .append(" boluses in a pump-year, of which ")
                .append(rate(result.acts(FleetAct.BOLUS_REFUSED), PUMPS, 1))
                .append(" were refused. A refusal is in the pump's log and is no alarm.\n");
    }

    /**
     * One kind of visit. A fleet draws its therapies evenly from the list of a family, and each of its pumps is visited as often as any other; so what
     * a visit asks is the mean over a family's list, and that of a fleet the mean by the number of its pumps.
     *
     * @param column of the table in docs/burden.md
     */
    private void visit(String act, FleetResult result, long count, int column, long pumpYears) throws IOException {
        long least = Long.MAX_VALUE;
        long most = 0;
        long weighed = 0;
        for (FleetFamily family : FleetFamily.values()) {
            List<Long> each = confirms(family, column);
            long sum = each.stream().mapToLong(Long::longValue).sum();
            least = Math.min(least, Collections.min(each));
            most = Math.max(most, Collections.max(each));
            weighed += result.pumps().getOrDefault(family, 0L) * sum * EVENLY / each.size();
        }
        page.append("| ")
                .append(act)
                .append(" | ")
                .append(rate(count, PUMPS, pumpYears))
                .append(" | ")
                .append(least + " to " + most)
                .append(" | ")
                .append(rate(count * weighed / EVENLY, (long) PUMPS * PUMPS, pumpYears))
                .append(" |\n");
    }

    /** As the page on the acts has it, which the engine's own test holds; a pump without telemetry is never programmed, and its record asks two people. */
    private static List<Long> confirms(FleetFamily family, int column) throws IOException {
        if (family == FleetFamily.CODMAN) {
            return List.of(0L);
        }
        List<Long> each = Files.readAllLines(ACTS).stream()
                .filter(line -> line.startsWith("| " + name(family) + " |"))
                .map(line -> Long.valueOf(line.split("\\|", -1)[column + 1].trim()))
                .toList();
        assertThat(each).as("rows of docs/burden.md about %s", family).hasSizeGreaterThanOrEqualTo(3);
        return each;
    }

    private void holdsThePage() throws IOException {
        String made = page.toString();
        String whole = Files.readString(PAGE);
        int begin = whole.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("cisterna.write")) {
            Files.writeString(PAGE, whole.substring(0, begin) + made + whole.substring(whole.indexOf(END)));
            whole = Files.readString(PAGE);
        }
        assertThat(whole.substring(begin, whole.indexOf(END)))
                .as("docs/fleet-burden.md is stale; write it with -Dcisterna.write=true")
                .isEqualTo(made);
    }
}
