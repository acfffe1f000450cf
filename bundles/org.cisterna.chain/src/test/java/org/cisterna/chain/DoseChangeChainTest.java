// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.DrugTotal;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of dose from the order to the tip, and the mistake that does not get there. */
class DoseChangeChainTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Programme W9 =
            new Programme.Flex(List.of(step(0, 120_000), step(6, 240_000), step(10, 144_000), step(18, 180_000)));

    private static final long SEED = Seeds.seed("DoseChangeChainTest");

    private static Programme.Step step(int hour, long rate) {
        return new Programme.Step(new DayTime(hour * 60), new FlowRate(rate));
    }

    @Test
    void whatWasOrderedVerifiedAndSentLeavesTheTipToTheStroke(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Story story = scene.story();
            Bedside bedside = scene.bedside();
            story.enrol();
            assertThat(bedside.deliveredIn(Scene.MONTH)).isEqualTo(30 * Bedside.OLD_DAY);

            Visit visit = story.visitRead();
            DoseChange draft = story.draft(visit, Story.W9);
            DrugTotal total = draft.numbers().orElseThrow().proposal().totals().get(0);
            assertThat(draft.verdict()).isEqualTo(Verdict.PASS);
            assertThat(total.before().orElseThrow().text()).isEqualTo("280 mcg/day");
            assertThat(total.after().orElseThrow().text()).isEqualTo("326 mcg/day");
            assertThat(total.change()).contains("+16.4 %");

            assertThat(story.author(draft.id()).state()).isEqualTo(State.AUTHORED);
            assertThat(scene.platform()
                            .therapy()
                            .change(draft.id(), story.clinician())
                            .orElseThrow()
                            .numbers())
                    .as("the second person works blind")
                    .isEmpty();
            assertThat(story.verify(draft.id()).state()).isEqualTo(State.VERIFIED);
            assertThat(story.release(draft.id()).state()).isEqualTo(State.RELEASED);
            DoseChange sent = story.send(draft.id()).orElseThrow();
            assertThat(sent.state()).isEqualTo(State.APPLIED);
            assertThat(sent.outcome()).contains(new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(2)));

            Snapshot says = scene.platform()
                    .therapy()
                    .read(visit.id(), story.programmer())
                    .orElseThrow()
                    .snapshot();
            assertThat(says.programme()).isEqualTo(W9);
            assertThat(says.motor()).isEqualTo(MotorState.RUNNING);
            assertThat(scene.platform()
                            .therapy()
                            .close(visit.id(), CloseRequest.running(), story.programmer())
                            .orElseThrow()
                            .isOpen())
                    .isFalse();

            assertThat(bedside.deliveredIn(untilMidnight(scene.time()))).isPositive();
            Ratio mass = bedside.deliveredNanograms();
            assertThat(bedside.deliveredIn(Duration.ofHours(6))).isEqualTo(30_000);
            assertThat(bedside.deliveredIn(Duration.ofHours(4))).isEqualTo(40_000);
            assertThat(bedside.deliveredIn(Duration.ofHours(8))).isEqualTo(48_000);
            assertThat(bedside.deliveredIn(Duration.ofHours(6))).isEqualTo(45_000);
            assertThat(bedside.deliveredNanograms().minus(mass)).isEqualTo(Ratio.of(326_000));
            assertThat(bedside.deliveredIn(DAY.multipliedBy(20))).isEqualTo(20 * Bedside.NEW_DAY);

            scene.platform().close();
            assertThat(LedgerCheck.good(scene.disk(), folder, "the story")).contains("GOOD: every entry");
        });
    }

    private static Duration untilMidnight(VirtualTime time) {
        Instant now = time.pump().now();
        return Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(DAY));
    }

    @Test
    void everyActOfTheStoryIsAnEntryAndTheIntentComesBeforeTheOutcome(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Story story = scene.story();
            story.enrol();
            scene.time().leapPumpTime(Scene.MONTH);
            Visit visit = story.visitRead();
            story.send(story.released(visit).id()).orElseThrow();
            List<String> types = scene.platform().entries().stream()
                    .map(each -> each.entry().type())
                    .filter(each -> !each.startsWith("ledger."))
                    .toList();
            assertThat(types.get(0)).isEqualTo("pump.driver");
            // the family without telemetry is seen at a time of its own
            assertThat(types).filteredOn("pump.driver"::equals).hasSize(2);
            assertThat(types)
                    .filteredOn(each -> !each.equals("pump.driver"))
                    .containsExactly(
                            "people.accounts",
                            "pump.paired",
                            "therapy.enrolled",
                            "therapy.visit-opened",
                            "pump.snapshot",
                            "dosing.proposal",
                            "therapy.draft",
                            "therapy.confirmed",
                            "therapy.signature",
                            "therapy.signature",
                            "pump.release",
                            "therapy.sending",
                            "pump.intent",
                            "pump.snapshot",
                            "pump.outcome");
        });
    }

    @Test
    void sixtyMicrogramsEveryHourInsteadOfOnceADayIsBlockedAndNothingIsSent(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Story story = scene.story();
            story.enrol();
            scene.time().leapPumpTime(Scene.MONTH);
            Visit visit = story.visitRead();
            int links = scene.platform().reach().traffic().size();
            int moments = scene.platform().reach().moments();

            DoseChange draft = story.draft(visit, TypedOrder.continuous("60 mcg/h"));
            assertThat(draft.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(draft.plan()).isEmpty();
            Proposal proposal = draft.numbers().orElseThrow().proposal();
            DrugTotal total = proposal.totals().get(0);
            assertThat(total.before().orElseThrow().text()).isEqualTo("280 mcg/day");
            assertThat(total.after().orElseThrow().text()).isEqualTo("1440 mcg/day");
            assertThat(total.change()).contains("+414.3 %");
            assertThat(proposal.findings(Verdict.BLOCK)).singleElement().satisfies(ceiling -> {
                assertThat(ceiling.code()).isEqualTo("DAILY_DOSE");
                assertThat(ceiling.value()).isEqualTo("1440 mcg/day");
                assertThat(ceiling.limit()).contains("1000 mcg/day");
                assertThat(ceiling.limiter()).contains("institution");
            });
            assertThat(proposal.findings())
                    .as("the titration step stands beside it")
                    .filteredOn(each -> each.code().equals("STEP_CHANGE"))
                    .singleElement()
                    .satisfies(step -> {
                        assertThat(step.value()).isEqualTo("+414.3 %");
                        assertThat(step.limit()).contains("30 %");
                        assertThat(step.verdict()).isEqualTo(Verdict.CONFIRM);
                    });

            assertThat(scene.platform()
                            .therapy()
                            .nonce(draft.id(), story.programmer())
                            .violations())
                    .extracting(Violation::code)
                    .containsExactly("BLOCKED");
            assertThat(story.send(draft.id()).violations()).isNotEmpty();
            assertThat(scene.platform().entries(PumpEntries.Intent.TYPE)).isEmpty();
            assertThat(scene.platform().reach().traffic())
                    .as("links to the pump")
                    .hasSize(links);
            assertThat(scene.platform().reach().moments())
                    .as("bytes to the pump")
                    .isEqualTo(moments);
            assertThat(scene.bedside().deliveredIn(DAY)).isEqualTo(Bedside.OLD_DAY);

            scene.platform().close();
            LedgerCheck.good(scene.disk(), folder, "the blocked draft");
        });
    }

    @Test
    void theSameSeedTellsTheSameStoryByteForByte(@TempDir Path folder) throws Exception {
        Told first = told(SEED, folder.resolve("first"));
        System.out.println("seed " + SEED + " leaves " + first.bytes().text() + ", turns " + first.turns());
        assertThat(told(SEED, folder.resolve("again"))).isEqualTo(first);
        Told other = told(SEED + 1, folder.resolve("other"));
        assertThat(other.bytes()).isNotEqualTo(first.bytes());
        assertThat(other.checkpoint()).isNotEqualTo(first.checkpoint());
    }

    /**
     * A story, to be compared.
     *
     * @param bytes every file of platform and pump
     * @param checkpoint of the ledger: origin, size, root and signature
     * @param turns who ran when
     */
    private record Told(Digest bytes, String checkpoint, String turns) {}

    private static Told told(long seed, Path people) throws Exception {
        Digest[] bytes = new Digest[1];
        String[] checkpoint = new String[1];
        VirtualTime time = Scene.begin(seed, Clinic.in(people, seed), scene -> {
            Story story = scene.story();
            story.enrol();
            scene.time().leapPumpTime(Scene.MONTH);
            Visit visit = story.visitRead();
            story.send(story.released(visit).id()).orElseThrow();
            scene.time().leapPumpTime(DAY);
            scene.platform().close();
            bytes[0] = scene.fingerprint();
            checkpoint[0] = scene.platform().ledger().checkpoint();
        });
        return new Told(bytes[0], checkpoint[0], time.interleaving());
    }
}
