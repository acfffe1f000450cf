// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.edition.Edition;
import org.cisterna.dosing.edition.EditionContent;
import org.cisterna.dosing.edition.EditionDifference;
import org.cisterna.dosing.edition.VerdictChange;
import org.cisterna.dosing.library.ShippedLibrary;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an edition of the library comes into use, and what is known before it does. */
class EditionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Digest DATA = Digest.of("test/1", Json.text("data"));
    private static final Digest OTHER = Digest.of("test/1", Json.text("other"));

    private final Edition.Draft draft = new Edition.Draft("2026.3", DATA, "anna");
    private final EditionContent shipped = EditionContent.of(new ShippedLibrary(), new ShippedLibrary().limits());

    @Test
    void goesFromDraftOverASecondPersonIntoUseAndOutOfIt() {
        Edition.Reviewed reviewed = draft.reviewedBy("boris", DATA, NOON).orElseThrow();
        Edition.Released released =
                reviewed.releasedBy("anna", Optional.empty(), NOON).orElseThrow();
        Edition.Withdrawn withdrawn = released.withdrawnBy("boris", "a limit was wrong", NOON.plusSeconds(1))
                .orElseThrow();

        assertThat(List.of(draft, reviewed, released, withdrawn)).allSatisfy(each -> {
            assertThat(each.version()).isEqualTo("2026.3");
            assertThat(each.digest()).isEqualTo(DATA);
        });
    }

    @Test
    void refusesEveryStepThatMayNotBeTaken() {
        Edition.Reviewed reviewed = draft.reviewedBy("boris", DATA, NOON).orElseThrow();
        Edition.Released released =
                reviewed.releasedBy("anna", Optional.empty(), NOON).orElseThrow();

        assertThat(code(draft.reviewedBy("anna", DATA, NOON))).isEqualTo("SAME_PERSON");
        assertThat(code(draft.reviewedBy("boris", OTHER, NOON))).isEqualTo("OTHER_DATA");
        assertThat(code(reviewed.releasedBy("anna", Optional.empty(), NOON.minusSeconds(1))))
                .isEqualTo("TIME_IMPOSSIBLE");
        assertThat(code(reviewed.releasedBy("anna", Optional.of(released), NOON)))
                .isEqualTo("VERSION_TWICE");
        assertThat(code(released.withdrawnBy("anna", " ", NOON))).isEqualTo("REASON_MISSING");
        assertThat(code(released.withdrawnBy("anna", "wrong", NOON.minusSeconds(1))))
                .isEqualTo("TIME_IMPOSSIBLE");
    }

    private static String code(Answer<?> answer) {
        assertThat(answer.violations())
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .isNotBlank();
        return answer.violations().get(0).code();
    }

    /** The library that ships with a narrower step for spinal origin, and without one keeping time. */
    private EditionContent tightened() {
        List<Limit> limits = new ArrayList<>();
        for (Limit each : shipped.limits().limits()) {
            boolean spinal =
                    each.kind() == LimitKind.MAX_INCREASE && each.indication().equals(Optional.of("spasticity-spinal"));
            limits.add(
                    spinal
                            ? new Limit(
                                    each.drug(),
                                    each.indication(),
                                    each.kind(),
                                    "10 %",
                                    each.effect(),
                                    each.twoPersons(),
                                    each.reason(),
                                    each.source(),
                                    each.trust())
                            : each);
        }
        return new EditionContent(
                "2026.3",
                OTHER,
                shipped.drugs(),
                new LimitSet("library", "2026.3", limits),
                shipped.keepings().subList(1, shipped.keepings().size()));
    }

    /** Every kind that the library has, gone from it one after the other. */
    @ParameterizedTest
    @EnumSource(LimitKind.class)
    void saysInWordsWhichKindIsGone(LimitKind kind) {
        List<Limit> kept = shipped.limits().limits().stream()
                .filter(each -> each.kind() != kind)
                .toList();
        EditionContent without = new EditionContent(
                "2026.4", OTHER, shipped.drugs(), new LimitSet("library", "2026.4", kept), shipped.keepings());

        List<String> words = EditionDifference.between(shipped, without);

        assertThat(words)
                .hasSize((int) shipped.limits().limits().stream()
                        .filter(each -> each.kind() == kind)
                        .map(each -> each.drug() + each.indication())
                        .distinct()
                        .count())
                .allSatisfy(each ->
                        assertThat(each).startsWith("limit " + kind + " of").contains(kind.words(), "no longer"));
    }

    @Test
    void saysInWordsWhatIsDifferent() {
        assertThat(EditionDifference.between(shipped, shipped)).isEmpty();
        assertThat(EditionDifference.between(shipped, tightened()))
                .hasSize(2)
                .anySatisfy(each -> assertThat(each)
                        .startsWith(
                                "limit MAX_INCREASE of baclofen for spasticity-spinal, the greatest rise in one step: changed from 30 %")
                        .contains("to 10 %"))
                .anySatisfy(each -> assertThat(each)
                        .startsWith("keeping time of bupivacaine + clonidine + morphine: no longer 90 day"));
        assertThat(EditionDifference.between(tightened(), shipped))
                .anySatisfy(each -> assertThat(each).contains("new, 90 day"));
    }

    @Test
    void saysBeforeAReleaseWhichRequestsWouldBeDecidedOtherwise() {
        List<DosingRequest> requests = Story.all("accepted")
                .map(each -> DosingRequest.read(each.request()).orElseThrow())
                .filter(each -> shipped.applied(each).equals(each))
                .toList();
        RuleEngine engine = new RuleEngine();

        List<VerdictChange> changes = VerdictChange.of(engine, requests, tightened());

        assertThat(changes).isNotEmpty().hasSizeLessThan(requests.size());
        assertThat(changes).allSatisfy(each -> {
            assertThat(each.before()).isEqualTo(Verdict.PASS);
            assertThat(each.after()).isEqualTo(Verdict.CONFIRM);
            assertThat(each.reasons()).anySatisfy(reason -> {
                assertThat(reason.code()).isEqualTo("STEP_CHANGE");
                assertThat(reason.limit()).contains("10 %");
            });
        });
    }
}
