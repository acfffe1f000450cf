// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What witnesses say under a checkpoint: that it extends what they have seen before, and when (C2SP tlog-cosignature). */
final class Cosignatures {

    private Cosignatures() {}

    /**
     * Reads the keys of witnesses, one a line.
     *
     * @throws IllegalArgumentException in words when there is none, or a line is none
     */
    static List<VerifierKey> keys(String text) {
        List<VerifierKey> keys = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> keys.add(VerifierKey.ofWitness(line)));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        return keys;
    }

    /** Says of a log what a witness has cosigned; says whether it has. A cosignature that is not good is a finding. */
    static boolean tell(Result result, TreeHead head, VerifierKey witness) {
        for (String line : head.signatures()) {
            if (witness.signature(line).isPresent()) {
                Optional<Instant> time = witness.cosigned(head.text(), line);
                if (time.isEmpty()) {
                    result.finding(
                            "cosignature",
                            "The cosignature of the witness " + witness.name() + " under the checkpoint of "
                                    + head.size() + " entries is not good.");
                } else {
                    result.cosigned(new Result.Cosigned(witness.name(), witness.text(), head.size(), time.get()));
                    return true;
                }
            }
        }
        return false;
    }
}
