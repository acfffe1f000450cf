// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What survives a loss of power: names and values, replaced as a whole or not at all. */
interface DripLineMemory {

    /** What is there; empty in a device that was just made. */
    Map<String, String> read() throws IOException;

    /** Puts these in the place of all that is there. */
    void write(Map<String, String> values) throws IOException;

    /** In this process alone, for tests. */
    static DripLineMemory volatileMemory() {
        Map<String, String> there = new LinkedHashMap<>();
        return new DripLineMemory() {
            @Override
            public Map<String, String> read() {
                return Map.copyOf(there);
            }

            @Override
            public void write(Map<String, String> values) {
                there.clear();
                there.putAll(values);
            }
        };
    }

    /** In a file: a line {@code name=value} each. */
    static DripLineMemory in(Path file) {
        return new DripLineMemory() {
            @Override
            public Map<String, String> read() throws IOException {
                Map<String, String> values = new TreeMap<>();
                if (Files.exists(file)) {
                    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                        int equals = line.indexOf('=');
                        if (equals < 1) {
                            throw new IOException(
                                    file + " is not the memory of a device; take it away to make a new one");
                        }
                        values.put(line.substring(0, equals), line.substring(equals + 1));
                    }
                }
                return values;
            }

            @Override
            public void write(Map<String, String> values) throws IOException {
                String text = new TreeMap<>(values)
                        .entrySet().stream().map(each -> each + "\n").collect(Collectors.joining());
                Path part = file.resolveSibling(file.getFileName() + ".part");
                Files.writeString(part, text, StandardCharsets.US_ASCII);
                try {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } catch (AtomicMoveNotSupportedException plain) {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        };
    }
}
