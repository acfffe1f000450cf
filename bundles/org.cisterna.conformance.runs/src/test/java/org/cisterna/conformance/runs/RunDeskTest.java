// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.run.BundleContent;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.conformance.run.Standing;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.MemoryEvidence;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDeskTest {

    private static final Caller IRIS = new Caller("iris", "Iris Integrator", "integrator", "session s-1", "c-1");
    private static final String DRIVER = "org.example.driver";
    private static final RunOrder ORDER = new RunOrder(DRIVER, RunOrder.Profile.FAST, 3, "", true);

    @TempDir
    Path folder;

    private final VirtualTime time = VirtualTime.create(11);
    private final MemoryLedger ledger = MemoryLedger.in(time);
    private EvidenceStore evidence = new MemoryEvidence();
    private final FakeKit kit = new FakeKit();
    private final List<InstalledDriver> drivers = new ArrayList<>();
    private Optional<Ledger> there = Optional.of(ledger);
    private RunDesk desk = desk();

    private RunDesk desk() {
        return new RunDesk(
                new RunDesk.Services(() -> there, () -> Optional.of(evidence), () -> drivers),
                kit,
                time.house(),
                folder());
    }

    private Path folder() {
        return folder == null ? Path.of("none") : folder.resolve("runs");
    }

    @BeforeEach
    void begin() throws IOException {
        desk = desk();
        drivers.add(driver("first"));
    }

    private InstalledDriver driver(String holds) throws IOException {
        Path jar = folder.resolve(holds + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("code"));
            out.write(holds.getBytes(StandardCharsets.UTF_8));
        }
        return new InstalledDriver(DRIVER, "1.2.0", "drip", Optional.of(BundleContent.digest(jar)), jar, "");
    }

    private Digest content() {
        return drivers.get(0).content().orElseThrow();
    }

    private KitRun started(RunOrder order) {
        return desk.start(order, IRIS).orElseThrow();
    }

    private Standing standing() {
        return desk.standings().get(0);
    }

    private static String code(Answer<?> answer) {
        return answer.violations().stream().map(Violation::code).findFirst().orElse("done");
    }

    @Test
    void aRunIsEnteredWhenItBeginsAndWhenItEndsWithItsReportAsEvidence() throws IOException {
        KitRun run = started(ORDER);
        assertThat(run.state()).isEqualTo(KitRun.State.RUNNING);
        Envelope began = ledger.ofType(RunEntries.STARTED).get(0);
        assertThat(began.entry().actor().id()).isEqualTo("iris");
        kit.finish("INCOMPLETE", "1.0.0", content());

        Envelope ended = ledger.ofType(RunEntries.ENDED).get(0);
        assertThat(ended.entry().actor().isSystem()).isTrue();
        assertThat(ended.entry().body().string("content")).isEqualTo(content().text());
        KitRun told = desk.run(run.id()).orElseThrow();
        assertThat(told.state()).isEqualTo(KitRun.State.FINISHED);
        assertThat(told.askedBy()).isEqualTo("Iris Integrator");
        RunResult result = told.result().orElseThrow();
        assertThat(result.counts())
                .containsEntry(Verdict.Kind.FAIL, 1L)
                .containsEntry(Verdict.Kind.SKIPPED, 1L)
                .containsEntry(Verdict.Kind.PASS, 0L);
        assertThat(ended.entry().evidence())
                .containsExactlyInAnyOrderElementsOf(result.files().values())
                .hasSize(2);
        assertThat(Digest.of(desk.file(run.id(), ReportFile.JSON).orElseThrow()))
                .isEqualTo(result.files().get(ReportFile.JSON));
        assertThat(code(desk.file(run.id(), ReportFile.FRAMES))).isEqualTo("NO_REPORT");
        assertThat(folder().resolve("run-" + run.id())).doesNotExist();
    }

    @Test
    void theSameIsKnownAfterARestartAndWithASnapshot() throws IOException {
        started(ORDER);
        kit.finish("BROKEN", "1.0.0", content());
        List<KitRun> before = desk.runs();
        assertThat(standing().level()).isEqualTo(Standing.Level.BROKEN);
        assertThat(desk().runs()).isEqualTo(before);
        desk.close();
        desk = desk();
        assertThat(desk.runs()).isEqualTo(before);
        assertThat(standing().level()).isEqualTo(Standing.Level.BROKEN);
    }

    @Test
    void progressIsTheLastVerdictAndTheRuleBehindIt() {
        KitRun run = started(ORDER);
        kit.listener().said("1.01 PASS");
        kit.listener().said("1.03 FAIL");
        kit.listener().said("anything else");
        KitRun now = desk.run(run.id()).orElseThrow();
        assertThat(now.judged()).isEqualTo(3);
        assertThat(now.atWork()).isEqualTo("1.04");
        assertThat(now.rules()).isGreaterThan(100);
    }

    @Test
    void oneRunGoesOnAtATime() {
        started(ORDER);
        assertThat(code(desk.start(ORDER, IRIS))).isEqualTo("RUN_UNDER_WAY");
        assertThat(kit.begun).hasSize(1);
    }

    @Test
    void aCancelledRunIsEnteredAsSuchByWhoeverCancelledItAndLeavesNoResult() throws IOException {
        KitRun run = started(ORDER);
        kit.listener().said("1.02 PASS");
        Caller other = new Caller("ivo", "Ivo Integrator", "integrator", "session s-2", "c-2");
        KitRun cancelled = desk.cancel(run.id(), other).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(KitRun.State.CANCELLED);
        assertThat(cancelled.words()).contains("when 2 of");
        assertThat(kit.ends).isEqualTo(1);
        assertThat(ledger.ofType(RunEntries.ENDED).get(0).entry().actor().id()).isEqualTo("ivo");
        // it had just written its report
        kit.finish("CONFORMANT", "1.0.0", content());
        assertThat(desk.runs()).hasSize(1).allMatch(each -> each.result().isEmpty());
        assertThat(standing().level()).isEqualTo(Standing.Level.NOT_TESTED);
        assertThat(code(desk.cancel(run.id(), other))).isEqualTo("NOT_UNDER_WAY");
        assertThat(code(desk.cancel("nothing", other))).isEqualTo("NO_SUCH_RUN");
    }

    @Test
    void aRunWithoutAReportFailsWithWhatItSaidLast() {
        KitRun run = started(ORDER);
        kit.listener().said("cisterna: the driver's process did not come to its end");
        kit.listener().ended("");
        KitRun told = desk.run(run.id()).orElseThrow();
        assertThat(told.state()).isEqualTo(KitRun.State.FAILED);
        assertThat(told.words()).isEqualTo("the driver's process did not come to its end");
    }

    @Test
    void aRunThatThePlatformDidNotOutliveIsEnteredAtTheNextStart() {
        KitRun run = started(ORDER);
        desk = desk();
        KitRun told = desk.run(run.id()).orElseThrow();
        assertThat(told.state()).isEqualTo(KitRun.State.FAILED);
        assertThat(told.words()).isEqualTo("the platform ended while it ran");
        assertThat(desk.start(ORDER, IRIS).isDone()).isTrue();
    }

    @Test
    void aStopOfThePlatformEndsTheRunAndIsEntered() {
        KitRun run = started(ORDER);
        desk.close();
        assertThat(kit.ends).isEqualTo(1);
        assertThat(desk.run(run.id()).orElseThrow().words()).contains("platform was stopped");
    }

    @Test
    void aReportOfAnotherBuildIsNotTakenForOneOfThis() throws IOException {
        started(ORDER);
        kit.finish("CONFORMANT", "1.0.0", driver("another").content().orElseThrow());
        assertThat(desk.runs().get(0).state()).isEqualTo(KitRun.State.FAILED);
        assertThat(desk.runs().get(0).words()).contains("was to be tested");
        assertThat(standing().level()).isEqualTo(Standing.Level.NOT_TESTED);
    }

    @Test
    void aTestOfAnotherBuildSaysNothingAboutTheOneThatRuns() throws IOException {
        started(ORDER);
        kit.finish("CONFORMANT", "1.0.0", content());
        assertThat(standing().level()).isEqualTo(Standing.Level.CONFORMANT);
        drivers.set(0, driver("second"));
        assertThat(standing().level()).isEqualTo(Standing.Level.OTHER_BUILD);
        assertThat(standing().run().orElseThrow().content())
                .isNotEqualTo(standing().content().orElseThrow());
    }

    @Test
    void whatOneSeedBrokeNoOtherSeedMends() throws IOException {
        started(ORDER);
        kit.finish("BROKEN", "1.0.0", content());
        started(new RunOrder(DRIVER, RunOrder.Profile.FAST, 4, "", false));
        kit.finish("CONFORMANT", "1.0.0", content());
        assertThat(standing().level()).isEqualTo(Standing.Level.BROKEN);
        started(new RunOrder(DRIVER, RunOrder.Profile.FAST, 4, "", false));
        kit.finish("CONFORMANT", "1.1.0", content());
        assertThat(standing().level()).as("another kit judges by other tests").isEqualTo(Standing.Level.CONFORMANT);
    }

    @Test
    void aRunOfSomeRulesNeverMakesADriverConformantAndTakesNothingFromARunOfAll() throws IOException {
        RunOrder some = new RunOrder(DRIVER, RunOrder.Profile.FAST, 4, "4.05", false);
        started(some);
        kit.finish("CONFORMANT", "1.0.0", content());
        assertThat(standing().level()).isEqualTo(Standing.Level.INCOMPLETE);
        started(ORDER);
        kit.finish("CONFORMANT", "1.0.0", content());
        started(some);
        kit.finish("INCOMPLETE", "1.0.0", content());
        assertThat(standing().level()).isEqualTo(Standing.Level.CONFORMANT);
    }

    @Test
    void withoutItsReportALevelIsNotProved() throws IOException {
        started(ORDER);
        kit.finish("CONFORMANT", "1.0.0", content());
        evidence = new MemoryEvidence();
        assertThat(standing().level()).isEqualTo(Standing.Level.UNPROVEN);
        assertThat(standing().reason()).contains("not among the evidence any more");
        assertThat(code(desk.file(desk.runs().get(0).id(), ReportFile.JSON))).isEqualTo("EVIDENCE_LOST");
        evidence = new EvidenceStore() {
            @Override
            public Digest put(byte[] bytes) {
                throw new EvidenceUnavailableException("none is kept");
            }

            @Override
            public Optional<byte[]> get(Digest digest) {
                throw new EvidenceUnavailableException("its bytes are not those that were kept");
            }
        };
        assertThat(standing().reason()).contains("not those that were kept");
    }

    @Test
    void aReportThatCannotBeKeptIsNoReport() throws IOException {
        MemoryEvidence full = new MemoryEvidence();
        full.failing("the disk is full");
        evidence = full;
        started(ORDER);
        kit.finish("CONFORMANT", "1.0.0", content());
        assertThat(desk.runs().get(0).state()).isEqualTo(KitRun.State.FAILED);
        assertThat(desk.runs().get(0).words()).contains("the disk is full");
        assertThat(standing().level()).isEqualTo(Standing.Level.NOT_TESTED);
    }

    @Test
    void withoutALedgerNothingBeginsAndNothingIsClaimed() throws IOException {
        started(ORDER);
        kit.finish("CONFORMANT", "1.0.0", content());
        there = Optional.empty();
        assertThat(code(desk.start(ORDER, IRIS))).isEqualTo("LEDGER_UNAVAILABLE");
        assertThat(standing().level()).isEqualTo(Standing.Level.UNPROVEN);
        there = Optional.of(ledger);
        ledger.readOnly("the disk is full");
        assertThat(code(desk.start(ORDER, IRIS))).isEqualTo("LEDGER_UNAVAILABLE");
        assertThat(kit.begun).hasSize(1);
    }

    @Test
    void anEndThatCannotBeEnteredIsToldAndEnteredLater() throws IOException {
        KitRun run = started(ORDER);
        there = Optional.empty();
        kit.finish("BROKEN", "1.0.0", content());
        assertThat(desk.run(run.id()).orElseThrow().state()).isEqualTo(KitRun.State.FINISHED);
        assertThat(ledger.ofType(RunEntries.ENDED)).isEmpty();
        there = Optional.of(ledger);
        assertThat(standing().level()).isEqualTo(Standing.Level.BROKEN);
        assertThat(ledger.ofType(RunEntries.ENDED)).hasSize(1);
    }

    @Test
    void badOrdersAreRefusedInWords() {
        assertThat(code(desk.start(new RunOrder("nobody", RunOrder.Profile.FAST, 1, "", false), IRIS)))
                .isEqualTo("NO_SUCH_DRIVER");
        assertThat(code(desk.start(new RunOrder(DRIVER, RunOrder.Profile.FAST, -1, "", false), IRIS)))
                .isEqualTo("VALUE_REFUSED");
        for (String wrong : List.of("99.01", "4.*;", "--rig", "4.05, 4.06", "21.*", "4.99", ",")) {
            assertThat(code(desk.start(new RunOrder(DRIVER, RunOrder.Profile.FAST, 1, wrong, false), IRIS)))
                    .as(wrong)
                    .isEqualTo("VALUE_REFUSED");
        }
        kit.missing = Optional.of("no kit");
        assertThat(code(desk.start(ORDER, IRIS))).isEqualTo("KIT_MISSING");
        assertThat(desk.obstacle()).contains("no kit");
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void aKitThatCannotBeStartedIsEnteredAsARunThatFailed() {
        kit.startless = true;
        assertThat(code(desk.start(ORDER, IRIS))).isEqualTo("KIT_NOT_STARTED");
        assertThat(desk.runs().get(0).words()).contains("no process");
        kit.startless = false;
        assertThat(desk.start(ORDER, IRIS).isDone()).isTrue();
    }

    @Test
    void theLastReportAboutTheSameDriverIsComparedWith() throws IOException {
        started(ORDER);
        assertThat(kit.begun.get(0)).doesNotContain("--compare");
        kit.finish("INCOMPLETE", "1.0.0", content());
        KitRun first = desk.runs().get(0);
        started(ORDER);
        assertThat(Digest.of(Files.readAllBytes(Path.of(kit.argument("--compare")))))
                .isEqualTo(first.result().orElseThrow().files().get(ReportFile.JSON));
    }

    @Test
    void anEntryThatIsNotUnderstoodMayTellOfABrokenRuleSoNothingIsClaimed() throws IOException {
        started(ORDER);
        kit.finish("CONFORMANT", "1.0.0", content());
        ledger.append(org.cisterna.audit.Entry.of(
                        RunEntries.ENDED, 2, org.cisterna.audit.Actor.system("a later version"))
                .body(org.cisterna.canonical.Json.object().put("run", "later").build())
                .build());
        assertThat(standing().level()).isEqualTo(Standing.Level.UNPROVEN);
        assertThat(standing().reason()).contains("cannot be understood");
    }
}
