// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Functions;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.spi.PumpDriver;

/** Drivers that declare other functions, or another conduct, than their pump has. */
final class FunctionMutants {

    private FunctionMutants() {}

    static List<Mutant> all() {
        return List.of(
                functions(
                        "the longest bridge is declared one step longer than it is",
                        each -> with(
                                each,
                                each.bridge()
                                        .map(bridge -> new Functions.Bridge(
                                                bridge.durationGrid(),
                                                bridge.longest().plus(bridge.durationGrid()))),
                                each.prime())),
                functions("a prime runs that is not declared", each -> with(each, each.bridge(), Optional.empty())),
                conduct(
                        "1.04",
                        "a pump that talks is declared to have no telemetry",
                        each -> Conduct.byHand(each.firmware(), each.mri())),
                conduct(
                        "1.04",
                        "a log that can be read is declared absent",
                        each -> of(each.driverClass(), each.mri(), each, false)),
                conduct(
                        "1.06",
                        "what a field does to the pump is left open",
                        each -> of(each.driverClass(), MriConduct.UNKNOWN, each, each.eventLog())));
    }

    private static Mutant functions(String fault, UnaryOperator<Functions> change) {
        return Mutant.ofDriver("1.04", fault, driver -> new OtherDriver(driver)
                .declares(can -> new Capabilities(
                        can.rate(),
                        can.rateGrid(),
                        can.maxSteps(),
                        can.stepGrid(),
                        can.reservoirCapacity(),
                        can.residualVolume(),
                        can.tubingVolume(),
                        can.lowReservoir(),
                        can.accuracyPerMille(),
                        can.reservoirSource(),
                        can.interimStop(),
                        can.functions().map(change))));
    }

    private static Functions with(Functions each, Optional<Functions.Bridge> bridge, Optional<Functions.Prime> prime) {
        return new Functions(
                bridge,
                prime,
                each.bolus(),
                each.patientBolus(),
                each.minimumRate(),
                each.dayPatterns(),
                each.refillGrid());
    }

    private static Mutant conduct(String rule, String fault, UnaryOperator<Conduct> change) {
        return Mutant.ofDriver(rule, fault, driver -> declaring(driver, change));
    }

    /** The same driver with another conduct declared. */
    static OtherDriver declaring(PumpDriver driver, UnaryOperator<Conduct> change) {
        return new OtherDriver(driver)
                .descriptor(each -> new DriverDescriptor(
                        each.family(),
                        each.name(),
                        each.version(),
                        each.manufacturer(),
                        each.description(),
                        each.simulatedOnly(),
                        each.interimStop(),
                        change.apply(each.conduct())));
    }

    static Conduct of(DriverClass driverClass, MriConduct mri, Conduct conduct, boolean eventLog) {
        return new Conduct(driverClass, conduct.firmware(), mri, conduct.faults(), conduct.bounds(), eventLog);
    }
}
