// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;

/** Which digests were admitted and by whom: a fold over the ledger, brought up to date by each question. For one thread. */
final class Admitted {

    private static final int PAGE = 512;

    private final Map<Digest, String> byDigest = new HashMap<>();
    private long next;

    /** Who admitted these bytes, if anybody did. */
    Optional<String> by(Digest digest, Ledger ledger) {
        while (next < ledger.size()) {
            List<Envelope> page = ledger.read(next, PAGE);
            if (page.isEmpty()) {
                break; // a damaged log: what stands after the damage admits nothing
            }
            for (Envelope each : page) {
                if (each.entry().type().equals(ProvisionEntries.ADMITTED)) {
                    byDigest.put(
                            Digest.parse(each.entry().body().string("digest")),
                            each.entry().actor().id());
                }
                next = each.sequence() + 1;
            }
        }
        return Optional.ofNullable(byDigest.get(digest));
    }
}
