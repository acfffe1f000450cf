// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where the bytes of one log come from, by their static paths. */
interface Source {

    /**
     * A file of at most {@link Reading#MOST_BYTES}; empty when it is not there.
     *
     * @throws IOException in words when it cannot be read, or is longer
     */
    Optional<byte[]> read(String path) throws IOException;

    /** Whether entries can be read, and not only hashes and checkpoints. */
    boolean hasEntries();

    /**
     * The segment from which the platform itself reads, of any length; empty when it is not there. It belongs to a data folder and to nothing else.
     */
    Optional<InputStream> segment() throws IOException;

    /** Whether that has to be there. */
    boolean needsSegment();
}
