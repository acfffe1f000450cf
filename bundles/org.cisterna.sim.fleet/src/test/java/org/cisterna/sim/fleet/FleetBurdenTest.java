// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
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
        page.append("\n| visits in a pump-year | done | CONFIRM, each at most | in a pump-year |\n|---|---|---|---|\n");
        visit("Refill at the same concentration", result.acts(FleetAct.REFILL));
        visit("Refill at another concentration, bridged", result.acts(FleetAct.REFILL_OTHER));
        page.append("| Replacement of a pump | ")
                .append(rate(result.acts(FleetAct.REPLACEMENT), PUMPS, 1))
                .append(" | not an act of the engine | |\n| Repair of a fault, in 100 pump-years | ")
                .append(rate(result.acts(FleetAct.REPAIR) + result.acts(FleetAct.REPAIR_PROGRAMMED), PUMPS, 100))
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

    private void visit(String act, long count) throws IOException {
        long most = confirms(act);
        page.append("| ")
                .append(act)
                .append(" | ")
                .append(rate(count, PUMPS, 1))
                .append(" | ")
                .append(most)
                .append(" | ")
                .append(rate(count * most, PUMPS, 1))
                .append(" |\n");
    }

    /** As the page on the acts has it, which the engine's own test holds. */
    private static long confirms(String act) throws IOException {
        List<String> rows = Files.readAllLines(ACTS).stream()
                .filter(line -> line.startsWith("| " + act + " |"))
                .toList();
        assertThat(rows).as("rows of docs/burden.md about %s", act).hasSize(1);
        return Long.parseLong(rows.get(0).split("\\|", -1)[3].trim());
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
