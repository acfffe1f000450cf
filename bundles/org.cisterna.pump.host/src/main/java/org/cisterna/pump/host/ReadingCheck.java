// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;

/** What a pump says must be about that pump, and fit to be kept and shown. Pure. */
final class ReadingCheck {

    private static final int MAX_TEXT = 80;
    private static final int MAX_ALARMS = 64;
    /** Leaves room in an entry for what stands around it. */
    private static final int MAX_BYTES = 15 * 1024;

    private ReadingCheck() {}

    /** Every reason for which an identity is refused. */
    static List<Violation> identity(PumpId expected, PumpIdentity answered) {
        List<Violation> violations = new ArrayList<>();
        if (!answered.pump().equals(expected)) {
            violations.add(Refusals.identity(expected, answered.pump().text()));
        }
        text(violations, "model", answered.model());
        text(violations, "firmware", answered.firmware());
        return violations;
    }

    /** Every reason for which a reading is refused. */
    static List<Violation> reading(PumpId expected, PumpIdentity opened, Snapshot snapshot) {
        List<Violation> violations = new ArrayList<>(identity(expected, snapshot.identity()));
        if (violations.isEmpty() && !snapshot.identity().equals(opened)) {
            violations.add(
                    Refusals.identity(expected, "the same pump with another model, firmware or other capabilities"));
        }
        if (snapshot.alarms().size() > MAX_ALARMS) {
            violations.add(tooMuch("alarms", snapshot.alarms().size(), MAX_ALARMS));
        } else {
            snapshot.alarms().forEach(alarm -> text(violations, "alarm", alarm.code()));
            int bytes = snapshot.toJson().canonicalBytes().length;
            if (bytes > MAX_BYTES) {
                violations.add(tooMuch("bytes of reading", bytes, MAX_BYTES));
            }
        }
        return violations;
    }

    private static void text(List<Violation> violations, String field, String text) {
        if (!ForeignWords.isPlain(text, MAX_TEXT)) {
            violations.add(Violation.of(
                    "DEVICE_TEXT",
                    field,
                    ForeignWords.of(text),
                    "the pump gave a text that is blank, longer than " + MAX_TEXT
                            + " characters or not printable; the reading is not used"));
        }
    }

    private static Violation tooMuch(String what, int is, int max) {
        return new Violation(
                "DEVICE_FLOODS",
                "the pump gave more than can be kept; the reading is not used",
                Optional.of(what),
                Optional.of(Integer.toString(is)),
                Optional.of(Integer.toString(max)),
                Optional.of("the pump host"));
    }
}
