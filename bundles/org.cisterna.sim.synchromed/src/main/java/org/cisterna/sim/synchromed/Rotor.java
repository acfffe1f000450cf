// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Why the rotor does not turn although it is driven, and what was made to go wrong with it; section 12.1 of the protocol page. Times are pump time in
 * milliseconds. Guarded by the device.
 */
final class Rotor {

    private static final long NEVER = -1;

    boolean stalled;
    boolean fieldDamages;
    boolean loggedLate;
    boolean staysInTelemetry;
    long fieldRecovery;

    private boolean inField;
    private boolean damaged;
    private long standsUntil = NEVER;

    /** Whether it stands, whatever drives it. */
    boolean stands() {
        return stalled || inField || damaged || standsUntil >= 0;
    }

    /** A strong field begins or ends; in it the rotor stands, and afterwards until it has recovered. */
    void field(boolean on, long at) {
        if (on) {
            standsUntil = NEVER;
        } else if (inField) {
            damaged |= fieldDamages;
            standsUntil = fieldRecovery > 0 ? at + fieldRecovery : NEVER;
        }
        inField = on;
    }

    boolean inField() {
        return inField;
    }

    /** From now on a field damages it, or what was damaged is mended. */
    void fieldDamages(boolean on) {
        fieldDamages = on;
        damaged &= on;
    }

    /** When it turns again by itself; for ever when it does not. */
    long turnsAgain() {
        return standsUntil >= 0 ? standsUntil : Long.MAX_VALUE;
    }

    /** It has recovered if it is time. */
    boolean recovers(long at) {
        if (standsUntil < 0 || at < standsUntil) {
            return false;
        }
        standsUntil = NEVER;
        return true;
    }

    JsonObject json() {
        return Json.object()
                .put("stalled", stalled)
                .put("fieldDamages", fieldDamages)
                .put("loggedLate", loggedLate)
                .put("staysInTelemetry", staysInTelemetry)
                .put("fieldRecovery", fieldRecovery)
                .put("inField", inField)
                .put("damaged", damaged)
                .put("standsUntil", standsUntil)
                .build();
    }

    static Rotor fromJson(JsonObject json) {
        Rotor rotor = new Rotor();
        rotor.stalled = json.flag("stalled");
        rotor.fieldDamages = json.flag("fieldDamages");
        rotor.loggedLate = json.flag("loggedLate");
        rotor.staysInTelemetry = json.flag("staysInTelemetry");
        rotor.fieldRecovery = json.number("fieldRecovery");
        rotor.inField = json.flag("inField");
        rotor.damaged = json.flag("damaged");
        rotor.standsUntil = json.number("standsUntil");
        return rotor;
    }
}
