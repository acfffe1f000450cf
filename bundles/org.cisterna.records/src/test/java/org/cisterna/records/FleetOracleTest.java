// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cisterna.pump.PumpId;
import org.cisterna.records.GeneratedFleet.Expected;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.FleetSort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 2,000 pumps made by chance: what is found, counted and sorted is what plain Java finds, counts and sorts. */
class FleetOracleTest {

    private static final int PUMPS = 2_000;
    private static final int THINGS = 6_000;

    @TempDir
    private Path folder;

    private final VirtualTime time = VirtualTime.create(Seeds.seed("FleetOracleTest"));
    private final Clinic clinic = new Clinic(time);
    private final RandomGenerator random = time.randomness().stream("questions");

    @Test
    void everyFilterInEveryOrderIsWhatANaiveLookFinds() throws Exception {
        time.run(() -> {
            GeneratedFleet fleet = new GeneratedFleet(clinic, time.randomness().stream("fleet"));
            fleet.enter(PUMPS, THINGS);
            time.leapPumpTime(Duration.ofDays(9));
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                shelf.whole();
                counts(shelf, fleet);
                for (FleetFilter filter : FleetFilter.values()) {
                    for (FleetSort sort : FleetSort.values()) {
                        check(shelf, fleet, "", filter, sort, random.nextBoolean());
                    }
                }
                List<Expected> all = new ArrayList<>(fleet.expected.values());
                all.sort(Comparator.comparingLong(each -> each.place));
                for (int i = 0; i < 60; i++) {
                    check(
                            shelf,
                            fleet,
                            text(all.get(random.nextInt(all.size()))),
                            List.of(FleetFilter.values()).get(random.nextInt(FleetFilter.values().length)),
                            List.of(FleetSort.values()).get(random.nextInt(FleetSort.values().length)),
                            random.nextBoolean());
                }
                for (int i = 0; i < 200; i++) {
                    row(shelf, all.get(random.nextInt(all.size())));
                }
            }
        });
    }

    /** Part of what is written of a pump, sometimes two parts, sometimes in other letters, sometimes with what nobody has. */
    private String text(Expected one) {
        List<String> words = List.of(
                one.pump.serial(),
                one.pump.manufacturer().split(" ", -1)[0],
                one.patient,
                one.enrolled.primary().drug());
        String word = words.get(random.nextInt(words.size()));
        if (word.isEmpty()) {
            return "%";
        }
        int from = random.nextInt(word.length());
        String part = word.substring(from, random.nextInt(from, word.length()) + 1);
        return switch (random.nextInt(6)) {
            case 0 -> part.toUpperCase(java.util.Locale.ROOT);
            case 1 -> part + " " + one.pump.serial();
            case 2 -> part + "_";
            default -> part;
        };
    }

    private void check(
            Shelf shelf, GeneratedFleet fleet, String text, FleetFilter filter, FleetSort sort, boolean descending) {
        Instant now = time.pump().now();
        Comparator<Expected> order = (one, other) -> compare(one.key(sort), other.key(sort));
        List<PumpId> right = fleet.expected.values().stream()
                .filter(each -> each.passes(filter, now) && each.holds(text))
                .sorted(descending ? order.reversed() : order)
                .map(each -> each.pump)
                .toList();
        int size = random.nextInt(random.nextInt(20) == 0 ? FleetQuery.MAX_SIZE : 60) + 1;
        int last = Math.max(1, (right.size() + size - 1) / size);
        for (int number : List.of(1, random.nextInt(1, last + 1), last + 1)) {
            FleetQuery query = new FleetQuery(text, filter, sort, descending, number, size);
            FleetPage page = shelf.page(query);
            assertThat(page.total()).as("total of %s", query).isEqualTo(right.size());
            assertThat(page.pages()).as("pages of %s", query).isEqualTo(last);
            int from = Math.min(right.size(), (number - 1) * size);
            assertThat(page.rows())
                    .as("rows of %s", query)
                    .extracting(FleetRow::pump)
                    .containsExactlyElementsOf(right.subList(from, Math.min(right.size(), from + size)));
            assertThat(page.view().behind()).isZero();
            assertThat(page.view().position()).isEqualTo(clinic.ledger.size());
        }
    }

    private void counts(Shelf shelf, GeneratedFleet fleet) {
        Instant now = time.pump().now();
        FleetPage page = shelf.page(FleetQuery.first());
        for (FleetFilter each : FleetFilter.values()) {
            long count = fleet.expected.values().stream()
                    .filter(one -> one.passes(each, now))
                    .count();
            assertThat(page.count(each)).as("count of %s", each).isEqualTo(count);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // keys of one order have the same types
    private static int compare(List<Comparable<?>> one, List<Comparable<?>> other) {
        for (int i = 0; i < one.size(); i++) {
            int difference = ((Comparable) one.get(i)).compareTo(other.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private void row(Shelf shelf, Expected one) {
        Instant now = time.pump().now();
        FleetRow row = shelf.row(one.pump);
        assertThat(row.patient().map(each -> each.text()).orElse("")).isEqualTo(one.patient);
        assertThat(row.reading().map(each -> each.house())).isEqualTo(one.read);
        assertThat(row.reading().flatMap(each -> each.snapshot().solution())).isEqualTo(one.told);
        assertThat(row.projection().map(each -> each.emptyAt())).isEqualTo(one.empty);
        assertThat(row.projection().map(each -> each.refillBy())).isEqualTo(one.refill);
        assertThat(row.overdue())
                .extracting(FleetRow.Due::since)
                .containsExactlyElementsOf(
                        one.dues().stream().filter(each -> !each.isAfter(now)).toList());
        assertThat(row.unknown().isPresent()).isEqualTo(one.unknown);
        assertThat(row.contentDiffers()).isEqualTo(one.differs());
        assertThat(row.reviews()).extracting(FleetRow.OwedReview::due).containsExactlyElementsOf(one.alone);
        assertThat(row.visit().isPresent()).isEqualTo(one.visit);
        assertThat(row.standstill().isPresent()).isEqualTo(one.passes(FleetFilter.STOPPED, now));
        assertThat(row.revision()).isEqualTo(one.revision);
    }
}
