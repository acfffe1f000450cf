// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cisterna.testkit.SimulatedStorage;

/** A log as a table of files, which a test may change as it likes. */
final class MemorySource implements Source {
    private final Map<String, byte[]> files = new HashMap<>();

    static MemorySource of(SimulatedStorage disk, String shard) throws IOException {
        MemorySource source = new MemorySource();
        String prefix = "ledger/" + shard + "/";
        for (String path : disk.files()) {
            if (path.startsWith(prefix)) {
                source.files.put(path.substring(prefix.length()), disk.readAll(path));
            }
        }
        return source;
    }

    Map<String, byte[]> files() {
        return files;
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path)).map(byte[]::clone);
    }

    @Override
    public boolean hasEntries() {
        return true;
    }

    @Override
    public Optional<InputStream> segment() {
        return read("segment").map(ByteArrayInputStream::new);
    }

    @Override
    public boolean needsSegment() {
        return true;
    }
}
