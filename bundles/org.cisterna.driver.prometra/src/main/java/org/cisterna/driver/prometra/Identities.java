// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Source;
import org.cisterna.pump.spi.dialogue.DrivenPumps;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Who a pump says it is, in the words of the platform. */
final class Identities {

    /** Pumps of the first firmware are programmed; others are read and stopped only. */
    static final DrivenPumps DRIVEN = new DrivenPumps(PrometraDriver.MANUFACTURER, 1);

    static final int MOST_STROKES = 1_000;
    static final int LONGEST_LOCKOUT = 10_080;
    static final int MOST_A_DAY = 24;

    private Identities() {}

    /** The identity, or why a pump like this cannot be driven. */
    static Answer<PumpIdentity> understood(Description device) {
        return DRIVEN.identity(
                device.manufacturer(), device.serial(), device.model(), device.firmware(), () -> capabilities(device));
    }

    private static Capabilities capabilities(Description device) {
        return new Capabilities(
                new Range<>(rate(device, device.lowestRate()), rate(device, device.highestRate())),
                rate(device, 1),
                device.mostSteps(),
                Duration.ofMinutes(device.startGrid()),
                new Volume(device.usable()),
                new Volume(device.residual()),
                new Volume(device.pathway()),
                new Volume(device.refillAt()),
                device.accuracyPerMille(),
                Source.CALCULATED,
                Optional.empty(),
                Optional.of(functions(device)));
    }

    private static Functions functions(Description device) {
        Volume stroke = new Volume(device.stroke());
        Range<Volume> volumes = new Range<>(stroke, new Volume(Math.multiplyExact(device.stroke(), MOST_STROKES)));
        Duration grid = Duration.ofMinutes(device.bolusGrid());
        Range<Duration> durations = new Range<>(grid, Duration.ofMinutes(device.longestBolus()));
        FlowRate highest = rate(device, device.highestRate());
        return new Functions(
                Optional.of(new Functions.Bridge(
                        Duration.ofMinutes(device.bridgeGrid()), Duration.ofMinutes(device.longestBridge()))),
                Optional.of(new Functions.Prime(stroke, rate(device, device.primeRate()), Optional.of(volumes.max()))),
                Optional.of(new Functions.Bolus(
                        stroke,
                        grid,
                        highest,
                        Functions.Basal.ADDED,
                        Functions.After.RETURNS,
                        new Extent(Optional.of(volumes), Optional.of(durations), Optional.empty()),
                        false)),
                patientBolus(device, volumes, durations),
                Optional.empty(),
                1,
                Optional.of(new Volume(1)));
    }

    /** A controller that may be used with no drug is none. */
    private static Optional<Functions.PatientBolus> patientBolus(
            Description device, Range<Volume> volumes, Range<Duration> durations) {
        Duration grid = durations.min();
        return device.controllerDrugs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Functions.PatientBolus(
                        volumes.min(),
                        grid,
                        rate(device, device.highestRate()),
                        Functions.Basal.ADDED,
                        Functions.LockoutFrom.END,
                        Functions.CountedOver.ROLLING,
                        device.driftPerMillion(),
                        Optional.of(device.controllerDrugs()),
                        new Extent(volumes, durations, new Range<>(grid, Duration.ofMinutes(LONGEST_LOCKOUT))),
                        Optional.of(MOST_A_DAY)));
    }

    static FlowRate rate(Description device, int strokes) {
        return new FlowRate(Math.multiplyExact(device.stroke(), (long) strokes));
    }
}
