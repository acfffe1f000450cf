// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.pump.spi.PumpDriver;

/**
 * One fault.
 *
 * @param rule by which it has to be found
 * @param fault what it does, in words
 * @param driver puts it into a driver
 * @param rig puts it into a pump
 * @param bundle puts it into the bundle of a driver
 */
public record Mutant(
        RuleId rule,
        String fault,
        UnaryOperator<Supplier<PumpDriver>> driver,
        UnaryOperator<RigFactory> rig,
        UnaryOperator<DriverBundle> bundle) {

    /** A fault that is not in the bundle. */
    Mutant(RuleId rule, String fault, UnaryOperator<Supplier<PumpDriver>> driver, UnaryOperator<RigFactory> rig) {
        this(rule, fault, driver, rig, UnaryOperator.identity());
    }

    static Mutant ofDriver(String rule, String fault, UnaryOperator<PumpDriver> change) {
        return new Mutant(
                RuleId.parse(rule), fault, drivers -> () -> change.apply(drivers.get()), UnaryOperator.identity());
    }

    static Mutant ofSession(String rule, String fault, OtherDriver.SessionChange change) {
        return ofDriver(rule, fault, driver -> new OtherDriver(driver).sessions(change));
    }

    static Mutant ofRig(String rule, String fault, UnaryOperator<RigFactory> change) {
        return new Mutant(RuleId.parse(rule), fault, UnaryOperator.identity(), change);
    }
}
