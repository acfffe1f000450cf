// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.conformance.rig.RigOrder;
import org.cisterna.sim.DeviceFamily;

/** The generic rig: the simulated devices of any family. */
public final class SimRigFactory implements RigFactory {

    private final DeviceFamily family;

    /** Rigs with devices of a family. */
    public SimRigFactory(DeviceFamily family) {
        this.family = family;
    }

    @Override
    public String name() {
        return "generic rig over simulated devices, 1.0.0";
    }

    @Override
    public String family() {
        return family.name();
    }

    @Override
    public Rig make(RigOrder order) throws IOException {
        return new SimRig(family, order);
    }
}
