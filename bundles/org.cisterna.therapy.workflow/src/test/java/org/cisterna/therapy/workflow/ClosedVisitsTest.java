// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Visit;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** Of a visit that was closed a fold keeps where it stands; what is shown of it is read there. */
class ClosedVisitsTest {

    private final Clinic clinic = new Clinic();

    @Test
    void aClosedVisitIsShownAsItWasWhileItWasOpenAndWithItsEnd() {
        DoseChange first = clinic.drafted();
        clinic.therapy.discard(first.id(), clinic.paula).orElseThrow();
        DoseChange second =
                clinic.therapy.draft(first.visit(), Clinic.W9, clinic.paula).orElseThrow();
        Visit open = clinic.therapy.visit(first.visit(), clinic.theo).orElseThrow();
        clinic.therapy.close(open.id(), CloseRequest.running(), clinic.clara).orElseThrow();

        Visit closed = clinic.therapy.visit(open.id(), clinic.theo).orElseThrow();
        assertThat(closed.changes()).containsExactly(first.id(), second.id());
        assertThat(closed.closing().orElseThrow().by().account()).isEqualTo("clara");
        assertThat(withoutEnd(closed)).isEqualTo(open);
        SnapshotCuts.keep(clinic.ledger, (int) clinic.ledger.size());
        assertThat(clinic.start().visit(open.id(), clinic.theo).orElseThrow()).isEqualTo(closed);
    }

    private static Visit withoutEnd(Visit visit) {
        return new Visit(
                visit.id(),
                visit.pump(),
                visit.patient(),
                visit.opened(),
                visit.openedBy(),
                visit.entry(),
                visit.changes(),
                Optional.empty());
    }

    @Test
    void theNewestVisitComesFirstOpenOrClosed() {
        List<String> newestFirst = new ArrayList<>(List.of(clinic.visitRead().id()));
        for (int i = 0; i < 3; i++) {
            clinic.therapy
                    .close(newestFirst.get(0), CloseRequest.running(), clinic.paula)
                    .orElseThrow();
            Visit next = clinic.therapy.openVisit(Clinic.PUMP, clinic.paula).orElseThrow();
            clinic.therapy.read(next.id(), clinic.paula).orElseThrow();
            newestFirst.add(0, next.id());
            List<Visit> all = clinic.therapy.visits(Clinic.PUMP, clinic.theo).orElseThrow();
            assertThat(all).extracting(Visit::id).containsExactlyElementsOf(newestFirst);
            assertThat(all).filteredOn(Visit::isOpen).containsExactly(next);
            assertThat(clinic.start().visits(Clinic.PUMP, clinic.theo).orElseThrow())
                    .isEqualTo(all);
        }
    }

    @Test
    void aVisitWhoseEntryCannotBeReadIsRefusedInWords() {
        Visit visit = clinic.visitRead();
        clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.paula).orElseThrow();
        assertThat(clinic.therapy.visit(visit.id(), clinic.theo).isDone()).isTrue();
        clinic.therapy.unbind(Ledger.class, clinic.ledger);
        clinic.therapy.bind(Ledger.class, without(visit.entry()));
        for (Answer<?> answer : List.of(
                clinic.therapy.visit(visit.id(), clinic.theo), clinic.therapy.visits(Clinic.PUMP, clinic.theo))) {
            assertThat(Clinic.codes(answer)).containsExactly("LEDGER_UNAVAILABLE");
            assertThat(answer.violations().get(0).message()).contains("Entry " + visit.entry());
        }
    }

    /** The clinic's ledger, of which one entry cannot be read by itself any more. */
    private Ledger without(long lost) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) ->
                        method.getName().equals("read") && arguments[0].equals(lost) && arguments[1].equals(1)
                                ? List.of()
                                : method.invoke(clinic.ledger, arguments));
    }

    @Test
    void whatWasReadIsKeptWithinBounds() {
        ReadVisits visits = new ReadVisits();
        Visit some = clinic.visitRead();
        for (int i = 0; i < 5_000; i++) {
            visits.add(Clinic.PUMP, new ClosedVisit("v-" + i, i, i + 1, "P", List.of()), some);
            assertThat(visits.find(Clinic.PUMP, new ClosedVisit("v-0", 0, 1, "P", List.of())))
                    .as("asked for again and again, after %s others", i)
                    .contains(some);
        }
        assertThat(visits.size()).isEqualTo(4_096);
        assertThat(visits.find(Clinic.PUMP, new ClosedVisit("v-0", 0, 2, "P", List.of())))
                .as("closed once more")
                .isEmpty();
        assertThat(visits.find(Clinic.PUMP, new ClosedVisit("v-1", 1, 2, "P", List.of())))
                .as("nobody asked for it since")
                .isEmpty();
    }

    /** No act enters these; whatever did, what is shown is what was shown before closed visits were kept as places. */
    @Test
    void whatIsSaidOfAClosedVisitLaterCounts() {
        ClosedVisit visit = new ClosedVisit("v-1", 3, 9, "P-1", List.of("c-1"));
        assertThat(visit.closedBy(12)).isEqualTo(new ClosedVisit("v-1", 3, 12, "P-1", List.of("c-1")));
        assertThat(visit.drafted("c-2").changes()).containsExactly("c-1", "c-2");
    }

    @Test
    void whatIsKeptIsReadAgainWhateverTheNamesAre() {
        long seed = Seeds.seed("ClosedVisitsTest");
        RandomGenerator random = Randomness.seeded(seed).stream("closed");
        for (int run = 0; run < 200; run++) {
            ClosedVisits visits = new ClosedVisits();
            Sequences sequences = new Sequences();
            long at = 0;
            for (int i = random.nextInt(20); i > 0; i--) {
                long opened = at + random.nextInt(5);
                at = opened + 1 + random.nextInt(1_000_000);
                List<String> changes = new ArrayList<>();
                for (int change = random.nextInt(4); change > 0; change--) {
                    changes.add(name(random));
                }
                visits.add(new ClosedVisit(name(random), opened, at, name(random), changes));
                sequences.add(at++);
            }
            assertThat(ClosedVisits.unpacked(visits.packed()).all())
                    .as("seed %s", seed)
                    .isEqualTo(visits.all());
            Sequences places = Sequences.unpacked(sequences.packed());
            assertThat(places.from(0, 100)).isEqualTo(sequences.from(0, 100));
            long middle = at / 2;
            assertThat(places.from(middle, 3)).isEqualTo(sequences.from(middle, 3));
        }
    }

    private static String name(RandomGenerator random) {
        return List.of("", "v-", "\"", "3", "0", "], [", "\u00e4 \n").get(random.nextInt(7)) + random.nextInt(1000);
    }

    @Test
    void whatIsNoneIsRefused() {
        assertThat(ClosedVisits.unpacked("3:v-11 2 1:P0 ").all())
                .containsExactly(new ClosedVisit("v-1", 1, 2, "P", List.of()));
        for (String wrong : List.of(
                "{}",
                "3",
                "3:",
                "3:v-1",
                "3:v-11 2 ",
                "3:v-11 2 1:P",
                "3:v-11 2 1:P0",
                "3:v-11 2 1:P1 ",
                "9:v-11 2 1:P0 ",
                "3:v-1a 2 1:P0 ",
                "3:v-11 -2 1:P0 ",
                ":1 2 1:P0 ",
                "3:v-11 2222222222222222222 1:P0 ",
                "99999999999:v")) {
            assertThatThrownBy(() -> ClosedVisits.unpacked(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String wrong : List.of("x", "3", "3 -1 ", " ", "3  4 ", "1:a")) {
            assertThatThrownBy(() -> Sequences.unpacked(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
