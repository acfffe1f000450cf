// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Role;
import org.cisterna.time.Signal;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/** What the workflow keeps for its next start, and what it makes of it; {@link SnapshotCuts} and {@link RandomActsTest} do the rest. */
class TherapySnapshotTest {

    private static final String FOLD = TherapyFormat.FORM.name();

    private final Clinic clinic = new Clinic();

    /**
     * Every field is kept by itself, by its declared type. Whoever lets one out says here from what it follows: the pumps are parts of their
     * own, which pump a visit and a change is of follows from those, and the last two are of this process only.
     */
    @Test
    void onlyWhatFollowsFromTheRestIsLeftOut() {
        assertThat(TherapyFormat.LEFT_OUT)
                .containsExactlyInAnyOrder("pumps", "pumpOfVisit", "pumpOfChange", "begunAt", "capture");
        Set<String> kept = new TherapyFormat().first(new TherapyFold()).names();
        for (var each : TherapyFold.class.getDeclaredFields()) {
            if (!java.lang.reflect.Modifier.isStatic(each.getModifiers())) {
                assertThat(kept.contains(each.getName()))
                        .as(each.getName())
                        .isNotEqualTo(TherapyFormat.LEFT_OUT.contains(each.getName()));
            }
        }
    }

    @Test
    void aLedgerThatGoesLeavesASnapshotAndTheNextStartGoesOnFromIt() {
        String id = clinic.released().id();
        DoseChange before = clinic.therapy.change(id, clinic.theo).orElseThrow();
        clinic.therapy.keep(clinic.ledger);
        long kept = clinic.ledger.kept().size(FOLD).orElseThrow();
        assertThat(kept).isEqualTo(clinic.ledger.size());
        assertThat(clinic.start().change(id, clinic.theo).orElseThrow()).isEqualTo(before);

        // what the snapshot says is what is shown: the ledger is not folded again
        List<String> lines = clinic.ledger.kept().lines(FOLD);
        List<JsonObject> changed = lines.stream()
                .map(each -> (JsonObject) Json.parse(each.replace("P-10042", "P-00007")))
                .toList();
        clinic.ledger.kept().keep(TherapyFormat.FORM, kept, changed.iterator());
        assertThat(clinic.start()
                        .implant(Clinic.PUMP, clinic.theo)
                        .orElseThrow()
                        .patient()
                        .text())
                .isEqualTo("P-00007");
        clinic.ledger.kept().clear();
        assertThat(clinic.start()
                        .implant(Clinic.PUMP, clinic.theo)
                        .orElseThrow()
                        .patient()
                        .text())
                .isEqualTo("P-10042");
    }

    @Test
    void whatWasSentBeforeTheSnapshotAndHasNoEndBehindItIsUnknown() {
        DoseChange released = clinic.released();
        clinic.host.end = ScriptedHost.End.KILLED_AFTER_INTENT;
        assertThatThrownBy(() -> clinic.therapy.send(released.id(), clinic.paula))
                .isInstanceOf(ScriptedHost.Killed.class);
        SnapshotCuts.keep(clinic.ledger, (int) clinic.ledger.size());
        clinic.restart();
        assertThat(clinic.state(released.id())).isEqualTo(DoseChange.State.UNKNOWN);
        clinic.ledger.kept().clear();
        clinic.restart();
        assertThat(clinic.state(released.id())).isEqualTo(DoseChange.State.UNKNOWN);
    }

    /** The fold goes on while it is read out; what is kept is what it was. */
    @Test
    void aSnapshotIsOfOneMomentWhateverIsEnteredMeanwhile() {
        clinic.authored();
        TherapyFold fold = new TherapyFold();
        fold.accept(clinic.ledger.all());
        TherapyFormat format = new TherapyFormat();
        List<String> before = SnapshotCuts.lines(format, fold);
        assertThat(before).hasSize(2);

        Capture capture = fold.capture(format);
        List<String> lines = new ArrayList<>(List.of(capture.next().canonicalText()));
        clinic.therapy.stop(
                Clinic.PUMP, new org.cisterna.therapy.StopRequest("drowsy", Optional.of("Dr C")), clinic.theo);
        clinic.ledger.append(Entry.of("future.thing", 1, org.cisterna.audit.Actor.system("test"))
                .pump("Nobody/N-1")
                .build());
        fold.accept(clinic.ledger.all());
        capture.forEachRemaining(part -> lines.add(part.canonicalText()));
        fold.released(capture);
        assertThat(lines).isEqualTo(before);
        assertThat(SnapshotCuts.lines(format, fold)).hasSize(3).isNotEqualTo(before);
    }

    @Test
    void manyEntriesLeaveASnapshotWithoutAStop() throws Exception {
        clinic.visitRead();
        clinic.time.run(() -> {
            Signal stop = clinic.time.threads().newSignal();
            Worker worker = clinic.time.threads().start("reads", () -> clinic.therapy.readOn(clinic.ledger, stop));
            clinic.time.advance(SnapshotKeeper.PAUSE.multipliedBy(2));
            assertThat(clinic.ledger.kept().size(FOLD)).isEmpty();
            for (long i = 0; i < SnapshotKeeper.EVERY; i += 64) {
                clinic.ledger.append(Collections.nCopies(
                        64,
                        Entry.of("people.noted", 1, org.cisterna.audit.Actor.system("test"))
                                .build()));
            }
            clinic.time.advance(SnapshotKeeper.PAUSE.multipliedBy(2));
            assertThat(clinic.ledger.kept().size(FOLD).orElseThrow()).isGreaterThan(SnapshotKeeper.EVERY);
            clinic.therapy.unbind(Ledger.class, clinic.ledger);
            clinic.time.advance(SnapshotKeeper.PAUSE.multipliedBy(2));
            assertThat(worker.isAlive()).isFalse();
            assertThat(stop.isRaised()).isFalse();
        });
    }

    @Test
    void partsThatAreNoStateAreRefused() {
        clinic.verified();
        TherapyFold fold = new TherapyFold();
        fold.accept(clinic.ledger.all());
        TherapyFormat format = new TherapyFormat();
        List<String> lines = SnapshotCuts.lines(format, fold);
        assertThat(read(format, fold.next(), lines).next()).isEqualTo(fold.next());
        for (Map.Entry<String, String> change : Map.of(
                        "{\"course\"", "{\"anything\":1,\"course\"",
                        "\"VERIFIED\"", "\"WHATEVER\"",
                        "\"number\":", "\"nummer\":",
                        "Programme$", "Program$")
                .entrySet()) {
            List<String> changed = List.of(lines.get(0), lines.get(1).replace(change.getKey(), change.getValue()));
            assertThat(changed).as(change.toString()).isNotEqualTo(lines);
            assertThatThrownBy(() -> read(format, fold.next(), changed))
                    .as(change.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> read(format, fold.next() + 1, lines)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A class that is no record, like those whose values could not be read again. */
    @Test
    void aTypeWithoutAFormIsNamed() {
        assertThatThrownBy(() -> new Forms().of(StringBuilder.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("java.lang.StringBuilder has no form");
        assertThat(new Forms().of(Role.class).read(new Forms().of(Role.class).write(Role.AUDITOR)))
                .isEqualTo(Role.AUDITOR);
    }

    private static TherapyFold read(TherapyFormat format, long size, List<String> lines) {
        return format.read(
                size, lines.stream().map(each -> (JsonObject) Json.parse(each)).iterator());
    }
}
