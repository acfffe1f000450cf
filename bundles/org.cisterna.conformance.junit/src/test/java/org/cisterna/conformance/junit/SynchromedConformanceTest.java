// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.junit;

import java.util.List;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.synchromed.SynchromedFamily;

/** As a vendor would write it, with a few rules, one of them about the bundle; JUnit itself runs it. */
final class SynchromedConformanceTest extends ConformanceTest {

    @Override
    protected PumpDriver driver() {
        return new SynchromedDriver();
    }

    @Override
    protected RigFactory rig() {
        return new SimRigFactory(new SynchromedFamily());
    }

    @Override
    protected KitOrder order() {
        return new KitOrder(
                Profile.FAST, 1, List.of(RuleId.parse("1.01"), RuleId.parse("3.12"), RuleId.parse("18.08")));
    }
}
