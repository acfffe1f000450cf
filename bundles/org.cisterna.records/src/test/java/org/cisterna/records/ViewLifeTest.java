// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.SearchEntry;
import org.cisterna.pump.PumpId;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view can be lost, spoilt, of another ledger or another version, and killed at any step: it says so and is right again by itself. */
class ViewLifeTest {

    @TempDir
    private Path folder;

    private final VirtualTime time = VirtualTime.create(Seeds.seed("ViewLifeTest"));
    private final Clinic clinic = new Clinic(time);

    private interface Told {
        void tell() throws Exception;
    }

    private void told(Told story) throws Exception {
        time.run(() -> {
            new GeneratedFleet(clinic, time.randomness().stream("fleet")).enter(60, 300);
            // that somebody looked is not to change what is looked at
            clinic.ledger.refuseEntriesThat(each -> each.type().equals(SearchEntry.TYPE));
            story.tell();
        });
    }

    private Path file() {
        return folder.resolve("view.mv.db");
    }

    /** Everything the view answers: the fleet, row by row, and all entries. */
    private static List<Object> all(Shelf shelf) {
        FleetPage page = shelf.page(FleetQuery.first().size(200));
        EntryAnswer entries = shelf.records.search(EntryQuery.newest(200), Clinic.AUDREY);
        return List.of(
                page.rows(),
                page.counts(),
                page.view().position(),
                page.view().behind(),
                ((EntryPage) entries).entries(),
                ((EntryPage) entries).matches());
    }

    private List<Object> whole() throws SQLException {
        try (Shelf shelf = Shelf.in(folder, clinic)) {
            return all(shelf.whole());
        }
    }

    @Test
    void aViewThatIsFoundGoesOnWhereItStood() throws Exception {
        told(() -> {
            List<Object> before = whole();
            assertThat(file()).exists();
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                assertThat(all(shelf)).isEqualTo(before);
                assertThat(shelf.keeper.state().words()).isEmpty();
                PumpId fresh = new PumpId("Acme", "NEW-1");
                clinic.pair(fresh);
                assertThat(shelf.page(FleetQuery.first().containing("new-1")).rows())
                        .extracting(FleetRow::pump)
                        .containsExactly(fresh);
            }
        });
    }

    @Test
    void aDeletedViewIsBuiltAgain() throws Exception {
        told(() -> {
            List<Object> before = whole();
            Files.delete(file());
            assertThat(whole()).isEqualTo(before);
        });
    }

    @Test
    void aSpoiltFileIsPutAsideAndBuiltAgainAndSaysSo() throws Exception {
        told(() -> {
            List<Object> before = whole();
            int said = 0;
            for (byte[] spoilt : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[100_000], halfOf(file()))) {
                Files.write(file(), spoilt);
                try (Shelf shelf = Shelf.in(folder, clinic)) {
                    shelf.keeper.fold(10, true);
                    boolean damaged = shelf.keeper.state().words().contains("is damaged");
                    said += damaged ? 1 : 0;
                    if (damaged) {
                        assertThat(shelf.keeper.state().words())
                                .contains("kept as", "built again")
                                .contains("entries are still to come");
                        assertThat(folder.resolve("view-damaged.mv.db")).hasBinaryContent(spoilt);
                    }
                    assertThat(all(shelf.whole())).isEqualTo(before);
                    assertThat(shelf.keeper.state().words()).isEmpty();
                }
            }
            assertThat(said).isPositive(); // what is too short to be a file of the database passes for an empty one
        });
    }

    private static byte[] halfOf(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        byte[] half = new byte[all.length];
        System.arraycopy(all, 0, half, 0, all.length / 3);
        return half;
    }

    @Test
    void aViewOfAnotherLedgerOrAheadOfItIsBuiltAgain() throws Exception {
        told(() -> {
            whole();
            VirtualTime otherTime = VirtualTime.create(7);
            Clinic other = new Clinic(otherTime);
            otherTime.run(() -> {
                // one with as many entries, then one with fewer
                new GeneratedFleet(other, otherTime.randomness().stream("other")).enter(60, 400);
                try (Shelf shelf = new Shelf(otherTime, new FileDatabase(folder, Shelf.H2), other.ledger)) {
                    shelf.keeper.fold(1, true);
                    assertThat(shelf.keeper.state().words()).contains("is not of this ledger", "is another one");
                    shelf.whole();
                    assertThat(shelf.page(FleetQuery.first()).total()).isEqualTo(60);
                }
                Clinic shorter = new Clinic(otherTime);
                shorter.pair(new PumpId("Acme", "ONLY-1"));
                try (Shelf shelf = new Shelf(otherTime, new FileDatabase(folder, Shelf.H2), shorter.ledger)) {
                    assertThat(shelf.page(FleetQuery.first()).rows())
                            .extracting(each -> each.pump().serial())
                            .containsExactly("ONLY-1");
                }
            });
        });
    }

    @Test
    void aLedgerThatIsReplacedWhileTheViewIsOpenIsNoticed() throws Exception {
        told(() -> {
            Clinic next = new Clinic(time);
            next.pair(new PumpId("Acme", "NEXT-1"));
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                assertThat(shelf.whole().page(FleetQuery.first()).total()).isEqualTo(60);
                shelf.keeper.remove(clinic.ledger);
                FleetPage without = shelf.page(FleetQuery.first());
                assertThat(without.total()).isEqualTo(60);
                assertThat(without.view().words()).contains("The ledger is not there");
                assertThat(shelf.records.search(EntryQuery.newest(1), Clinic.AUDREY))
                        .isInstanceOf(EntryAnswer.Refused.class);
                shelf.keeper.add(next.ledger);
                assertThat(shelf.page(FleetQuery.first()).total()).isEqualTo(1);
            }
        });
    }

    @Test
    void aViewOfAnotherVersionIsBuiltAgain() throws Exception {
        told(() -> {
            List<Object> before = whole();
            FileDatabase database = new FileDatabase(folder, Shelf.H2);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("update cisterna_position set schema_version = 0");
            }
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                shelf.keeper.fold(1, true);
                assertThat(shelf.keeper.state().words())
                        .contains("it has version 0", "makes version " + Schema.VERSION);
                assertThat(all(shelf.whole())).isEqualTo(before);
            }
        });
    }

    @Test
    void aTableThatIsMissingIsNoticedAndBuiltAgain() throws Exception {
        told(() -> {
            List<Object> before = whole();
            FileDatabase database = new FileDatabase(folder, Shelf.H2);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table cisterna_subject");
            }
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                for (int i = 0; i < 4 && shelf.keeper.behind() >= 0; i++) {
                    shelf.records.page(FleetQuery.first(), Clinic.viewer());
                    time.advance(ViewKeeper.PAUSE);
                }
                assertThat(all(shelf.whole())).isEqualTo(before);
            }
        });
    }

    @Test
    void whateverStepOfABatchDiesNoRowIsMissingOrTwice() throws Exception {
        told(() -> {
            List<Object> before = whole();
            Files.delete(file());
            int deaths = 0;
            for (int step = 1; step < 400; step += 1 + step / 8) {
                MortalFactory mortal = new MortalFactory(step);
                try (Shelf shelf = new Shelf(time, new FileDatabase(folder, mortal), clinic.ledger)) {
                    shelf.keeper.fold(40, true);
                    shelf.keeper.fold(40, true);
                }
                deaths += mortal.died() ? 1 : 0;
                time.advance(ViewKeeper.PAUSE);
                assertNothingTwice();
            }
            assertThat(deaths).isGreaterThan(10);
            assertThat(whole()).isEqualTo(before);
        });
    }

    private void assertNothingTwice() throws SQLException {
        FileDatabase database = new FileDatabase(folder, Shelf.H2);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("select count(*) from information_schema.tables"
                        + " where lower(table_name) = 'cisterna_entry'")) {
            tables.next();
            if (tables.getInt(1) == 0) {
                return;
            }
            Optional<Position> position = Position.read(connection);
            try (ResultSet row = statement.executeQuery(
                    "select count(*), count(distinct seq), coalesce(max(seq), -1) from cisterna_entry")) {
                row.next();
                long next = position.map(Position::next).orElse(0L);
                assertThat(row.getLong(1)).isEqualTo(next);
                assertThat(row.getLong(2)).isEqualTo(next);
                assertThat(row.getLong(3)).isEqualTo(next - 1);
            }
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSaidAndTriedAgain() throws Exception {
        told(() -> {
            Path file = folder.resolve("in-the-way");
            Files.writeString(file, "not a folder");
            try (Shelf shelf = new Shelf(time, new FileDatabase(file, Shelf.H2), clinic.ledger)) {
                var refused = shelf.records.page(FleetQuery.first(), Clinic.viewer());
                assertThat(refused.violations()).extracting(each -> each.code()).containsExactly("SERVICE_MISSING");
                assertThat(refused.violations().get(0).message()).contains("cannot be made", "It is tried again");
                Files.delete(file);
                assertThat(shelf.records
                                .page(FleetQuery.first(), Clinic.viewer())
                                .isDone())
                        .isFalse(); // not at once
                time.advance(ViewKeeper.PAUSE);
                assertThat(shelf.page(FleetQuery.first()).total()).isEqualTo(60);
            }
        });
    }

    @Test
    void aThreadThatIsInterruptedSpoilsTheViewForNobodyElse() throws Exception {
        told(() -> {
            List<Object> before = whole();
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                for (int i = 0; i < 3; i++) {
                    Thread.currentThread().interrupt();
                    shelf.records.page(FleetQuery.first(), Clinic.viewer());
                    assertThat(Thread.interrupted()).isTrue();
                    time.advance(ViewKeeper.PAUSE);
                    shelf.records.page(FleetQuery.first(), Clinic.viewer());
                    time.advance(ViewKeeper.PAUSE);
                    assertThat(all(shelf.whole())).isEqualTo(before);
                }
            }
        });
    }

    @Test
    void withoutADriverOfTheDatabaseItSaysSo() throws Exception {
        told(() -> {
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                shelf.keeper.use(Optional.empty());
                assertThat(shelf.records
                                .page(FleetQuery.first(), Clinic.viewer())
                                .violations())
                        .extracting(each -> each.message())
                        .containsExactly("The driver of the database is not there; fleet and search wait for it.");
            }
        });
    }

    @Test
    void aQuestionTakesInLittleAndSaysHowMuchIsMissing() throws Exception {
        told(() -> {
            new GeneratedFleet(clinic, time.randomness().stream("more")).enter(2_500, 0);
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                FleetPage first = shelf.page(FleetQuery.first());
                assertThat(first.view().position()).isEqualTo(Records.FOLDED_BY_QUESTIONS);
                assertThat(first.view().behind()).isEqualTo(clinic.ledger.size() - Records.FOLDED_BY_QUESTIONS);
                assertThat(first.view().words()).contains("lacks the newest");
                assertThat(shelf.woken).isPositive();
                shelf.whole();
                assertThat(shelf.page(FleetQuery.first()).view().isBehind()).isFalse();
            }
        });
    }
}
