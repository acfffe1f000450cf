// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.time.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * The key of the node and its files. While a key is being replaced there are two: the next one lies beside the other from before the log names it
 * until it has taken its place, so that a crash never leaves a log without the key that it names. Used by one thread at a time.
 */
final class KeyFiles {
    private static final int SEED_LENGTH = 32;

    private final Storage storage;
    private final String node;
    private final Randomness randomness;
    private @Nullable NodeKey own;

    KeyFiles(Storage storage, String node, Randomness randomness) {
        this.storage = storage;
        this.node = node;
        this.randomness = randomness;
    }

    /** Whether there is a key. */
    boolean exists() throws IOException {
        return storage.exists(Paths.KEY);
    }

    /** Makes the first key of a node. */
    NodeKey make() throws IOException {
        storage.createDirectories(Paths.KEYS);
        NodeKey made = NodeKey.of(node, randomness.secret(SEED_LENGTH));
        store(Paths.KEY, made);
        own = made;
        return made;
    }

    /** The key; the next one when something was signed under that already, which then takes its place. */
    NodeKey read() throws IOException, Damage {
        NodeKey key = read(Paths.KEY);
        own = key;
        Optional<NodeKey> next = next();
        if (next.isPresent() && (isSame(next.get(), key) || hasSigned(next.get()))) {
            take(next.get());
            return next.get();
        }
        return key;
    }

    private static boolean isSame(NodeKey one, NodeKey other) {
        return one.verifier().equals(other.verifier());
    }

    private boolean hasSigned(NodeKey key) throws IOException {
        return storage.exists(Paths.SIGNED)
                && key.verifier().checkpoint(text(Paths.SIGNED)).isPresent();
    }

    private Optional<NodeKey> next() throws IOException, Damage {
        return storage.exists(Paths.NEXT_KEY) ? Optional.of(read(Paths.NEXT_KEY)) : Optional.empty();
    }

    private NodeKey read(String path) throws IOException, Damage {
        try {
            return NodeKey.parse(text(path).strip());
        } catch (IllegalArgumentException e) {
            throw Damage.around("The key of the ledger, " + path + ", cannot be used: " + e.getMessage()
                    + ". Put it back from its backup.");
        }
    }

    /** Sees that the verifier key is there and the right one. */
    void checkVerifierKey(NodeKey key) throws IOException, Damage {
        if (!storage.exists(Paths.VERIFIER_KEY)) {
            writeVerifierKey(key);
        } else if (!text(Paths.VERIFIER_KEY).equals(key.publicText() + "\n")) {
            throw Damage.around("The verifier key " + Paths.VERIFIER_KEY + " does not belong to the key " + Paths.KEY
                    + ": one of them was replaced. Find out which; the right verifier key is " + key.publicText()
                    + ".");
        }
    }

    private void writeVerifierKey(NodeKey key) throws IOException {
        storage.replaceAtomically(Paths.VERIFIER_KEY, (key.publicText() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The key that is to follow: one that an interrupted replacement has left, else a new one; durable. */
    NodeKey makeNext() throws IOException {
        try {
            Optional<NodeKey> left = next();
            if (left.isPresent() && left.get().name().equals(node)) {
                return left.get();
            }
        } catch (Damage e) {
            storage.delete(Paths.NEXT_KEY); // torn, so nothing has named it
        }
        NodeKey made = NodeKey.of(node, randomness.secret(SEED_LENGTH));
        store(Paths.NEXT_KEY, made);
        return made;
    }

    /**
     * The private half of a key that a log names.
     *
     * @throws IOException when it is not there
     */
    NodeKey of(NoteKey wanted) throws IOException {
        try {
            if (own != null && own.verifier().equals(wanted)) {
                return own;
            }
            Optional<NodeKey> next = next();
            if (next.isPresent() && next.get().verifier().equals(wanted)) {
                return next.get();
            }
        } catch (Damage e) {
            throw new IOException(e.getMessage(), e);
        }
        throw new IOException("the key " + wanted + " is not in " + Paths.KEYS);
    }

    /** Lets a key take the place of the one that was used before, which is gone afterwards. Twice is harmless. */
    void take(NodeKey key) throws IOException {
        if (own == null || !isSame(own, key)) {
            store(Paths.KEY, key);
            own = key;
        }
        if (storage.exists(Paths.NEXT_KEY)) {
            if (!storage.exists(Paths.VERIFIER_KEY) || !text(Paths.VERIFIER_KEY).equals(key.publicText() + "\n")) {
                writeVerifierKey(key);
            }
            storage.delete(Paths.NEXT_KEY);
            storage.syncDirectory(Paths.KEYS);
        }
    }

    private void store(String path, NodeKey key) throws IOException {
        storage.replaceAtomically(
                path, (key.privateText() + "\n").getBytes(StandardCharsets.US_ASCII), Mode.CREATE_PRIVATE);
    }

    private String text(String path) throws IOException {
        return new String(storage.readAll(path), StandardCharsets.UTF_8);
    }
}
