// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Violation;

/**
 * Which pumps a driver drives, and what is said of those it does not. Nothing that an unproven pump says is shown without being made printable.
 * Immutable.
 *
 * @param manufacturer as the pumps name it
 * @param firmwareMajor the first number of the firmwares that are programmed; pumps of others are read and stopped only
 */
public record DrivenPumps(String manufacturer, int firmwareMajor) {

    private static final Pattern FIRMWARE = Pattern.compile("([0-9]{1,9})\\.[0-9]{1,9}\\.[0-9]{1,9}");
    private static final int MOST_SHOWN = 40;
    private static final String SOURCE = "the protocol of the class";

    /**
     * Who a pump says it is.
     *
     * @param by the manufacturer that it names
     * @param serial as it said
     * @param model as it said
     * @param firmware as it said
     * @param capabilities made from what it declares; one that throws for a value that no capability can have refuses the pump
     * @return refused, with {@code UNSUPPORTED_PUMP}, when it is none that this driver drives or declares what no pump can have
     */
    public Answer<PumpIdentity> identity(
            String by, String serial, String model, String firmware, Supplier<Capabilities> capabilities) {
        if (!by.equals(manufacturer)) {
            return Answer.refused(unsupported("manufacturer", by, manufacturer));
        }
        Optional<Violation> unusable = unusableSerial(serial);
        if (unusable.isPresent()) {
            return Answer.refused(unusable.get());
        }
        try {
            return Answer.done(new PumpIdentity(new PumpId(by, serial), model, firmware, capabilities.get(), true));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Answer.refused(Violation.of(
                    "UNSUPPORTED_PUMP",
                    "the pump declares something that no pump of this class can have; it is not used: "
                            + e.getMessage()));
        }
    }

    /** A pump is not one of these. */
    public static Violation unsupported(String field, String value, String supported) {
        return Violation.of(
                        "UNSUPPORTED_PUMP",
                        field,
                        printable(value),
                        "this driver does not drive such a pump; choose another driver")
                .against(supported, SOURCE);
    }

    /** Why a serial can name no pump, if so. */
    public Optional<Violation> unusableSerial(String serial) {
        return PumpId.isValid(manufacturer, serial)
                ? Optional.empty()
                : Optional.of(Violation.of(
                        "UNSUPPORTED_PUMP",
                        "serial",
                        printable(serial),
                        "the pump gave a serial that is not 1 to 40 letters, digits, dots or hyphens; it is not used"));
    }

    /** Another pump answered than the one that was called. */
    public static Violation mismatch(String expected, String answered) {
        return Violation.of(
                        "IDENTITY_MISMATCH",
                        "serial",
                        printable(answered),
                        "another pump answers at this address; no command was sent to it. Make sure that the right pump is in reach")
                .against(expected, "the pairing");
    }

    /** The firmwares that are programmed, as a descriptor names them. */
    public String firmwares() {
        return firmwareMajor + ".x.y";
    }

    /** Why a pump of this firmware may not be programmed, if so; versions are compared as numbers. */
    public Optional<Violation> unprogrammed(String firmware) {
        Matcher matcher = FIRMWARE.matcher(firmware);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) == firmwareMajor
                ? Optional.empty()
                : Optional.of(Violation.of(
                                "UNSUPPORTED_FIRMWARE",
                                "firmware",
                                firmware,
                                "this driver reads and stops pumps of this firmware and does not programme them")
                        .against(firmwares(), SOURCE));
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9 ./_-]", "?");
        return plain.length() <= MOST_SHOWN ? plain : plain.substring(0, MOST_SHOWN) + "...";
    }
}
