// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.Optional;
import org.cisterna.canonical.JsonObject;

/**
 * The bodies of the ledger entries that tell the therapy of a pump, {@link Signature} apart. The entry names the pump as {@code
 * manufacturer/serial}, who did it as its actor, and as its correlation the visit or the change of dose. Together with {@code
 * therapy.signature}, {@code dosing.proposal} and {@code pump.release}, and with what the host enters about readings and commands, they are
 * all that {@link Therapy} rests on; {@code docs/therapy.md} says what each does to the state. All are in version {@value #VERSION}.
 */
public sealed interface TherapyEntry permits VisitEntry, ChangeEntry, EmergencyEntry, ManualEntry {

    /** Version of every body here. */
    int VERSION = 1;

    /** Type of the ledger entry. */
    String type();

    /** The entry's body. */
    JsonObject toJson();

    /**
     * Reads a body.
     *
     * @return empty when no entry here has that type in that version
     * @throws IllegalArgumentException when the body is not of its type's form
     */
    static Optional<TherapyEntry> read(String type, int version, JsonObject body) {
        if (version != VERSION) {
            return Optional.empty();
        }
        Optional<TherapyEntry> visit = VisitEntry.read(type, body);
        return visit.or(() -> ChangeEntry.read(type, body))
                .or(() -> EmergencyEntry.read(type, body))
                .or(() -> ManualEntry.read(type, body));
    }
}
