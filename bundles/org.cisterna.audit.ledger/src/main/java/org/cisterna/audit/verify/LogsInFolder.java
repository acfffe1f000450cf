// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The logs of a node in a folder, a folder each.
 *
 * @param ledger the folder
 * @param names of the logs in it
 */
record LogsInFolder(Path ledger, List<String> names) implements ChainCheck.Place {

    static LogsInFolder of(Path ledger) throws IOException {
        try (Stream<Path> inside = Files.list(ledger)) {
            return new LogsInFolder(
                    ledger,
                    inside.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> name.matches(ChainCheck.SHARD))
                            .sorted()
                            .toList());
        }
    }

    @Override
    public Optional<Source> log(String name) {
        return names.contains(name) ? Optional.of(new FolderSource(ledger.resolve(name))) : Optional.empty();
    }

    @Override
    public void beside(LogCheck check, String name) throws IOException {
        evidence(ledger.resolve(name), check);
    }

    /** Looks for the evidence that the entries of a log name. */
    static void evidence(Path log, LogCheck check) throws IOException {
        Path evidence =
                log.toAbsolutePath().normalize().resolve("../../evidence").normalize();
        if (Files.isDirectory(evidence)) {
            new EvidenceCheck(evidence, check.result()).run(check.evidence());
        } else if (!check.evidence().isEmpty()) {
            check.result()
                    .note("There is no folder of evidence beside the log; the "
                            + check.evidence().size() + " files that entries name were not looked at.");
        }
    }
}
