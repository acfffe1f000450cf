// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

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
    static final DrivenPumps DRIVEN = new DrivenPumps(MedstreamDriver.MANUFACTURER, 1);

    private Identities() {}

    /** The identity, or why a pump like this cannot be driven. */
    static Answer<PumpIdentity> understood(Description device) {
        return DRIVEN.identity(
                device.manufacturer(), device.serial(), device.model(), device.firmware(), () -> capabilities(device));
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
}
