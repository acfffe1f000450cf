// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.DoseChange;

/**
 * What a second person typed and what was found equal, until they have given their reasons and signed: nothing is asked twice of one person. In
 * memory; after a restart it is typed once more. Thread-safe.
 */
final class BlindEntries {

    private static final int MOST = 200;

    private final Map<String, BlindEntry> bySigner = new LinkedHashMap<>();

    private static String signer(DoseChange change, Asked asked) {
        return change.id() + " " + asked.who().person().id();
    }

    void keep(DoseChange change, BlindEntry entry, Asked asked) {
        synchronized (bySigner) {
            if (bySigner.size() >= MOST) {
                bySigner.remove(bySigner.keySet().iterator().next());
            }
            bySigner.put(signer(change, asked), entry);
        }
    }

    Optional<BlindEntry> of(DoseChange change, Asked asked) {
        synchronized (bySigner) {
            return Optional.ofNullable(bySigner.get(signer(change, asked)));
        }
    }
}
