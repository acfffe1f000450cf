// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;

/** Puts a fault into a shipped family and runs the kit on it. */
final class Faulty {

    /** The fault needs what only a pump with valves has. */
    private static final Set<String> OF_VALVES = Set.of("1.06", "13.06");

    private Faulty() {}

    /**
     * Runs the fast profile with seed 1.
     *
     * @param rules which rules; none for all
     */
    static KitResult run(Mutant mutant, List<RuleId> rules) throws URISyntaxException {
        boolean valves = OF_VALVES.contains(mutant.rule().text());
        DeviceFamily family = valves ? new PrometraFamily() : new SynchromedFamily();
        Supplier<PumpDriver> driver = valves ? PrometraDriver::new : SynchromedDriver::new;
        Path lies = Path.of(driver.get()
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new Kit(
                        mutant.driver().apply(driver),
                        mutant.rig().apply(new SimRigFactory(family)),
                        mutant.bundle().apply(DriverBundle.of(lies)))
                .run(new KitOrder(Profile.FAST, 1, rules), verdict -> {});
    }
}
