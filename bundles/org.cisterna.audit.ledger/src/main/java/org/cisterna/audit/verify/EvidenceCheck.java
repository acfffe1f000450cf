// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Looks for the files that entries name by their hash. */
final class EvidenceCheck {
    private static final String PREFIX = "sha256:";

    private final Path folder;
    private final Result result;

    EvidenceCheck(Path folder, Result result) {
        this.folder = folder;
        this.result = result;
    }

    void run(List<EntryRules.Evidence> named) {
        for (EntryRules.Evidence evidence : named) {
            String digest = evidence.digest();
            if (!digest.matches(PREFIX + "[0-9a-f]{64}")) {
                result.finding(
                        "evidence", evidence.index(), "The entry names evidence '" + digest + "', which is no hash.");
                continue;
            }
            String hex = digest.substring(PREFIX.length());
            Path file = folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
            try {
                compare(evidence, hex, Reading.sha256(file));
            } catch (IOException e) {
                result.incomplete("The evidence " + digest + " of entry " + evidence.index() + " was not looked at: "
                        + e.getMessage() + ".");
            }
        }
    }

    private void compare(EntryRules.Evidence evidence, String hex, Optional<byte[]> found) {
        if (found.isEmpty()) {
            result.finding(
                    "evidence", evidence.index(), "Lost evidence: the file " + evidence.digest() + " is not there.");
        } else if (!HexFormat.of().formatHex(found.get()).equals(hex)) {
            result.finding(
                    "evidence",
                    evidence.index(),
                    "Lost evidence: the file " + evidence.digest() + " is no longer what it was.");
        }
    }
}
