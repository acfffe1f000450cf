// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
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
    static Answer<PumpIdentity> understood(Description device) {
        if (!device.manufacturer().equals(MedstreamDriver.MANUFACTURER)) {
            return Answer.refused(Violation.of(
                            "UNSUPPORTED_PUMP",
                            "manufacturer",
                            printable(device.manufacturer()),
                            "this driver does not drive such a pump; choose another driver")
                    .against(MedstreamDriver.MANUFACTURER, "the protocol of the class"));
        }
        Optional<Violation> unusable = unusableSerial(device.serial());
        if (unusable.isPresent()) {
            return Answer.refused(unusable.get());
        }
        try {
            return Answer.done(new PumpIdentity(
                    new PumpId(device.manufacturer(), device.serial()),
                    device.model(),
                    device.firmware(),
                    capabilities(device),
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
        return PumpId.isValid(MedstreamDriver.MANUFACTURER, serial)
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

    private static Capabilities capabilities(Description device) {
        return new Capabilities(
                new Range<>(new FlowRate(device.lowestRate()), new FlowRate(device.highestRate())),
                new FlowRate(device.rateGrid()),
                device.mostSteps(),
                Duration.ofMinutes(device.startGrid()),
                new Volume(device.usable()),
                new Volume(device.residual()),
                new Volume(device.pathway()),
                new Volume(device.low()),
                device.accuracyPerMille(),
                Source.MEASURED,
                Optional.empty(),
                Optional.of(functions(device)));
    }

    private static Functions functions(Description device) {
        Volume pulse = new Volume(device.pulse());
        Duration grid = Duration.ofMinutes(device.bolusGrid());
        return new Functions(
                Optional.of(new Functions.Bridge(
                        Duration.ofMinutes(device.bridgeGrid()), Duration.ofMinutes(device.longestBridge()))),
                Optional.of(new Functions.Prime(
                        pulse, new FlowRate(device.primeRate()), Optional.of(new Volume(device.mostPrime())))),
                Optional.of(new Functions.Bolus(
                        pulse,
                        grid,
                        new FlowRate(device.highestRate()),
                        Functions.Basal.ADDED,
                        Functions.After.RETURNS,
                        new Extent(
                                Optional.of(new Range<>(pulse, new Volume(device.mostBolus()))),
                                Optional.of(new Range<>(grid, Duration.ofMinutes(device.longestBolus()))),
                                Optional.empty()),
                        false)),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.of(new Volume(1)));
    }

    /** A text of the pump as it may be shown before anybody vouched for it. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9 ./_-]", "?");
        return plain.length() <= 40 ? plain : plain.substring(0, 40) + "...";
    }
}
