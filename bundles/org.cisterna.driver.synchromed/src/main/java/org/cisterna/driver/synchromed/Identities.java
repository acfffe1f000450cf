// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Source;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Who a pump says it is, in the words of the platform. */
final class Identities {

    /** Pumps of this firmware are programmed; others are read and stopped only. */
    static final int FIRMWARE_MAJOR = 1;

    private static final Pattern FIRMWARE = Pattern.compile("([0-9]{1,9})\\.[0-9]{1,9}\\.[0-9]{1,9}");

    private Identities() {}

    /** The identity, or why a pump like this cannot be driven. */
    static Answer<PumpIdentity> understood(IdentityAnswer answer, Optional<FunctionsAnswer> functions) {
        if (!answer.manufacturer().equals(SynchromedDriver.MANUFACTURER)) {
            return unsupported("manufacturer", printable(answer.manufacturer()), SynchromedDriver.MANUFACTURER);
        }
        Optional<Violation> unusable = unusableSerial(answer.serial());
        if (unusable.isPresent()) {
            return Answer.refused(unusable.get());
        }
        if (!answer.residualOnTop()) {
            return unsupported("residual volume", "part of the usable volume", "on top of the usable volume");
        }
        try {
            return Answer.done(new PumpIdentity(
                    new PumpId(answer.manufacturer(), answer.serial()),
                    answer.model(),
                    answer.firmware(),
                    capabilities(answer, functions),
                    true));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Answer.refused(Violation.of(
                    "UNSUPPORTED_PUMP",
                    "the pump declares something that no pump of this class can have; it is not used: "
                            + e.getMessage()));
        }
    }

    /** Why a serial can name no pump, if so. */
    static Optional<Violation> unusableSerial(String serial) {
        return PumpId.isValid(SynchromedDriver.MANUFACTURER, serial)
                ? Optional.empty()
                : Optional.of(Violation.of(
                        "UNSUPPORTED_PUMP",
                        "serial",
                        printable(serial),
                        "the pump gave a serial that is not 1 to 40 letters, digits, dots or hyphens; it is not used"));
    }

    /** Another pump answered. */
    static Violation mismatch(String expected, String answered) {
        return Violation.of(
                        "IDENTITY_MISMATCH",
                        "serial",
                        printable(answered),
                        "another pump answers at this address; no command was sent to it. Make sure that the right pump is in reach")
                .against(expected, "the pairing");
    }

    /** Whether the driver may programme a pump of this firmware; compared as numbers. */
    static boolean mayProgramme(String firmware) {
        Matcher matcher = FIRMWARE.matcher(firmware);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) == FIRMWARE_MAJOR;
    }

    private static Capabilities capabilities(IdentityAnswer answer, Optional<FunctionsAnswer> functions) {
        return new Capabilities(
                new Range<>(new FlowRate(answer.lowestRate()), new FlowRate(answer.highestRate())),
                new FlowRate(answer.rateGrid()),
                answer.mostSteps(),
                Duration.ofMinutes(answer.startGridMinutes()),
                new Volume(answer.usableReservoir()),
                new Volume(answer.residual()),
                new Volume(answer.tubing()),
                new Volume(answer.lowReservoir()),
                answer.accuracyPerMille(),
                Source.CALCULATED,
                answer.interimStopMillis() == 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(answer.interimStopMillis())),
                functions.map(each -> each.functions(answer.dayPatterns())));
    }

    private static <T> Answer<T> unsupported(String field, String value, String supported) {
        return Answer.refused(Violation.of(
                        "UNSUPPORTED_PUMP",
                        field,
                        value,
                        "this driver does not drive such a pump; choose another driver")
                .against(supported, "the protocol of the class"));
    }

    /** A text of the pump as it may be shown before anybody vouched for it. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9 ./_-]", "?");
        return plain.length() <= 40 ? plain : plain.substring(0, 40) + "...";
    }
}
