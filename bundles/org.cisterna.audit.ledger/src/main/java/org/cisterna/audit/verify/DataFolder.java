// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What lies around the folder of the logs. In a data folder the logs have segments, evidence lies beside them, and what the key has signed last; a copy
 * of the public files has none of that, and is not blamed for it.
 *
 * @param root the folder that holds the logs' folder
 * @param isOne whether a platform keeps its data there
 */
record DataFolder(Path root, boolean isOne) {
    private static final String SIGNED = "keys/ledger.signed";
    private static final String KEY = "keys/ledger.key";
    /** Only a platform has these; who takes one away leaves the others. */
    private static final List<String> MARKS = List.of("VERSION", "journal", KEY, SIGNED);

    /** Around the folder that holds the logs. */
    static DataFolder around(Path ledger) {
        Path root = ledger.toAbsolutePath().resolve("..").normalize();
        return new DataFolder(root, MARKS.stream().anyMatch(each -> Files.exists(root.resolve(each))));
    }

    /** A log in it. */
    FolderSource log(Path folder) {
        return new FolderSource(folder, isOne);
    }

    /** Looks for the evidence that the entries of a log name. */
    void evidence(LogCheck check) {
        Path evidence = root.resolve("evidence");
        if (isOne || Files.isDirectory(evidence)) {
            new EvidenceCheck(evidence, check.result()).run(check.evidence());
        } else if (!check.evidence().isEmpty()) {
            check.result()
                    .note("This is no data folder, and there is no folder of evidence beside the log; the "
                            + check.evidence().size() + " files that entries name were not looked at.");
        }
    }

    /**
     * What the key has signed last. To be read before the logs are, which may grow meanwhile. Keys are their owner's alone: where they cannot be seen, that
     * is as where there are none.
     */
    LastSigned signed() {
        Path file = root.resolve(SIGNED);
        try {
            return new LastSigned(Reading.file(file, Reading.MOST_BYTES), Files.exists(root.resolve(KEY)), "");
        } catch (IOException e) {
            return new LastSigned(Optional.empty(), false, String.valueOf(e.getMessage()));
        }
    }
}
