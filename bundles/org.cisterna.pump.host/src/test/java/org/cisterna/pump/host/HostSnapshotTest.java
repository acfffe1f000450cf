// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.FoldForm;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpStatus.StandingUnknown;
import org.junit.jupiter.api.Test;

/** What the host keeps for its next start, and what it makes of it; {@link SnapshotCuts} and {@link RandomRunTest} do the rest. */
class HostSnapshotTest {

    private static final String FOLD = HostStateFormat.FORM.name();

    /**
     * Who adds a field to what the fold remembers adds it to {@link HostStateFormat} too, with a new version of the form, and then here. What
     * follows from the state belongs into the constructor of {@link HostFold} that takes one.
     */
    @Test
    void everyFieldIsKeptOrFollowsFromWhatIsKept() throws Exception {
        assertThat(SnapshotCuts.fields(new HostFold(Set.of())))
                .containsOnlyKeys(
                        "HostState.pairings",
                        "HostState.readings",
                        "HostState.commands",
                        "HostState.usedReleases",
                        "HostState.unreadable",
                        "HostState.late",
                        "HostState.next",
                        "HostState.order",
                        "ManualBook.pages",
                        "HostFold.commandsOf",
                        "HostFold.open",
                        "HostFold.waited");
    }

    @Test
    void anOrderlyStopKeepsASnapshotAndTheNextStartGoesOnFromIt() throws Exception {
        Rig.play("HostSnapshotTest.stop", rig -> {
            rig.read().orElseThrow();
            rig.commit(Rig.NEW).orElseThrow();
            String before = rig.status().toString();
            rig.host.close();
            long kept = rig.memory.kept().size(FOLD).orElseThrow();
            assertThat(kept).isEqualTo(rig.memory.size());
            List<String> lines = rig.memory.kept().lines(FOLD);
            assertThat(lines).hasSize(2);
            // what the snapshot says is what is shown: the ledger is not folded again
            String changed = lines.get(1)
                    .replace("\"address\":\"" + rig.pump.address(), "\"address\":\"kept-" + rig.pump.address());
            assertThat(changed).isNotEqualTo(lines.get(1));
            rig.memory
                    .kept()
                    .keep(
                            HostStateFormat.FORM,
                            kept,
                            List.of(parsed(lines.get(0)), parsed(changed)).iterator());
            Host next = rig.start();
            next.add(rig.memory);
            next.add(rig.driver);
            rig.time.settle();
            assertThat(next.pump(rig.pump.id).orElseThrow().address()).startsWith("kept-");
            assertThat(next.pump(rig.pump.id).orElseThrow().reading()).isPresent();

            rig.memory.kept().clear();
            Host third = rig.start();
            third.add(rig.memory);
            third.add(rig.driver);
            rig.time.settle();
            assertThat(third.pump(rig.pump.id).orElseThrow()).hasToString(before);
        });
    }

    @Test
    void aLedgerThatGoesLeavesASnapshot() throws Exception {
        Rig.play("HostSnapshotTest.unbind", rig -> {
            rig.read().orElseThrow();
            assertThat(rig.memory.kept().size(FOLD)).isEmpty();
            rig.host.remove(rig.ledger);
            assertThat(rig.memory.kept().size(FOLD)).isEqualTo(Optional.of(rig.memory.size()));
        });
    }

    @Test
    void manyEntriesLeaveASnapshotWithoutAStop() throws Exception {
        Rig.play("HostSnapshotTest.many", rig -> {
            for (long i = 0; i < SnapshotKeeper.EVERY; i += 64) {
                rig.memory.append(java.util.Collections.nCopies(
                        64,
                        org.cisterna.audit.Entry.of("people.noted", 1, Rig.AUTHOR)
                                .build()));
            }
            rig.read().orElseThrow();
            rig.time.advance(SnapshotKeeper.PAUSE.multipliedBy(3));
            assertThat(rig.memory.kept().size(FOLD).orElseThrow()).isGreaterThan(SnapshotKeeper.EVERY);
        });
    }

    @Test
    void anIntentBeforeTheSnapshotAndNoEndBehindItStaysUnknown() throws Exception {
        Rig.play("HostSnapshotTest.unknown", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            rig.driver.once("commit<", rig::kill);
            rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
            assertThat(rig.entries(PumpEntries.Intent.TYPE)).isEqualTo(1);
            assertThat(rig.entries(PumpEntries.Ended.TYPE)).isZero();
            rig.keepSnapshotOf((int) rig.memory.size());
            Host next = rig.start();
            next.add(rig.memory);
            rig.time.settle();
            StandingUnknown standing =
                    next.pump(rig.pump.id).orElseThrow().unknown().orElseThrow();
            assertThat(standing.outcome().reason()).contains("the platform ended between");
            assertThat(rig.outcomes()).containsExactly("UNKNOWN");
        });
    }

    @Test
    void whatWaitsInTheJournalIsInNoSnapshot() {
        HostFold fold = new HostFold(Set.of());
        assertThat(fold.state()).isPresent();
        fold.acceptWaiting(
                org.cisterna.audit.Entry.of("people.noted", 1, Rig.AUTHOR).build());
        assertThat(fold.state()).isEmpty();
    }

    @Test
    void aStateThatIsNoneOrHasMoreThanThisCodeKnowsIsRefused() {
        HostFold fold = new HostFold(Set.of());
        JsonObject first = HostStateFormat.parts(fold.state().orElseThrow()).next();
        assertThat(HostStateFormat.read(0, List.of(first).iterator()).next).isZero();
        assertThatThrownBy(() -> HostStateFormat.read(1, List.of(first).iterator()))
                .isInstanceOf(IllegalArgumentException.class);
        JsonObject more = parsed(first.canonicalText().replace("{\"late\"", "{\"extra\":1,\"late\""));
        assertThatThrownBy(() -> HostStateFormat.read(0, List.of(more).iterator()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostStateFormat.read(0, List.<JsonObject>of().iterator()))
                .isInstanceOf(RuntimeException.class);
        assertThat(HostStateFormat.FORM).isEqualTo(new FoldForm("pump.host", 2, HostFold.class));
    }

    private static JsonObject parsed(String line) {
        return (JsonObject) Json.parse(line);
    }
}
