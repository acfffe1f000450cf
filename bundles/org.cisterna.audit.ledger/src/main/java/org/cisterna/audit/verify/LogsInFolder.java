// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The logs of a node in a folder, a folder each.
 *
 * @param ledger the folder
 * @param around what lies around it
 * @param names of the logs in it
 */
record LogsInFolder(Path ledger, DataFolder around, List<String> names) implements ChainCheck.Place {

    static LogsInFolder of(Path ledger) throws IOException {
        try (Stream<Path> inside = Files.list(ledger)) {
            return new LogsInFolder(
                    ledger,
                    DataFolder.around(ledger),
                    inside.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> name.matches(ChainCheck.SHARD))
                            .sorted()
                            .toList());
        } catch (FileSystemException e) {
            throw Reading.unreadable(ledger, e);
        }
    }

    @Override
    public Optional<Source> log(String name) {
        return names.contains(name) ? Optional.of(around.log(ledger.resolve(name))) : Optional.empty();
    }

    @Override
    public void beside(LogCheck check, String name) {
        around.evidence(check);
    }
}
