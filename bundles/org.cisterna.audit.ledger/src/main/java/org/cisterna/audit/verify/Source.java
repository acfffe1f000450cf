// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.util.Optional;

/** Where the bytes of one log come from, by their static paths. */
interface Source {

    /** A file; empty when it is not there. */
    Optional<byte[]> read(String path) throws IOException;

    /** Whether entries can be read, and not only hashes and checkpoints. */
    boolean hasEntries();

    /** Whether it may hold the segment from which the platform itself reads: in a data folder, nowhere else. */
    boolean mayHaveSegment();

    /** Whether that has to be there. */
    boolean needsSegment();
}
