// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import org.cisterna.conformance.junit.ConformanceTest;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.pump.spi.PumpDriver;
import org.example.dripline.driver.DripLineDriver;

/** Each rule of the rulebook, on the bench. What the rig cannot cause yet is skipped with the reason, and never passes. */
final class DripLineConformanceTest extends ConformanceTest {

    @Override
    protected PumpDriver driver() {
        return new DripLineDriver();
    }

    @Override
    protected RigFactory rig() {
        return new DripLineRig();
    }
}
