// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Selection;

/** One of the logs of a node, to be read. Indices are places in it. Safe for threads. */
interface Log {

    String shard();

    /** The key that signs it; empty where that cannot be known. */
    Optional<NoteKey> key();

    /** The number of its first entry among all of the node. */
    long firstSequence();

    /** Its entries. */
    long size();

    /** The number behind that of its last entry. */
    default long endSequence() {
        return firstSequence() + size();
    }

    /** The entries from an index on, which is there; fewer than {@code max} may come when there are more. */
    List<Envelope> read(long from, int max) throws IOException;

    /** The entries of some types among the next {@code max} from an index on, or fewer. */
    default Selection selected(long from, int max, Set<String> types) throws IOException {
        return Selection.of(firstSequence() + from, read(from, max), types);
    }

    /** The same as {@link #read}, always from the disk. */
    List<Envelope> stored(long from, int max) throws IOException;

    /** The bytes of entries as they were hashed; at least one when there is one. */
    List<byte[]> raw(long from, int max) throws IOException;

    byte[] leaf(long index) throws IOException;

    byte[] root(long size) throws IOException;

    /** The hash over the leaves from one to before another. */
    byte[] range(long start, long end) throws IOException;

    List<byte[]> inclusion(long index, long size) throws IOException;

    List<byte[]> consistency(long oldSize, long newSize) throws IOException;

    /** One of its static files, {@code checkpoint} or a tile; empty when there is none of that name, or not yet. */
    Optional<byte[]> file(String name) throws IOException;
}
