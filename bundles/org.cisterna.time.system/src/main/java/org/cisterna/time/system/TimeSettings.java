// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is configured, checked.
 *
 * @param simulated whether pump time follows simulated devices; else it is house time
 * @param pumpTimeFile where simulated pump time is kept, or was kept before; empty only when it is house time and there is no data folder
 */
record TimeSettings(boolean simulated, Optional<Path> pumpTimeFile) {

    static final String HOUSE = "house";
    static final String SIMULATED = "simulated";

    /**
     * Checks the configuration.
     *
     * @param pumpTime what pump time follows
     * @param data the data folder, null when the property {@code cisterna.data} is not set
     * @throws IllegalArgumentException when something is wrong; says everything that is
     */
    static TimeSettings validated(String pumpTime, @Nullable String data) {
        List<String> reasons = new ArrayList<>();
        boolean simulated = pumpTime.equals(SIMULATED);
        if (!simulated && !pumpTime.equals(HOUSE)) {
            reasons.add("pumpTime is \"" + pumpTime + "\"; it must be \"" + HOUSE + "\" or \"" + SIMULATED + "\"");
        }
        Path folder = null;
        if (data != null && !data.isBlank()) {
            try {
                folder = Path.of(data);
            } catch (InvalidPathException e) {
                reasons.add("the property cisterna.data is \"" + data + "\", which is not a path: " + e.getReason());
            }
        } else if (simulated) {
            reasons.add(
                    "pumpTime is \"simulated\", but the property cisterna.data does not name the data folder to keep it in");
        }
        if (!reasons.isEmpty()) {
            throw new IllegalArgumentException("configuration org.cisterna.time.system: " + String.join("; ", reasons));
        }
        return new TimeSettings(simulated, Optional.ofNullable(folder).map(TimeSettings::file));
    }

    private static Path file(Path folder) {
        return folder.resolve("cache").resolve("pump-time");
    }
}
