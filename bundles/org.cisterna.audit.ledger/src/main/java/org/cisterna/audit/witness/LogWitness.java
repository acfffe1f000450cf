// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.audit.Witness;
import org.cisterna.audit.WitnessAnswer;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A witness for the logs of other nodes. Of each log it keeps the last checkpoint that it has cosigned, durable before the cosignature leaves it, and
 * cosigns only what extends that. Safe for threads.
 */
public final class LogWitness implements Witness {
    private static final Logger LOG = LoggerFactory.getLogger(LogWitness.class);

    private static final String FOLDER = "witness";
    private static final String KEYS = "keys";
    private static final String KEY = "keys/witness.key";
    private static final String VERIFIER_KEY = "witness.vkey";
    /** The other version of a log that has signed two. */
    private static final String OTHER = ".other";

    private static final String SHARD = "/[0-9]{4}-[1-9][0-9]{0,8}";

    private final Storage storage;
    private final List<PublicNoteKey> logs;
    private final TimeSource house;
    private final WitnessKey key;
    private final Map<String, Head> last = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<String> broken = Optional.empty();

    /** Cosigns nothing, and says why. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final WitnessAnswer.Kind kind;

        Refused(WitnessAnswer.Kind kind, String words) {
            super(words);
            this.kind = kind;
        }
    }

    private LogWitness(Storage storage, List<PublicNoteKey> logs, TimeSource house, WitnessKey key) {
        this.storage = storage;
        this.logs = List.copyOf(logs);
        this.house = house;
        this.key = key;
    }

    /**
     * Opens the witness of a data folder; makes its key when there is none.
     *
     * @param name of the witness, as its key has it: the schema-less URL of somebody, without space and plus
     * @param logs the verifier keys of the logs that it cosigns, as {@code ledger.vkey} has them; several may be of one node
     * @throws IllegalArgumentException in words when name or keys cannot be used
     * @throws IOException in words when the folder cannot be used, or holds what this witness has not written
     */
    public static LogWitness open(
            Storage storage, String name, List<String> logs, TimeSource house, Randomness randomness)
            throws IOException {
        if (!SignedNote.isName(name)) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' cannot be the name of a witness; give one such as hospital.example/witness, without space and plus");
        }
        List<PublicNoteKey> keys = logs.stream()
                .map(String::strip)
                .map(each -> PublicNoteKey.parse(PublicNoteKey.Kind.LOG, each))
                .toList();
        LogWitness witness = new LogWitness(storage, keys, house, key(storage, name, randomness));
        witness.read();
        return witness;
    }

    private static WitnessKey key(Storage storage, String name, Randomness randomness) throws IOException {
        WitnessKey key;
        if (storage.exists(KEY)) {
            try {
                key = WitnessKey.parse(new String(storage.readAll(KEY), StandardCharsets.UTF_8).strip());
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "The key of the witness, " + KEY + ", cannot be used: " + e.getMessage()
                                + ". Put it back from its backup.",
                        e);
            }
            if (!key.verifier().name().equals(name)) {
                throw new IOException("The key of the witness, " + KEY + ", is that of '"
                        + key.verifier().name() + "', and the witness is configured as '" + name
                        + "'. Set the name back; another name needs another key and another folder.");
            }
        } else if (!storage.list(FOLDER).isEmpty()) {
            throw new IOException("The key of the witness, " + KEY + ", is missing, and there are checkpoints that it"
                    + " has cosigned. Put the key back from its backup.");
        } else {
            key = WitnessKey.of(name, randomness.secret(WitnessKey.SEED_BYTES));
            storage.createDirectories(KEYS);
            storage.replaceAtomically(
                    KEY, (key.privateText() + "\n").getBytes(StandardCharsets.UTF_8), Mode.CREATE_PRIVATE);
        }
        byte[] text = (key.verifier().text() + "\n").getBytes(StandardCharsets.UTF_8);
        storage.replaceAtomically(VERIFIER_KEY, text);
        storage.createDirectories(FOLDER);
        return key;
    }

    /** What it has cosigned before. Each file has to bear its own cosignature. */
    private void read() throws IOException {
        for (String name : storage.list(FOLDER)) {
            String path = FOLDER + "/" + name;
            if (name.endsWith(OTHER)) {
                notes.add(words(path.substring(0, path.length() - OTHER.length())));
            }
            if (!name.matches("[0-9a-f]{64}")) {
                continue;
            }
            try {
                SignedNote note = SignedNote.read(storage.readAll(path));
                Head head = Head.read(note.text());
                if (!hash(head.origin()).equals(name)
                        || note.lines().stream().noneMatch(line -> key.verifier()
                                .cosigned(note.text(), line)
                                .isPresent())) {
                    throw new IllegalArgumentException("this witness has not cosigned it");
                }
                last.put(head.origin(), head);
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "The checkpoint that the witness has cosigned last, " + path + ", is damaged: " + e.getMessage()
                                + ". Put it back from a backup; without it an older state of that log could be cosigned.",
                        e);
            }
        }
    }

    @Override
    public synchronized WitnessAnswer add(byte[] request) {
        try {
            if (broken.isPresent()) {
                throw new Refused(WitnessAnswer.Kind.UNAVAILABLE, broken.get());
            }
            return added(request);
        } catch (Refused refused) {
            return new WitnessAnswer(refused.kind, refused.getMessage() + "\n");
        } catch (IllegalArgumentException malformed) {
            return new WitnessAnswer(WitnessAnswer.Kind.MALFORMED, malformed.getMessage() + "\n");
        } catch (IOException e) {
            // whether the new state or the old one is durable is not known: nothing more is cosigned
            String words = "The witness could not keep what it was to cosign (" + e.getMessage()
                    + "), and cosigns nothing until its next start.";
            LOG.error("{}", words, e);
            broken = Optional.of(words);
            return new WitnessAnswer(WitnessAnswer.Kind.UNAVAILABLE, words + "\n");
        }
    }

    private WitnessAnswer added(byte[] request) throws Refused, IOException {
        AddCheckpoint asked = AddCheckpoint.read(request);
        SignedNote note = SignedNote.read(asked.note());
        Head head = Head.read(note.text());
        List<SignedNote.Line> signatures = trusted(head, note);
        if (asked.oldSize() > head.size()) {
            throw new Refused(
                    WitnessAnswer.Kind.MALFORMED,
                    "the old size " + asked.oldSize() + " is larger than that of the checkpoint, " + head.size());
        }
        Optional<Head> known = Optional.ofNullable(last.get(head.origin()));
        long knownSize = known.map(Head::size).orElse(0L);
        if (asked.oldSize() != knownSize) {
            return new WitnessAnswer(WitnessAnswer.Kind.OTHER_SIZE, knownSize + "\n");
        }
        byte[] knownRoot = known.map(Head::root).orElseGet(Consistency::empty);
        boolean rightEmpty = head.size() > 0 || head.hasRoot(Consistency.empty());
        if (!rightEmpty || !Consistency.holds(knownSize, knownRoot, head.size(), head.root(), asked.proof())) {
            if (known.isPresent() && knownSize == head.size() && !head.hasRoot(knownRoot)) {
                twoVersions(head, note.text(), signatures);
            }
            throw new Refused(
                    WitnessAnswer.Kind.NOT_CONSISTENT,
                    "nothing proves that the checkpoint of " + head.size() + " entries extends that of " + knownSize
                            + ", which was cosigned last");
        }
        SignedNote.Line cosignature = key.cosign(note.text(), house.now());
        storage.replaceAtomically(path(head.origin()), bytes(note.text(), signatures, Optional.of(cosignature)));
        last.put(head.origin(), head);
        return new WitnessAnswer(WitnessAnswer.Kind.COSIGNED, cosignature.text());
    }

    /** The signatures of keys that are trusted for the origin; all of those have to be good. */
    private List<SignedNote.Line> trusted(Head head, SignedNote note) throws Refused {
        List<PublicNoteKey> keys =
                logs.stream().filter(each -> isOf(each, head.origin())).toList();
        if (keys.isEmpty()) {
            throw new Refused(WitnessAnswer.Kind.UNKNOWN_LOG, "this witness does not know the log of this checkpoint");
        }
        List<SignedNote.Line> good = new ArrayList<>();
        for (SignedNote.Line line : note.lines()) {
            for (PublicNoteKey each : keys) {
                if (each.signed(note.text(), line)) {
                    good.add(line);
                } else if (each.isOf(line)) {
                    throw new Refused(
                            WitnessAnswer.Kind.NOT_SIGNED, "the signature by the key " + each.text() + " is not good");
                }
            }
        }
        if (good.isEmpty()) {
            throw new Refused(
                    WitnessAnswer.Kind.NOT_SIGNED,
                    "the checkpoint is not signed by a key that this witness trusts for its log; those are "
                            + String.join(
                                    ", ", keys.stream().map(PublicNoteKey::text).toList()));
        }
        return good;
    }

    /** A node has one log after the other, each with the node's key name and its own shard; other logs are named as their key. */
    private static boolean isOf(PublicNoteKey key, String origin) {
        return origin.equals(key.name())
                || (origin.startsWith(key.name())
                        && origin.substring(key.name().length()).matches(SHARD));
    }

    /** The log has signed two trees of one size. Both checkpoints are kept: nobody without its key can have made them. */
    private void twoVersions(Head head, String text, List<SignedNote.Line> signatures) throws IOException {
        String other = path(head.origin()) + OTHER;
        if (!storage.exists(other)) {
            storage.replaceAtomically(other, bytes(text, signatures, Optional.empty()));
            String words = words(path(head.origin()));
            LOG.error("{}", words);
            notes.add(words);
        }
    }

    private static String words(String path) {
        return "A log for which this node is a witness has signed two versions of itself, a split view. Both checkpoints are"
                + " in the data folder: " + path + " and " + path + OTHER
                + ". Tell its keeper and everybody who relies on it.";
    }

    private static byte[] bytes(String text, List<SignedNote.Line> signatures, Optional<SignedNote.Line> own) {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(each -> note.append(each.text()));
        own.ifPresent(each -> note.append(each.text()));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized Optional<byte[]> checkpoint(String originHash) {
        boolean known = last.keySet().stream().anyMatch(each -> hash(each).equals(originHash));
        if (!known || broken.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(storage.readAll(FOLDER + "/" + originHash));
        } catch (IOException e) {
            LOG.error("the checkpoint of {} cannot be read", originHash, e);
            return Optional.empty();
        }
    }

    @Override
    public synchronized List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        broken.ifPresent(all::add);
        return List.copyOf(all);
    }

    /** The key that verifies its cosignatures. */
    @Override
    public String key() {
        return key.verifier().text();
    }

    private static String path(String origin) {
        return FOLDER + "/" + hash(origin);
    }

    /** The name of a log at a witness. */
    public static String hash(String origin) {
        return HexFormat.of().formatHex(PublicNoteKey.sha256().digest(origin.getBytes(StandardCharsets.UTF_8)));
    }
}
