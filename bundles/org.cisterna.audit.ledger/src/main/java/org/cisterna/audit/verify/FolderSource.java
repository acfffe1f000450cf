// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A log in a folder.
 *
 * @param folder of the log
 * @param needsSegment whether it lies in a data folder
 */
record FolderSource(Path folder, boolean needsSegment) implements Source {

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return Reading.file(folder.resolve(path), Reading.MOST_BYTES);
    }

    @Override
    public Optional<InputStream> segment() throws IOException {
        return Reading.stream(folder.resolve("segment"));
    }

    @Override
    public boolean hasEntries() {
        return true;
    }
}
