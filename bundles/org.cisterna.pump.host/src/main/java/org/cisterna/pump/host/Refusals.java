// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.List;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;

/** The host's own refusals: codes that stay, and the words. {@code docs/host.md} lists them. */
final class Refusals {

    private Refusals() {}

    static Violation unknownPump(PumpId pump) {
        return Violation.of("PUMP_NOT_PAIRED", "pump", pump.text(), "this pump is not paired here; pair it first");
    }

    static Violation pairingNotEntered(PumpId pump) {
        return Violation.of(
                "PAIRING_NOT_ENTERED",
                "pump",
                pump.text(),
                "the pairing of this pump does not stand in the ledger that can be read; it can be read and stopped, and not written");
    }

    static Violation keyMissing(PumpId pump, String why) {
        return Violation.of(
                "KEY_MISSING", "pump", pump.text(), "the key of this pump cannot be used: " + why + "; pair it again");
    }

    static Violation driverStopped(String family, Instant since) {
        return Violation.of(
                "DRIVER_STOPPED",
                "family",
                family,
                "the driver of the family " + family + " is stopped since " + since
                        + "; the pump goes on by itself; start the driver");
    }

    static Violation driverRefused(String family, String why) {
        return Violation.of(
                "DRIVER_REFUSED", "family", family, "the driver of the family " + family + " is not used: " + why);
    }

    static Violation driverBusy(String family, int lanes, int stuck) {
        return Violation.of(
                "DRIVER_BUSY",
                "family",
                family,
                "all " + lanes + " calls that the driver of the family " + family + " may have under way are taken"
                        + (stuck == 0
                                ? "; try again"
                                : ", " + stuck + " of them by calls that do not come back; restart the platform"));
    }

    static Violation stuck(PumpId pump, List<String> calls) {
        return Violation.of(
                "DRIVER_STUCK",
                "pump",
                pump.text(),
                "calls of the driver for this pump do not come back (" + String.join(", ", calls)
                        + "); it can still be stopped; restart the platform");
    }

    static Violation driverChanged(String now) {
        return Violation.of(
                "DRIVER_CHANGED",
                "driver",
                now,
                "the plan was made for another driver or another version of it; draft it again");
    }

    static Violation driverBroke(String words) {
        return Violation.of("DRIVER_FAILED", "the driver failed: " + words + "; tell its maker");
    }

    static Violation noLink(String scheme) {
        return Violation.of(
                "NO_LINK",
                "address",
                scheme,
                scheme.isEmpty()
                        ? "an address begins with its scheme and a colon"
                        : "nothing here opens links of the scheme " + scheme + "; start the bundle that does");
    }

    static Violation linkFailed(String words) {
        return Violation.of(
                "LINK_FAILED",
                "the link to the pump failed: " + words + "; nothing is known to have changed; try again");
    }

    static Violation ended(String words) {
        return Violation.of("ENDED_EARLY", "this ended early: " + words);
    }

    static Violation overtaken(String words) {
        return Violation.of("OVERTAKEN_BY_STOP", words + "; read the pump before anything else");
    }

    static Violation busy(String field, String what, String words) {
        return Violation.of("PUMP_BUSY", field, what, words);
    }

    static Violation closed() {
        return Violation.of("HOST_CLOSED", "the pump host is stopping; try again when the platform runs");
    }

    static Violation ledger(String words) {
        return Violation.of(
                "LEDGER_UNAVAILABLE", "nothing is sent to a pump before it stands in the ledger, and " + words);
    }

    static Violation identity(PumpId expected, String answered) {
        return new Violation(
                "IDENTITY_MISMATCH",
                "another pump answered than the one that was asked; check which pump the link reaches",
                java.util.Optional.of("pump"),
                java.util.Optional.of(answered),
                java.util.Optional.of(expected.text()),
                java.util.Optional.of("the pairing"));
    }

    static Violation unknownStands(CommandId command, String reason) {
        return Violation.of(
                "UNKNOWN_STANDS",
                "command",
                command.hex(),
                "it is not known what became of an earlier command (" + reason
                        + "); read the pump until that is resolved, or stop it");
    }

    static Violation unreadable(List<String> entries) {
        return Violation.of(
                "ENTRIES_UNREADABLE",
                "the ledger holds entries about this pump that this version cannot read (" + String.join("; ", entries)
                        + "); use the version that wrote them");
    }

    static Violation commandReused(CommandId command) {
        return Violation.of(
                "COMMAND_REUSED", "command", command.hex(), "this id names another command already; make a new one");
    }

    static Violation field(String code, String field, String value, String words) {
        return Violation.of(code, field, ForeignWords.of(value), words);
    }
}
