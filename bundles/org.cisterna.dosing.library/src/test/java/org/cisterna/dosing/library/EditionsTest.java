// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.edition.EditionStatus;
import org.cisterna.dosing.edition.EditionStatus.State;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.MemoryEvidence;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** The life of an edition in the ledger, and what is served meanwhile. */
class EditionsTest {

    private static final Caller ANNA = new Caller("anna", "Anna Author", "clinician", "test", "e-1");
    private static final Caller BORIS = new Caller("boris", "Boris Reviewer", "clinician", "test", "e-2");
    private static final Caller CARLA = new Caller("carla", "Carla Admin", "admin", "test", "e-3");

    private final VirtualTime time = VirtualTime.create(5);
    private final MemoryLedger ledger = MemoryLedger.in(time);
    private MemoryEvidence evidence = new MemoryEvidence();
    private Optional<org.cisterna.audit.Ledger> there = Optional.of(ledger);
    private final List<String> served = new ArrayList<>();
    private LibraryEditions editions = start();

    /** What a restart gives: nothing is known but what the ledger says. */
    private LibraryEditions start() {
        return new LibraryEditions(
                ShippedLibrary.data(),
                new LibraryEditions.Services(
                        () -> there,
                        () -> Optional.of(evidence),
                        () -> Optional.of(request -> {
                            throw new IllegalStateException("no pump has a decision here");
                        })),
                time.house());
    }

    private Serving serving() {
        return new Serving(editions, (library, limits) -> {
            String what = (limits ? "limits of " : "drugs of ") + library.version();
            served.add(what);
            return () -> served.add("end of " + what);
        });
    }

    private static byte[] edition(String version, String part, String instead) {
        try (InputStream stream = ShippedLibrary.class.getResourceAsStream("library.json")) {
            String text = new String(requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(part);
            String shipped = ShippedLibrary.data().version();
            return text.replace("\"version\": \"" + shipped + "\"", "\"version\": \"" + version + "\"")
                    .replace(part, instead)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static byte[] narrower(String version) {
        return edition(version, "\"30 %\"", "\"10 %\"");
    }

    private static String code(Answer<?> answer) {
        assertThat(answer.violations()).isNotEmpty().allSatisfy(each -> assertThat(each.message())
                .hasSizeGreaterThan(20));
        return answer.violations().stream().map(Violation::code).findFirst().orElseThrow();
    }

    private Digest released(String version) {
        Digest digest = editions.draft(narrower(version), ANNA).orElseThrow().digest();
        editions.review(digest, BORIS).orElseThrow();
        editions.release(digest, CARLA).orElseThrow();
        return digest;
    }

    @Test
    void comesIntoForceByThreePersonsAndFourEntries() {
        Digest digest = editions.draft(narrower("9"), ANNA).orElseThrow().digest();
        assertThat(editions.inForce().orElseThrow().version())
                .isEqualTo(ShippedLibrary.data().version());
        assertThat(editions.difference(digest).orElseThrow()).anySatisfy(each -> assertThat(each)
                .contains("MAX_INCREASE of baclofen", "changed from 30 %", "to 10 %"));
        assertThat(editions.verdicts(digest).orElseThrow()).isEmpty();
        editions.review(digest, BORIS).orElseThrow();

        EditionStatus status = editions.release(digest, CARLA).orElseThrow();

        assertThat(status.state()).isEqualTo(State.RELEASED);
        assertThat(status.inForce()).isTrue();
        assertThat(List.of(
                        status.author(),
                        status.reviewer().orElseThrow(),
                        status.releaser().orElseThrow()))
                .containsExactly("anna", "boris", "carla");
        assertThat(editions.inForce().orElseThrow().digest()).isEqualTo(digest);
        assertThat(ledger.read(0, 10)).hasSize(3).allSatisfy(each -> {
            assertThat(each.entry().type()).isEqualTo(Editions.ENTRY_TYPE);
            assertThat(each.entry().evidence()).containsExactly(status.file());
        });
        editions.withdraw(digest, "a step was mistyped", BORIS).orElseThrow();
        assertThat(editions.all().orElseThrow().get(0).withdrawn()).contains("a step was mistyped");
    }

    @Test
    void aRestartKnowsTheSameFromTheLedgerAlone() {
        Digest digest = released("9");
        List<EditionStatus> before = editions.all().orElseThrow();

        editions = start();

        assertThat(editions.all().orElseThrow()).isEqualTo(before);
        assertThat(editions.inForce().orElseThrow().digest()).isEqualTo(digest);
        assertThat(editions.inForce().orElseThrow().limits().limits())
                .anyMatch(each ->
                        each.kind() == LimitKind.MAX_INCREASE && each.value().equals("10 %"));
    }

    @Test
    void goesOnFromASnapshot() {
        Digest digest = released("9");
        List<EditionStatus> before = editions.all().orElseThrow();
        editions.keep(ledger, 1);

        editions = start();
        assertThat(editions.all().orElseThrow()).isEqualTo(before);
        Digest next = editions.draft(narrower("10"), ANNA).orElseThrow().digest();
        editions.review(next, BORIS).orElseThrow();
        editions.release(next, CARLA).orElseThrow();
        editions = start();

        assertThat(editions.inForce().orElseThrow().digest()).isEqualTo(next).isNotEqualTo(digest);
    }

    @Test
    void aReleaseWithdrawsTheOneBefore() {
        Digest first = released("9");
        Digest second = released("10");

        assertThat(editions.all().orElseThrow())
                .extracting(EditionStatus::state)
                .containsExactly(State.WITHDRAWN, State.RELEASED);
        assertThat(editions.all().orElseThrow().get(0).withdrawn()).contains("replaced by 10");
        assertThat(code(editions.release(first, CARLA))).isEqualTo("WRONG_STATE");
        assertThat(editions.inForce().orElseThrow().digest()).isEqualTo(second);
    }

    @Test
    void refusesEveryStepThatMayNotBeTakenAndEntersNothing() {
        Digest digest = editions.draft(narrower("9"), ANNA).orElseThrow().digest();
        Digest unknown = Digest.of("test/1", Json.text("unknown"));
        long size = ledger.size();

        assertThat(code(editions.review(digest, ANNA))).isEqualTo("SAME_PERSON");
        assertThat(code(editions.release(digest, CARLA))).isEqualTo("WRONG_STATE");
        assertThat(code(editions.withdraw(digest, "because", CARLA))).isEqualTo("WRONG_STATE");
        assertThat(code(editions.review(unknown, BORIS))).isEqualTo("UNKNOWN_EDITION");
        assertThat(code(editions.draft(edition("9", "\"15 %\"", "\"12 %\""), ANNA)))
                .isEqualTo("VERSION_TWICE");
        assertThat(code(editions.draft(edition(ShippedLibrary.data().version(), "\"15 %\"", "\"12 %\""), ANNA)))
                .isEqualTo("VERSION_TWICE");
        assertThat(code(editions.draft("{}".getBytes(StandardCharsets.UTF_8), ANNA)))
                .isEqualTo("NOT_A_LIBRARY");
        assertThat(code(editions.draft(edition("11", "\"30 %\"", "\"30\""), ANNA)))
                .isEqualTo("NOT_A_LIBRARY");
        assertThat(ledger.size()).isEqualTo(size);

        Digest inForce = released("10");
        assertThat(code(editions.withdraw(inForce, " ", CARLA))).isEqualTo("REASON_MISSING");
    }

    @Test
    void withoutALedgerNoStepIsTaken() {
        Digest digest = editions.draft(narrower("9"), ANNA).orElseThrow().digest();
        there = Optional.empty();

        assertThat(code(editions.all())).isEqualTo("SERVICE_MISSING");
        assertThat(code(editions.review(digest, BORIS))).isEqualTo("SERVICE_MISSING");

        there = Optional.of(ledger);
        ledger.readOnly("the disk is full");
        assertThat(code(editions.review(digest, BORIS))).isEqualTo("LEDGER_UNAVAILABLE");
        assertThat(editions.all().orElseThrow().get(0).state()).isEqualTo(State.DRAFT);
    }

    @Test
    void aWithdrawalWithoutAnotherEditionStopsDosingAndTheShippedOneDoesNotComeBack() {
        Serving serving = serving();
        serving.begin();
        serving.update();
        Digest digest = released("9");
        serving.update();
        editions.withdraw(digest, "a step was mistyped", CARLA).orElseThrow();
        serving.update();
        String shipped = ShippedLibrary.data().version();

        assertThat(code(editions.inForce())).isEqualTo("NONE_IN_FORCE");
        assertThat(served)
                .as("drugs are not taken away for limits that come or go")
                .containsExactly(
                        "drugs of " + shipped,
                        "limits of " + shipped,
                        "end of limits of " + shipped,
                        "end of drugs of " + shipped,
                        "drugs of 9",
                        "limits of 9",
                        "end of limits of 9");
        editions = start();
        assertThat(code(editions.inForce())).isEqualTo("NONE_IN_FORCE");
    }

    /** Who reads the ledger may be at it while the bundle stops: what it served then spoke beside the next start's for ever. */
    @Test
    void whatIsReadAfterTheEndIsServedNoMore() {
        Serving serving = serving();
        serving.begin();
        serving.update();
        serving.end();
        List<String> before = List.copyOf(served);
        released("9");
        serving.update();

        assertThat(served).isEqualTo(before);
        assertThat(served).filteredOn(each -> !each.startsWith("end")).hasSize(2);
        assertThat(served).filteredOn(each -> each.startsWith("end")).hasSize(2);
    }

    @Test
    void aFileThatIsLostStopsDosing() {
        released("9");
        evidence = new MemoryEvidence();
        editions = start();

        assertThat(code(editions.inForce())).isEqualTo("EDITION_LOST");
        assertThat(editions.lastGood().version())
                .isEqualTo(ShippedLibrary.data().version());
    }

    @Test
    void aStepThatIsNotUnderstoodStopsDosing() {
        released("9");
        ledger.append(Entry.of(Editions.ENTRY_TYPE, 2, new Actor("anna", "Anna", "admin", "test"))
                .body(Json.object().put("step", "replace").build())
                .build());

        assertThat(code(editions.inForce())).isEqualTo("EDITIONS_UNREADABLE");
        assertThat(code(editions.draft(narrower("12"), ANNA))).isEqualTo("EDITIONS_UNREADABLE");
    }
}
