// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.FleetSort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed into the search of the fleet is looked for as it is, or refused in words. */
class FleetHostileTextTest {

    /** Texts that no pump holds, whatever they mean to a database. */
    static final List<String> HOSTILE = List.of(
            "%",
            "_",
            "%%",
            "S_1",
            "S%1",
            "!",
            "!%",
            "\\",
            "\\%",
            "'",
            "''",
            "' or '1'='1",
            "'; drop table cisterna_pump; --",
            "\" or \"\" = \"",
            "/* */",
            "--",
            ") or (1 = 1",
            "${1}",
            "{fn now()}",
            "?",
            ":1",
            "\u202e",
            "\u00a0x",
            "\ud83d\udc89",
            "İ",
            "\ufffd");

    @TempDir
    private Path folder;

    private final VirtualTime time = VirtualTime.create(1);
    private final Clinic clinic = new Clinic(time);

    private interface Told {
        void tell(Shelf shelf) throws Exception;
    }

    private void told(Told story) throws Exception {
        time.run(() -> {
            clinic.pair(new PumpId("Acme", "S-1"));
            clinic.enrol(new PumpId("Acme", "S-1"), "H1-2345", Clinic.BACLOFEN, Clinic.BACLOFEN);
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                story.tell(shelf);
            }
        });
    }

    @Test
    void hostileTextFindsNothing() throws Exception {
        told(shelf -> {
            for (String each : HOSTILE) {
                FleetPage page = shelf.page(FleetQuery.first().containing(each));
                assertThat(page.rows()).as("rows for %s", each).isEmpty();
                assertThat(page.total()).as("total for %s", each).isZero();
            }
            assertThat(shelf.page(FleetQuery.first().containing("h1-23 BACLO s-1"))
                            .rows())
                    .extracting(FleetRow::pump)
                    .containsExactly(new PumpId("Acme", "S-1"));
            assertThat(shelf.page(FleetQuery.first().containing(" \t".strip() + "   "))
                            .total())
                    .isEqualTo(1);
        });
    }

    @Test
    void everythingOutOfBoundsIsRefusedInWordsAtOnce() throws Exception {
        told(shelf -> {
            refused(shelf, new FleetQuery("x".repeat(5_000), FleetFilter.ALL, FleetSort.SERIAL, false, 0, 201))
                    .extracting(each -> each.field().orElse(""))
                    .containsExactly("page", "size", "text");
            refused(shelf, FleetQuery.first().page(-3))
                    .extracting(Violation::message)
                    .containsExactly("Pages count from 1.");
            refused(shelf, FleetQuery.first().size(-1)).hasSize(1);
            refused(shelf, FleetQuery.first().containing("a\u0000b")).hasSize(1);
            refused(shelf, FleetQuery.first().containing("a\nb")).hasSize(1);
            refused(shelf, FleetQuery.first().containing("\ud800")).hasSize(1);
            refused(shelf, FleetQuery.first().containing("\udc00\ud800")).hasSize(1);
            refused(shelf, FleetQuery.first().containing("a b c d e f g h i")).hasSize(1);
            assertThat(shelf.records
                            .page(FleetQuery.first().containing("x".repeat(5_000)), Clinic.viewer())
                            .violations()
                            .get(0)
                            .value()
                            .orElse(""))
                    .hasSizeLessThan(100)
                    .contains("5000 characters");
        });
    }

    private static org.assertj.core.api.ListAssert<Violation> refused(Shelf shelf, FleetQuery query) {
        List<Violation> violations = shelf.records.page(query, Clinic.viewer()).violations();
        assertThat(violations).extracting(Violation::code).containsOnly("BAD_VALUE");
        return assertThat(violations);
    }

    @Test
    void aPageBeyondTheEndIsEmptyAndKnowsTheTotal() throws Exception {
        told(shelf -> {
            for (int page : new int[] {2, 1_000_000, Integer.MAX_VALUE}) {
                FleetPage empty = shelf.page(FleetQuery.first().page(page));
                assertThat(empty.rows()).isEmpty();
                assertThat(empty.total()).isEqualTo(1);
                assertThat(empty.pages()).isEqualTo(1);
            }
        });
    }
}
