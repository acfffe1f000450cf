// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cisterna.audit.WitnessAnswer;
import org.cisterna.audit.WitnessAnswer.Kind;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** What a witness cosigns, what it refuses, and that it never forgets what it has cosigned. */
class LogWitnessTest {
    private static final String NAME = "other.example/witness";
    private static final String STATE = "witness/" + LogWitness.hash("cisterna/2026-1");

    private final World world = new World(1);
    private final SimulatedStorage node = new SimulatedStorage(1);
    private final SimulatedStorage disk = new SimulatedStorage(2);

    private LogWitness witness(SimulatedStorage on, String... keys) throws IOException {
        return LogWitness.open(
                on, NAME, List.of(keys), world.time().house(), world.time().randomness());
    }

    private String vkey() throws IOException {
        return new String(node.readAll("ledger.vkey"), StandardCharsets.UTF_8);
    }

    private static List<byte[]> proof(TileLedger ledger, long old, long size) {
        return old == 0 || old == size
                ? List.of()
                : ledger.consistency(old, size).path().stream()
                        .map(each -> each.bytes())
                        .toList();
    }

    private static long size(String note) {
        return Long.parseLong(note.lines().toList().get(1));
    }

    private static byte[] request(TileLedger ledger, long old) {
        String note = ledger.checkpoint();
        return bytes(new AddCheckpoint(old, proof(ledger, old, size(note)), note).text());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Kind kind(LogWitness witness, String request) {
        return witness.add(bytes(request)).kind();
    }

    @Test
    void itCosignsWhatExtendsWhatItHasCosignedLastAndShowsThat() throws IOException {
        try (TileLedger ledger = world.open(node)) {
            LogWitness witness = witness(disk, vkey());
            assertThat(witness.checkpoint(LogWitness.hash("cisterna/2026-1"))).isEmpty();
            long known = 0;
            for (int i = 0; i < 3; i++) {
                WitnessAnswer answer = witness.add(request(ledger, known));
                assertThat(answer.kind()).isEqualTo(Kind.COSIGNED);
                SignedNote note = SignedNote.read(ledger.checkpoint());
                SignedNote.Line line = SignedNote.lines(answer.text()).get(0);
                assertThat(PublicNoteKey.parse(PublicNoteKey.Kind.WITNESS, witness.key())
                                .cosigned(note.text(), line))
                        .contains(world.time().house().now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
                assertThat(witness.checkpoint(LogWitness.hash("cisterna/2026-1")))
                        .contains(bytes(ledger.checkpoint() + answer.text()));
                known = size(ledger.checkpoint());
                assertThat(witness.add(request(ledger, known)).kind())
                        .as("the same once more")
                        .isEqualTo(Kind.COSIGNED);
                ledger.append(World.entries("a" + i, "b" + i, "c" + i));
            }
        }
        assertThat(disk.isOwnerOnly("keys/witness.key")).isTrue();
        assertThat(new String(disk.readAll("witness.vkey"), StandardCharsets.UTF_8))
                .startsWith(NAME + "+");
    }

    @Test
    void proofsBetweenAllSizesHoldAndNoOthersDo() throws IOException {
        try (TileLedger ledger = world.open(node)) {
            ledger.append(
                    IntStream.range(0, 36).mapToObj(n -> World.entry("e" + n)).toList());
            for (long size = 1; size <= ledger.size(); size++) {
                byte[] root = ledger.consistency(size, size).newRoot().bytes();
                for (long old = 1; old <= size; old++) {
                    byte[] oldRoot = ledger.consistency(old, size).oldRoot().bytes();
                    List<byte[]> proof = proof(ledger, old, size);
                    String what = old + " to " + size;
                    assertThat(Consistency.holds(old, oldRoot, size, root, proof))
                            .as(what)
                            .isTrue();
                    List<byte[]> longer = new ArrayList<>(proof);
                    longer.add(root);
                    assertThat(Consistency.holds(old, oldRoot, size, root, longer))
                            .as(what)
                            .isFalse();
                    assertThat(Consistency.holds(old, new byte[32], size, root, proof))
                            .as(what)
                            .isFalse();
                    assertThat(Consistency.holds(old, oldRoot, size, new byte[32], proof))
                            .as(what)
                            .isFalse();
                    for (int i = 0; i < proof.size(); i++) {
                        List<byte[]> other = new ArrayList<>(proof);
                        other.set(i, new byte[32]);
                        assertThat(Consistency.holds(old, oldRoot, size, root, other))
                                .as(what)
                                .isFalse();
                        other.remove(i);
                        assertThat(Consistency.holds(old, oldRoot, size, root, other))
                                .as(what)
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void itRefusesEachInTheWayOfTheProtocol() throws IOException {
        try (TileLedger ledger = world.open(node)) {
            ledger.append(World.entry("a"));
            LogWitness witness = witness(disk, vkey());
            String note = ledger.checkpoint();
            long size = size(note);
            assertThat(witness.add(bytes("old 1\n\n" + note)).text())
                    .as("it has cosigned none")
                    .isEqualTo("0\n");
            assertThat(kind(witness, "old 0\n" + "A".repeat(43) + "=\n\n" + note))
                    .as("a proof from nothing")
                    .isEqualTo(Kind.NOT_CONSISTENT);
            assertThat(kind(witness, "old 0\n\n" + note)).isEqualTo(Kind.COSIGNED);
            ledger.append(World.entry("b"));
            String next = ledger.checkpoint();
            WitnessAnswer other = witness.add(bytes("old 0\n\n" + next));
            assertThat(other.kind()).isEqualTo(Kind.OTHER_SIZE);
            assertThat(other.text()).isEqualTo(size + "\n");
            assertThat(kind(witness, "old " + size + "\n\n" + next)).isEqualTo(Kind.NOT_CONSISTENT);
            assertThat(kind(witness, "old " + (size + 9) + "\n\n" + next)).isEqualTo(Kind.MALFORMED);
            for (String malformed : List.of(
                    "",
                    "old 0\n" + next,
                    "old 00\n\n" + next,
                    "old -1\n\n" + next,
                    "new 0\n\n" + next,
                    "old 0\r\n\n" + next,
                    "old 0\nAAAA\n\n" + next,
                    "old 0\n" + ("A".repeat(43) + "=\n").repeat(64) + "\n" + next,
                    "old 0\n\n" + next.strip(),
                    "old 0\n\n" + next.replace("\u2014", "-"),
                    "old 0\n\n" + next.replaceFirst("\n[0-9]+\n", "\nx\n"),
                    "old 0\n\n" + next.lines().findFirst().orElseThrow() + "\n\n" + "x\n")) {
                assertThat(kind(witness, malformed)).as(malformed).isEqualTo(Kind.MALFORMED);
            }
            assertThat(witness.add(new byte[] {(byte) 0xff}).kind()).isEqualTo(Kind.MALFORMED);
            for (String origin : List.of("cisterna/2026", "cisterna2026-1", "else/2026-1", "cisterna/2026-1/x")) {
                assertThat(kind(witness, "old 0\n\n" + next.replace("cisterna/2026-1", origin)))
                        .as(origin)
                        .isEqualTo(Kind.UNKNOWN_LOG);
            }
            assertThat(kind(witness, "old 0\n\n" + next.replace("cisterna/2026-1", "cisterna/2026-2")))
                    .as("another text under that signature")
                    .isEqualTo(Kind.NOT_SIGNED);
            assertThat(kind(witness, "old 0\n\n" + next.replace("\u2014 cisterna ", "\u2014 another ")))
                    .as("no signature of a key that is known")
                    .isEqualTo(Kind.NOT_SIGNED);
            assertThat(witness.add(request(ledger, size)).kind())
                    .as("still the right one")
                    .isEqualTo(Kind.COSIGNED);
        }
    }

    @Test
    void aLogThatHasSignedTwoVersionsIsKeptAndSaidAlsoAfterAStart() throws IOException {
        SimulatedStorage fork;
        String one;
        LogWitness witness;
        try (TileLedger ledger = world.open(node)) {
            fork = node.afterKill();
            ledger.append(World.entry("a"));
            witness = witness(disk, vkey());
            assertThat(witness.add(request(ledger, 0)).kind()).isEqualTo(Kind.COSIGNED);
            one = ledger.checkpoint();
        }
        String two = fork(fork, size(one));
        assertThat(kind(witness, "old " + size(one) + "\n\n" + two)).isEqualTo(Kind.NOT_CONSISTENT);
        assertThat(witness.notes()).singleElement().asString().contains("two versions of itself", STATE + ".other");
        assertThat(disk.readAll(STATE + ".other")).isEqualTo(bytes(two));
        assertThat(new String(disk.readAll(STATE), StandardCharsets.UTF_8)).startsWith(one);
        assertThat(witness(disk, vkey()).notes()).hasSize(1);
    }

    /** A checkpoint of that size in a version of the log of its own. */
    private String fork(SimulatedStorage fork, long size) {
        World other = new World(7);
        try (TileLedger ledger = other.open(fork)) {
            while (size(ledger.checkpoint()) < size) {
                ledger.append(World.entry("B"));
            }
            String note = ledger.checkpoint();
            assertThat(size(note)).isEqualTo(size);
            return note;
        }
    }

    @Test
    void aCrashAtAnyOperationLosesNoCosignatureThatWasGivenOut() throws IOException {
        long seed = Seeds.seed("LogWitnessTest");
        try (TileLedger ledger = world.open(node)) {
            witness(disk, vkey()).add(request(ledger, 0));
            long known = size(ledger.checkpoint());
            ledger.append(World.entry("a"));
            byte[] request = request(ledger, known);
            int crashes = 0;
            for (boolean fails : List.of(true, false)) {
                for (long n = 1; ; n++) {
                    SimulatedStorage run = disk.afterKill();
                    LogWitness witness = witness(run, vkey());
                    if (fails) {
                        run.failAt(run.operations() + n);
                    } else {
                        run.crashAt(run.operations() + n);
                    }
                    WitnessAnswer answer = witness.add(request);
                    if (!run.fired()) {
                        assertThat(answer.kind()).isEqualTo(Kind.COSIGNED);
                        break;
                    }
                    crashes++;
                    assertThat(answer.kind()).as("operation " + n).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(witness.add(request).kind())
                            .as("nothing more until the next start")
                            .isEqualTo(Kind.UNAVAILABLE);
                    assertThat(witness.notes())
                            .singleElement()
                            .asString()
                            .contains("cosigns nothing until its next start");
                    if (fails) {
                        continue;
                    }
                    LogWitness again = witness(run.afterCrash(seed + n), vkey());
                    WitnessAnswer since = again.add(request);
                    assertThat(since.kind())
                            .as("seed " + seed + ", operation " + n)
                            .isIn(Kind.COSIGNED, Kind.OTHER_SIZE);
                }
            }
            assertThat(crashes).isGreaterThan(6);
            for (int i = 0; i < 20; i++) {
                SimulatedStorage run = disk.afterKill();
                assertThat(witness(run, vkey()).add(request).kind()).isEqualTo(Kind.COSIGNED);
                // the machine crashes right behind the answer
                WitnessAnswer since = witness(run.afterCrash(seed + i), vkey()).add(request);
                assertThat(since.text()).as("seed " + seed).isEqualTo(size(ledger.checkpoint()) + "\n");
            }
        }
    }

    @Test
    void whatItKeepsIsItsOwnOrItDoesNotStart() throws IOException {
        try (TileLedger ledger = world.open(node)) {
            witness(disk, vkey()).add(request(ledger, 0));
        }
        SimulatedStorage changed = disk.afterKill();
        changed.flip(STATE, 20, 1);
        assertThatThrownBy(() -> witness(changed, vkey()))
                .hasMessageContaining("the witness has cosigned last, " + STATE + ", is damaged");
        SimulatedStorage without = disk.afterKill();
        without.delete("keys/witness.key");
        assertThatThrownBy(() -> witness(without, vkey())).hasMessageContaining("keys/witness.key, is missing");
        assertThatThrownBy(() -> LogWitness.open(
                        disk,
                        "another.example",
                        List.of(),
                        world.time().house(),
                        world.time().randomness()))
                .hasMessageContaining("is that of 'other.example/witness'");
        assertThatThrownBy(() -> witness(disk, "no key")).hasMessageContaining("form name+id+base64");
        assertThatThrownBy(() -> LogWitness.open(
                        disk,
                        "a b",
                        List.of(),
                        world.time().house(),
                        world.time().randomness()))
                .hasMessageContaining("cannot be the name of a witness");
    }
}
