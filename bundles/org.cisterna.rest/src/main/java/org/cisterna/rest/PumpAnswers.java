// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.Implant;

/**
 * What was last answered of each pump, in bytes. Everything that an answer says is asked for anew at each request; only when all of it equals what
 * the bytes were written from are they given again, so nothing old is ever shown. Thread-safe.
 */
final class PumpAnswers {

    /** So many, of a few kilobytes each; then it begins anew. */
    static final int MOST = 1_000;

    private final Map<PumpId, Said> said = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Said(PumpStatus status, Optional<Implant> implant, List<String> missing, byte[] bytes) {

        /** What is large is most often the same object; so a look at a pump that nothing happened to is short. */
        boolean isOf(PumpStatus newStatus, Optional<Implant> newImplant, List<String> newMissing) {
            return (isSame(status, newStatus) || status.equals(newStatus))
                    && implant.equals(newImplant)
                    && missing.equals(newMissing);
        }

        @SuppressWarnings("ReferenceEquality") // another reading that equals it is found by the slow way
        private static boolean isSame(PumpStatus one, PumpStatus other) {
            return one.link() == other.link()
                    && one.simulated() == other.simulated()
                    && one.reading().orElse(null) == other.reading().orElse(null)
                    && one.unknown().isEmpty()
                    && other.unknown().isEmpty()
                    && one.linkReason().equals(other.linkReason())
                    && one.family().equals(other.family())
                    && one.address().equals(other.address())
                    && one.pairedSince().equals(other.pairedSince())
                    && one.pump().equals(other.pump());
        }
    }

    /** The answer; nobody changes the bytes. */
    byte[] of(PumpStatus status, Optional<Implant> implant, List<String> missing) {
        Said last = said.get(status.pump());
        if (last != null && last.isOf(status, implant, missing)) {
            return last.bytes();
        }
        Said now = new Said(
                status,
                implant,
                List.copyOf(missing),
                Views.pump(status, implant, missing).canonicalBytes());
        if (said.size() >= MOST) {
            said.clear();
        }
        said.put(status.pump(), now);
        return now.bytes();
    }

    /** How many are kept. */
    int size() {
        return said.size();
    }
}
