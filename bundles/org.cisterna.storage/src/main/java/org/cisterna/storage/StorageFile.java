// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One open file. Positions and sizes are in bytes from the beginning. May be used by several threads; two writes to the
 * same bytes at the same time leave either.
 */
@ProviderType
public interface StorageFile extends Closeable {

    /**
     * Reads from a position until the buffer is full or the file ends.
     *
     * @return the number of bytes read; -1 when the position is at or behind the end and the buffer has room
     */
    int read(long position, ByteBuffer buffer) throws IOException;

    /**
     * Writes everything that remains in the buffer. A write behind the end makes the file longer; bytes in between read
     * as zero. When it fails any part may have been written.
     */
    void write(long position, ByteBuffer buffer) throws IOException;

    /**
     * Returns when everything written through this file is durable. After a failure it must not be called again, see
     * {@link Storage}.
     */
    void force() throws IOException;

    /** The length. */
    long size() throws IOException;

    /** Cuts the file to a shorter length; nothing happens when it is not longer. Durable after {@link #force}. */
    void truncate(long size) throws IOException;

    /** Closes the file without forcing it. Closing twice is harmless. */
    @Override
    void close() throws IOException;
}
