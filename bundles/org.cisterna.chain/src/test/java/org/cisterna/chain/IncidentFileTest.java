// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.IncidentAnswer;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.IncidentRequest;
import org.cisterna.audit.verify.Verify;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Caller;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpEvent;
import org.cisterna.records.IncidentDesk;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened at a pump, frozen into one file, and what a reader with the public key alone finds out about it. */
class IncidentFileTest {

    private static final long SEED = Seeds.seed("IncidentFileTest");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Caller PROGRAMMER = new Caller("paula", "Paula Programmer", "programmer", "test", "reads-log");

    /** What a test does with a file. */
    @FunctionalInterface
    private interface Told {
        void tell(Scene scene, IncidentFiles incidents, Instant from, Instant until) throws Exception;
    }

    /** A pump that was read twice and stopped, within some hours. */
    private static void told(Path folder, Told story) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Story people = scene.story();
            people.enrol();
            scene.time().advance(HOUR);
            Instant from = scene.time().house().now();
            scene.time().advance(HOUR);
            Visit visit = people.visitRead();
            scene.time().advance(HOUR);
            scene.platform().therapy().read(visit.id(), people.programmer()).orElseThrow();
            scene.platform()
                    .therapy()
                    .stop(Bedside.PUMP, new StopRequest("the patient is drowsy", Optional.empty()), people.clinician())
                    .orElseThrow();
            scene.time().advance(HOUR);
            IncidentFiles incidents = IncidentDesk.over(
                    scene.platform().ledger(),
                    scene.platform().evidence(),
                    () -> Optional.of(scene.platform().host()),
                    scene.time().house());
            story.tell(scene, incidents, from, scene.time().house().now());
        });
    }

    private static IncidentAnswer freeze(Scene scene, IncidentFiles incidents, Instant from, Instant until) {
        return incidents.freeze(
                new IncidentRequest(Bedside.PUMP.text(), from, until, "drowsy after the visit"),
                scene.story().clinician().actor(Act.FREEZE_INCIDENT),
                false);
    }

    /** The verifier's answer, its exit status before it. */
    private static String verified(Scene scene, Path folder, byte[] file) throws Exception {
        Path at = Files.write(folder.resolve("incident.jsonl"), file);
        Path key = Files.write(folder.resolve("vkey"), scene.disk().readAll("ledger.vkey"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Verify.run(List.of(at.toString(), "--key", key.toString()), printed, printed);
        return status + " " + out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFileHoldsWhatBelongsToThePumpAndVerifiesWithTheKeyAlone(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            long size = scene.platform().ledger().size();
            IncidentAnswer.Frozen frozen = (IncidentAnswer.Frozen) freeze(scene, incidents, from, until);
            assertThat(scene.platform().entries().stream().skip(size).map(each -> each.entry()
                            .type()))
                    .containsExactly("pump.events", "audit.incident");
            assertThat(frozen.sequence()).isEqualTo(size + 1);
            assertThat(scene.platform().entries("audit.incident"))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.entry().actor().id()).isEqualTo("clara");
                        assertThat(each.entry().pump())
                                .as("no pump's revision changes")
                                .isEmpty();
                        assertThat(each.entry().body().string("reason")).isEqualTo("drowsy after the visit");
                    });
            assertThat(frozen.lost()).isEmpty();
            assertThat(frozen.files()).isPositive();
            String text = new String(frozen.file(), StandardCharsets.UTF_8);
            assertThat(text)
                    .contains(
                            "pump.paired",
                            "therapy.enrolled",
                            "pump.snapshot",
                            "therapy.stopped",
                            "pump.outcome",
                            "pump.driver");
            JsonObject manifest = manifest(frozen.file());
            assertThat(manifest.object("eventLog").array("readings").strings()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(manifest.object("eventLog")
                            .array("gaps")
                            .objects()
                            .get(0)
                            .string("from"))
                    .isEqualTo(from.toString());
            assertThat(manifest.object("software").array("drivers").strings()).isNotEmpty();
            assertThat(verified(scene, folder, frozen.file()))
                    .startsWith("0 ")
                    .contains("Frozen: pump " + Bedside.PUMP.text(), "drowsy after the visit");
        });
    }

    /** What the pump itself noted between the readings is in the file, proven by the entry that the host made of it. */
    @Test
    void aFileHoldsThePumpsOwnEventLog(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            IncidentAnswer.Frozen frozen = (IncidentAnswer.Frozen) freeze(scene, incidents, from, until);
            JsonObject log = manifest(frozen.file()).object("eventLog");
            EventPage page =
                    scene.platform().host().events(Bedside.PUMP, 0, PROGRAMMER).orElseThrow();
            assertThat(page.more()).isFalse();
            assertThat(page.events()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(log.array("events").objects().stream()
                            .map(PumpEvent::fromJson)
                            .toList())
                    .isEqualTo(page.events());
            assertThat(log.number("overwritten")).isEqualTo(page.lost());
            assertThat(log.string("words")).contains("gave " + page.events().size() + " events");
            assertThat(log.array("entries").values()).containsExactly(Json.number(frozen.sequence() - 1));
            String named = scene.platform()
                    .entries("pump.events")
                    .get(0)
                    .entry()
                    .body()
                    .string("page");
            assertThat(new String(frozen.file(), StandardCharsets.UTF_8)).contains("\"digest\":\"" + named + "\"}");
            assertThat(verified(scene, folder, frozen.file())).startsWith("0 ");
        });
    }

    @Test
    void aPumpThatCannotBeAskedIsSaidInWords(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            IncidentFiles alone = IncidentDesk.over(
                    scene.platform().ledger(),
                    scene.platform().evidence(),
                    Optional::empty,
                    scene.time().house());
            IncidentAnswer.Frozen frozen = (IncidentAnswer.Frozen) freeze(scene, alone, from, until);
            JsonObject log = manifest(frozen.file()).object("eventLog");
            assertThat(log.string("words"))
                    .startsWith("The pump could not be asked for its event log: the pump host is not there.");
            assertThat(log.array("events").values()).isEmpty();
            assertThat(verified(scene, folder, frozen.file())).startsWith("0 ");
        });
    }

    private static JsonObject manifest(byte[] file) {
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        JsonObject header = (JsonObject) Json.parse(lines.get(0).getBytes(StandardCharsets.UTF_8));
        String line = lines.get(1 + (int) header.number("exportLines"));
        JsonObject first = (JsonObject) Json.parse(line.getBytes(StandardCharsets.UTF_8));
        return (JsonObject) Json.parse(java.util.Base64.getDecoder().decode(first.string("bytes")));
    }

    @Test
    void aChangeOfAnyByteIsFound(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            byte[] file = ((IncidentAnswer.Frozen) freeze(scene, incidents, from, until)).file();
            RandomGenerator random = new java.util.Random(SEED);
            int stride = Integer.getInteger("cisterna.chain.stride", 31);
            List<String> missed = new ArrayList<>();
            for (int at = random.nextInt(stride); at < file.length; at += stride) {
                byte[] changed = file.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                String said = verified(scene, folder, changed);
                if (said.startsWith("0 ")) {
                    missed.add(at + ": " + said);
                }
            }
            assertThat(missed).as("of %s bytes, seed %s", file.length, SEED).isEmpty();
        });
    }

    @Test
    void whatIsCutTakenOutPutInOrSwappedIsFound(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            byte[] file = ((IncidentAnswer.Frozen) freeze(scene, incidents, from, until)).file();
            List<String> lines =
                    new String(file, StandardCharsets.UTF_8).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                List<String> without = new ArrayList<>(lines);
                String taken = without.remove(i);
                assertThat(verified(scene, folder, bytes(without)))
                        .as("without line %s", i)
                        .doesNotStartWith("0 ");
                List<String> twice = new ArrayList<>(lines);
                twice.add(i, taken);
                assertThat(verified(scene, folder, bytes(twice)))
                        .as("line %s twice", i)
                        .doesNotStartWith("0 ");
                if (i > 0) {
                    List<String> swapped = new ArrayList<>(lines);
                    swapped.set(i, lines.get(i - 1));
                    swapped.set(i - 1, taken);
                    assertThat(verified(scene, folder, bytes(swapped)))
                            .as("lines %s swapped", i)
                            .doesNotStartWith("0 ");
                }
            }
        });
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void lostEvidenceIsSaidToBeLost(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            Digest gone = scene.platform()
                    .entries("pump.snapshot")
                    .get(1)
                    .entry()
                    .evidence()
                    .get(0);
            EvidenceStore store = scene.platform().evidence();
            IncidentFiles without = IncidentDesk.over(
                    scene.platform().ledger(),
                    new Lossy(store, gone),
                    Optional::empty,
                    scene.time().house());
            IncidentAnswer.Frozen frozen = (IncidentAnswer.Frozen) freeze(scene, without, from, until);
            assertThat(frozen.lost()).singleElement().asString().startsWith(gone.text());
            assertThat(verified(scene, folder, frozen.file()))
                    .startsWith("1 ")
                    .contains("Lost evidence: the file " + gone.text() + " was lost before this file was made");
        });
    }

    /** Evidence of which one file is gone. */
    private record Lossy(EvidenceStore store, Digest gone) implements EvidenceStore {
        @Override
        public Digest put(byte[] bytes) {
            return store.put(bytes);
        }

        @Override
        public Optional<byte[]> get(Digest digest) {
            return digest.equals(gone) ? Optional.empty() : store.get(digest);
        }
    }

    @Test
    void whatCannotBeFrozenIsRefusedInWordsAndEntersNothing(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            long size = scene.platform().ledger().size();
            assertThat(codes(freeze(scene, incidents, until, from))).contains("BAD_VALUE from");
            assertThat(codes(freeze(scene, incidents, from, until.plus(HOUR)))).contains("BAD_VALUE until");
            for (IncidentRequest wrong : List.of(
                    new IncidentRequest("Acme/nobody", from, until, "drowsy after the visit"),
                    new IncidentRequest("", from, until, "drowsy after the visit"),
                    new IncidentRequest(Bedside.PUMP.text(), from, until, "no"))) {
                assertThat(incidents.freeze(wrong, scene.story().clinician().actor(Act.FREEZE_INCIDENT), true))
                        .isInstanceOf(IncidentAnswer.Refused.class);
            }
            assertThat(scene.platform().ledger().size()).isEqualTo(size);
        });
    }

    @Test
    void aClinicianDoesNotSeeTheNumbersOfADraftThisWayAndAnAuditorDoes(@TempDir Path folder) throws Exception {
        told(folder, (scene, incidents, from, until) -> {
            Visit visit = scene.platform()
                    .therapy()
                    .visits(Bedside.PUMP, scene.story().programmer())
                    .orElseThrow()
                    .get(0);
            scene.platform()
                    .therapy()
                    .read(visit.id(), scene.story().programmer())
                    .orElseThrow();
            Instant before = scene.time().house().now();
            String change = scene.story().draft(visit, Story.W9).id();
            scene.time().advance(Duration.ofMinutes(1));
            Instant now = scene.time().house().now();
            assertThat(codes(freeze(scene, incidents, from, now))).containsExactly("DRAFT_OPEN until");
            assertThat(freeze(scene, incidents, from, before)).isInstanceOf(IncidentAnswer.Frozen.class);
            scene.platform()
                    .therapy()
                    .discard(change, scene.story().programmer())
                    .orElseThrow();
            assertThat(freeze(scene, incidents, from, now)).isInstanceOf(IncidentAnswer.Frozen.class);
        });
    }

    private static List<String> codes(IncidentAnswer answer) {
        assertThat(answer).isInstanceOf(IncidentAnswer.Refused.class);
        return ((IncidentAnswer.Refused) answer)
                .reasons().stream()
                        .map(each -> each.code() + " " + each.field())
                        .toList();
    }
}
