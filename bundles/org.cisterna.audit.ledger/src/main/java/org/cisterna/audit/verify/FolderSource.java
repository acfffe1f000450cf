// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
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
        Path file = folder.resolve(path);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public boolean hasEntries() {
        return true;
    }

    @Override
    public boolean mayHaveSegment() {
        return true;
    }
}
