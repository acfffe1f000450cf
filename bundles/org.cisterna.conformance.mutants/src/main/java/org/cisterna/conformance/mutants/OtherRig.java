// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.conformance.rig.RigOrder;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** A pump around another one; faults override what they change. */
class OtherRig implements Rig {

    private final Rig inner;

    OtherRig(Rig inner) {
        this.inner = inner;
    }

    final Rig inner() {
        return inner;
    }

    /** A factory whose rigs are changed. */
    static UnaryOperator<RigFactory> each(UnaryOperator<Rig> change) {
        return factory -> new RigFactory() {
            @Override
            public String name() {
                return factory.name();
            }

            @Override
            public String family() {
                return factory.family();
            }

            @Override
            public Rig make(RigOrder order) throws IOException {
                return change.apply(factory.make(order));
            }
        };
    }

    @Override
    public PumpId pump() {
        return inner.pump();
    }

    @Override
    public String pairingCode() {
        return inner.pairingCode();
    }

    @Override
    public Solution content() {
        return inner.content();
    }

    @Override
    public Link connect() throws LinkException {
        return inner.connect();
    }

    @Override
    public Optional<FlowTruth> flow() {
        return inner.flow();
    }

    /** The flow, with more or less given. */
    final Optional<FlowTruth> flowWith(long picolitres) {
        return inner.flow()
                .map(each -> new FlowTruth(
                        each.at(),
                        each.pushedPicolitres() + picolitres,
                        each.usablePicolitres() - picolitres,
                        each.flowing()));
    }

    @Override
    public Set<RigAct> acts() {
        return inner.acts();
    }

    @Override
    public boolean act(RigAct act, long value) throws IOException {
        return inner.act(act, value);
    }

    @Override
    public Optional<JsonObject> inside() {
        return inner.inside();
    }

    @Override
    public Optional<byte[]> mended(byte[] message) {
        return inner.mended(message);
    }

    @Override
    public void close() {
        inner.close();
    }
}
