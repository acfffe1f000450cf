// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Selection;
import org.cisterna.canonical.Digest;

/** Which digests were admitted and by whom: a fold over the ledger, brought up to date by each question. For one thread. */
final class Admitted {

    private static final int PAGE = 4096;
    private static final Set<String> TYPES = Set.of(ProvisionEntries.ADMITTED);

    private final Map<Digest, String> byDigest = new HashMap<>();
    private long next;

    /** Who admitted these bytes, if anybody did. */
    Optional<String> by(Digest digest, Ledger ledger) {
        while (next < ledger.size()) {
            Selection page = ledger.read(next, PAGE, TYPES);
            if (page.next() == next) {
                break; // a damaged log: what stands after the damage admits nothing
            }
            for (Envelope each : page.entries()) {
                byDigest.put(
                        Digest.parse(each.entry().body().string("digest")),
                        each.entry().actor().id());
            }
            next = page.next();
        }
        return Optional.ofNullable(byDigest.get(digest));
    }
}
