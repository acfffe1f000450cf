// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.WitnessAnswer;
import org.cisterna.audit.witness.LogWitness;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** Two nodes, of which one is the witness of the other. */
class WitnessesTest {
    private final World world = new World(1);
    private final SimulatedStorage node = new SimulatedStorage(1);
    private final SimulatedStorage other = new SimulatedStorage(2);

    /** The other node, as it is reached, or not. */
    private static final class Line implements WitnessLink {
        private final List<LogWitness> behind = new ArrayList<>();
        private final List<Answer> instead = new ArrayList<>();
        private boolean broken;
        private boolean silentAboutItself;
        private int posts;

        @Override
        public Answer post(String path, String body) throws IOException {
            posts++;
            if (broken) {
                throw new IOException("no route to host");
            }
            assertThat(path).isEqualTo("add-checkpoint");
            if (!instead.isEmpty()) {
                return instead.remove(0);
            }
            WitnessAnswer answer = behind.get(0).add(body.getBytes(StandardCharsets.UTF_8));
            return new Answer(
                    switch (answer.kind()) {
                        case COSIGNED -> 200;
                        case MALFORMED -> 400;
                        case NOT_SIGNED -> 403;
                        case UNKNOWN_LOG -> 404;
                        case OTHER_SIZE -> 409;
                        case NOT_CONSISTENT -> 422;
                        case UNAVAILABLE -> 503;
                    },
                    answer.text());
        }

        @Override
        public Answer get(String path) {
            Optional<byte[]> note =
                    silentAboutItself ? Optional.empty() : behind.get(0).checkpoint(path.replace("/checkpoint", ""));
            return note.map(bytes -> new Answer(200, new String(bytes, StandardCharsets.UTF_8)))
                    .orElse(new Answer(404, ""));
        }
    }

    private final Line line = new Line();

    /** Starts the witness, which trusts these keys. */
    private void witness(SimulatedStorage on, String... keys) throws IOException {
        line.behind.clear();
        line.behind.add(LogWitness.open(
                on,
                "other.example/witness",
                Arrays.asList(keys),
                world.time().house(),
                world.time().randomness()));
    }

    private Witnesses asking(TileLedger ledger, SimulatedStorage storage) {
        WitnessAddress address = WitnessAddress.all(List.of("http://127.0.0.1:1/ledger/witness "
                        + line.behind.get(0).key()))
                .get(0);
        return new Witnesses(
                ledger.witnessed(storage),
                List.of(new AskedWitness(address, line)),
                world.time().house());
    }

    private static String text(SimulatedStorage disk, String path) throws IOException {
        return new String(disk.readAll(path), StandardCharsets.UTF_8);
    }

    private static long cosignatures(String note) {
        return note.lines()
                .filter(each -> each.startsWith("\u2014 other.example/witness "))
                .count();
    }

    private void later(Duration much) throws Exception {
        world.time().run(() -> world.time().advance(much));
    }

    @Test
    void cosignaturesStandBesideTheSignatureAndNobodyWaitsForThem() throws Exception {
        try (TileLedger ledger = world.open(node)) {
            witness(other, text(node, "ledger.vkey"));
            Witnesses witnesses = asking(ledger, node);
            assertThat(cosignatures(ledger.checkpoint())).as("published before").isZero();
            witnesses.round();
            assertThat(line.posts).as("none was known").isEqualTo(1);
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
            assertThat(text(node, "ledger/2026-1/checkpoint")).isEqualTo(ledger.checkpoint());
            assertThat(text(node, "keys/ledger.signed")).as("the log's alone").hasLineCount(5);
            String witnessed = ledger.checkpoint();
            witnesses.round();
            assertThat(line.posts).as("nothing new").isEqualTo(1);

            ledger.append(World.entries("a", "b"));
            assertThat(cosignatures(ledger.checkpoint())).isZero();
            assertThat(ledger.staticFile("2026-1/witnessed")).contains(witnessed.getBytes(StandardCharsets.UTF_8));
            witnesses.round();
            assertThat(line.posts).isEqualTo(2);
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
            assertThat(ledger.status().notes()).isEmpty();

            ByteArrayOutputStream export = new ByteArrayOutputStream();
            ledger.export(List.of(new EntryRange(0, 2)), export);
            assertThat(export.toString(StandardCharsets.UTF_8))
                    .as("everything in an export is proven by the key it names")
                    .doesNotContain("other.example");
            assertThat(World.types(ledger)).as("no act of this node").noneMatch(type -> type.contains("witness"));
        }
        try (TileLedger ledger = world.open(node)) {
            asking(ledger, node).round();
            assertThat(line.posts)
                    .as("the size that is known is asked for first")
                    .isEqualTo(4);
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
        }
    }

    @Test
    void anUnreachableWitnessIsANoteAndIsAskedAgainLaterAndLater() throws Exception {
        try (TileLedger ledger = world.open(node)) {
            witness(other, text(node, "ledger.vkey"));
            Witnesses witnesses = asking(ledger, node);
            line.broken = true;
            witnesses.round();
            witnesses.round();
            assertThat(line.posts).isEqualTo(1);
            assertThat(ledger.status().notes())
                    .containsExactly("The witness other.example/witness (http://127.0.0.1:1/ledger/witness) does not"
                            + " cosign cisterna/2026-1: it cannot be asked (no route to host). Checkpoints are published"
                            + " without it, and it is asked again.");
            assertThat(ledger.status().writable()).isTrue();
            ledger.append(World.entry("a"));
            later(Duration.ofSeconds(10));
            witnesses.round();
            assertThat(line.posts).isEqualTo(2);
            later(Duration.ofSeconds(10));
            witnesses.round();
            assertThat(line.posts).as("the pause is twice as long").isEqualTo(2);
            line.broken = false;
            later(Duration.ofSeconds(10));
            witnesses.round();
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
            assertThat(ledger.status().notes()).isEmpty();
        }
    }

    /** The folder as it was, keys included, and what the node has done since. */
    private SimulatedStorage putBack() throws Exception {
        SimulatedStorage before;
        try (TileLedger ledger = world.open(node)) {
            witness(other, text(node, "ledger.vkey"));
            before = node.afterKill();
            ledger.append(World.entries("a", "b", "c", "d", "e"));
            asking(ledger, node).round();
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
        }
        return before;
    }

    @Test
    void aFolderPutBackWithItsKeysIsUncoveredAndReadOnlyUntilTheRightOneIsBack() throws Exception {
        SimulatedStorage before = putBack();
        try (TileLedger ledger = world.open(before)) {
            assertThat(ledger.status().writable()).as("it cannot know").isTrue();
            asking(ledger, before).round();
            assertThat(ledger.status().writable()).isFalse();
            assertThat(ledger.status().reasons())
                    .singleElement()
                    .asString()
                    .contains(
                            "A witness has a checkpoint of cisterna/2026-1 with 7 entries that the key of this node has signed")
                    .contains("put back to an older state")
                    .contains("docs/operations.md");
            assertThatThrownBy(() -> ledger.append(World.entry("x"))).isInstanceOf(LedgerUnavailableException.class);
        }
        line.broken = true;
        try (TileLedger ledger = world.open(before)) {
            assertThat(ledger.status().reasons())
                    .as("the next start knows it by itself")
                    .singleElement()
                    .asString()
                    .contains("put back to an older state");
            assertThat(World.types(ledger)).as("it can be read").contains("ledger.opened");
            assertThat(ledger.staticFile("2026-1/checkpoint")).isPresent();
        }
        node.replaceAtomically("ledger/2026-1/conflict", before.readAll("ledger/2026-1/conflict"));
        try (TileLedger ledger = world.open(node)) {
            assertThat(ledger.status().writable()).as("the right folder").isTrue();
            assertThat(World.texts(ledger)).contains("e");
            assertThat(node.exists("ledger/2026-1/conflict")).isFalse();
        }
    }

    @Test
    void aForkIsUncoveredThoughItIsLonger() throws Exception {
        SimulatedStorage fork = putBack();
        try (TileLedger ledger = world.open(fork)) {
            ledger.append(World.entries("A", "B", "C", "D", "E", "F", "G", "H"));
            asking(ledger, fork).round();
            assertThat(ledger.status().reasons())
                    .singleElement()
                    .asString()
                    .contains("there are two versions of this log, a split view")
                    .contains("It is the witness other.example/witness");
        }
        try (TileLedger ledger = world.open(fork)) {
            assertThat(ledger.status().reasons()).singleElement().asString().contains("a split view");
        }
    }

    @Test
    void aNodeThatSaysThatItWasRestoredGoesOnInALogOfItsOwn() throws Exception {
        SimulatedStorage before = putBack();
        try (TileLedger ledger = world.open(before)) {
            asking(ledger, before).round();
            assertThat(ledger.status().writable()).isFalse();
        }
        String size = text(before, "ledger/2026-1/checkpoint").lines().toList().get(1);
        LedgerOptions said = new LedgerOptions("cisterna", Duration.ZERO, World.ROOM).restoredAt("2026-1@" + size);
        try (TileLedger ledger = world.open(before, said)) {
            assertThat(ledger.status().writable()).isTrue();
            assertThat(ledger.status().shard()).isEqualTo("2026-2");
            asking(ledger, before).round();
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
        }
    }

    @Test
    void onlyACheckpointOfTheOwnKeyProvesAConflict() throws Exception {
        try (TileLedger ledger = world.open(node)) {
            witness(other, text(node, "ledger.vkey"));
            line.silentAboutItself = true;
            Witnesses witnesses = asking(ledger, node);
            for (WitnessLink.Answer claim : List.of(
                    new WitnessLink.Answer(409, "1000\n"),
                    new WitnessLink.Answer(409, "many\n"),
                    new WitnessLink.Answer(409, "0\n"),
                    new WitnessLink.Answer(422, "no"),
                    new WitnessLink.Answer(500, "no"),
                    new WitnessLink.Answer(200, "no line"),
                    new WitnessLink.Answer(200, "\u2014 cisterna AAAAAAAA\n"))) {
                line.instead.add(claim);
                later(Duration.ofMinutes(11));
                witnesses.round();
                assertThat(ledger.status().writable()).as(claim.toString()).isTrue();
                assertThat(ledger.status().notes()).as(claim.toString()).hasSize(1);
                assertThat(cosignatures(ledger.checkpoint()))
                        .as(claim.toString())
                        .isZero();
            }
            later(Duration.ofMinutes(11));
            witnesses.round();
            assertThat(ledger.status().notes()).isEmpty();
        }
    }

    @Test
    void aWitnessThatWasPutBackIsSaidToBe() throws Exception {
        try (TileLedger ledger = world.open(node)) {
            witness(other, text(node, "ledger.vkey"));
            Witnesses witnesses = asking(ledger, node);
            SimulatedStorage before = other.afterKill();
            witnesses.round();
            ledger.append(World.entry("a"));
            witness(before, text(node, "ledger.vkey"));
            witnesses.round();
            assertThat(ledger.status().notes())
                    .singleElement()
                    .asString()
                    .contains("it has cosigned 2 entries and now says that it has cosigned 0 last");
            later(Duration.ofMinutes(1));
            witnesses.round();
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
        }
    }

    @Test
    void theLastCheckpointOfALogIsCosignedTooAndTheNewLogBeginsFromNothing() throws Exception {
        try (TileLedger ledger = world.open(node)) {
            witness(other, text(node, "ledger.vkey"));
            Witnesses witnesses = asking(ledger, node);
            witnesses.round();
            later(Duration.ofDays(365));
            ledger.append(World.entry("a"));
            assertThat(ledger.status().shard()).isEqualTo("2027-1");
            witnesses.round();
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
            assertThat(cosignatures(text(node, "ledger/2026-1/checkpoint"))).isEqualTo(1);
            int posts = line.posts;
            witnesses.round();
            assertThat(line.posts).isEqualTo(posts);
        }
        try (TileLedger ledger = world.open(node)) {
            assertThat(ledger.status().reasons()).isEmpty();
            int posts = line.posts;
            asking(ledger, node).round();
            assertThat(line.posts).as("the ended log needs nothing more").isEqualTo(posts + 2);
        }
    }

    @Test
    void aReplacedKeyIsUnknownUntilTheKeeperOfTheWitnessHasIt() throws Exception {
        String old;
        try (TileLedger ledger = world.open(node)) {
            old = text(node, "ledger.vkey");
            witness(other, old);
            asking(ledger, node).round();
        }
        String id = old.split("\\+", 3)[1];
        LedgerOptions replacing = new LedgerOptions("cisterna", Duration.ZERO, World.ROOM).replacing(id);
        try (TileLedger ledger = world.open(node, replacing)) {
            Witnesses witnesses = asking(ledger, node);
            witnesses.round();
            assertThat(cosignatures(text(node, "ledger/2026-1/checkpoint")))
                    .as("under the old key")
                    .isEqualTo(1);
            assertThat(ledger.status().notes())
                    .singleElement()
                    .asString()
                    .contains("does not trust the key of this node; its keeper needs "
                            + text(node, "ledger.vkey").strip());
            witness(other, old, text(node, "ledger.vkey"));
            later(Duration.ofMinutes(1));
            witnesses.round();
            assertThat(ledger.status().notes()).isEmpty();
            assertThat(cosignatures(ledger.checkpoint())).isEqualTo(1);
        }
    }

    @Test
    void aLogThatNobodyHasToldTheWitnessOfIsANote() throws Exception {
        try (TileLedger ledger = world.open(node)) {
            witness(other);
            asking(ledger, node).round();
            assertThat(ledger.status().notes())
                    .singleElement()
                    .asString()
                    .contains("it does not know this log; its keeper needs cisterna+");
        }
    }

    @Test
    void aWrongConfigurationSaysEveryReason() throws Exception {
        witness(other);
        String key = line.behind.get(0).key();
        assertThat(WitnessAddress.all(List.of("https://a.example/w/ " + key + " sha256:" + "AB:".repeat(31) + "AB"))
                        .get(0)
                        .fingerprint())
                .contains("ab".repeat(32));
        List<String> wrong = List.of(
                "ftp://a.example " + key,
                "http://a.example/?x " + key,
                "http://a.example",
                "http://a.example " + key + " sha256:12",
                "http://a.example " + key.replace('B', 'A'));
        assertThatThrownBy(() -> WitnessAddress.all(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("ftp", "?x", "two or three parts", "no fingerprint", "witness '" + wrong.get(4));
        assertThatThrownBy(() -> WitnessAddress.all(List.of("http://a.example " + key, "http://b.example " + key)))
                .hasMessageContaining("stands there twice");
    }
}
