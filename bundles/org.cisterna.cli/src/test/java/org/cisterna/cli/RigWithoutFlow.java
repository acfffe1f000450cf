// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.conformance.rig.RigOrder;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.sim.synchromed.SynchromedFamily;

/** A rig with parts missing: nobody weighs what flows, and nothing can be done to its pump. */
public final class RigWithoutFlow implements RigFactory {

    private final RigFactory whole = new SimRigFactory(new SynchromedFamily());

    @Override
    public String name() {
        return "a rig without a balance";
    }

    @Override
    public String family() {
        return whole.family();
    }

    @Override
    public Rig make(RigOrder order) throws IOException {
        Rig rig = whole.make(order);
        return new Rig() {
            @Override
            public PumpId pump() {
                return rig.pump();
            }

            @Override
            public String pairingCode() {
                return rig.pairingCode();
            }

            @Override
            public Solution content() {
                return rig.content();
            }

            @Override
            public Link connect() throws LinkException {
                return rig.connect();
            }

            @Override
            public Optional<FlowTruth> flow() {
                return Optional.empty();
            }

            @Override
            public Set<RigAct> acts() {
                return Set.of();
            }

            @Override
            public boolean act(RigAct act, long value) {
                throw new IllegalArgumentException("this rig cannot do " + act);
            }

            @Override
            public Optional<JsonObject> inside() {
                return Optional.empty();
            }

            @Override
            public void close() {
                rig.close();
            }
        };
    }
}
