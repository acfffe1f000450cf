// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where pump time is kept between two runs of the process: one line, the time in UTC. It guards against an ended process, not against a
 * power cut, after which the devices' own time is the only truth anyway.
 */
final class PumpTimeFile {

    private static final Logger LOG = LoggerFactory.getLogger(PumpTimeFile.class);

    private final Path file;

    PumpTimeFile(Path file) {
        this.file = file;
    }

    /** The kept value; empty when there is none, or none that can be read, which is reported. */
    Optional<Instant> load() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (IOException | DateTimeParseException e) {
            LOG.warn("{} cannot be read as a time in UTC; pump time starts at house time", file, e);
            return Optional.empty();
        }
    }

    /** Replaces the kept value. Not through a channel: a reader that is interrupted while it asks for the time must not break it. */
    void save(Instant value) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileOutputStream out = new FileOutputStream(next.toFile())) {
            out.write((value + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
