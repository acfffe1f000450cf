// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.conformance.rig.RigOrder;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.wire.Link;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Truth;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** A simulated device on the bench. */
final class SimRig implements Rig {

    private static final String DRUG = "morphine";
    private static final Concentration STRENGTH = new Concentration(10_000_000);
    private static final Volume CATHETER = new Volume(175_500);
    private static final int FIRST_CODE = 31_415_926;
    private static final long PICOLITRES = 1_000;

    private final DeviceFamily family;
    private final SimulatedDevice device;
    private final DeviceSetup setup;
    private final PumpId pump;
    private final TimeSource house;
    private final TimeSource pumpTime;

    SimRig(DeviceFamily family, RigOrder order) throws IOException {
        this.family = family;
        this.house = order.house();
        this.pumpTime = order.pumpTime();
        this.setup = new DeviceSetup(
                family.name(),
                family.models().get(0),
                "KIT-" + order.pump(),
                Integer.toString(FIRST_CODE + order.pump()),
                pumpTime.now(),
                CATHETER,
                order.fill(),
                Map.of(DRUG, STRENGTH),
                List.of());
        this.pump = new PumpId(family.manufacturer(), setup.serial());
        this.device = family.open(
                setup,
                DeviceMemory.open(new MemoryStorage(), setup.serial()),
                Randomness.seeded(order.seed() * 31 + order.pump()),
                pumpTime.now());
    }

    @Override
    public PumpId pump() {
        return pump;
    }

    @Override
    public String pairingCode() {
        return setup.pairingCode();
    }

    @Override
    public Solution content() {
        return Solution.of(DRUG, STRENGTH);
    }

    @Override
    public Link connect() {
        return new SimLink(device.connect(), house, pumpTime);
    }

    @Override
    public Optional<FlowTruth> flow() {
        device.advanceTo(pumpTime.now());
        Truth truth = device.truth();
        return Optional.of(
                new FlowTruth(truth.pumpTime(), truth.pushedPicolitres(), truth.usablePicolitres(), truth.flowing()));
    }

    @Override
    public Set<RigAct> acts() {
        EnumSet<RigAct> acts = EnumSet.of(RigAct.PATIENT_ASKS, RigAct.DRAW_TO);
        for (DeviceFault fault : device.faults()) {
            for (RigAct act : RigAct.values()) {
                if (act.name().equals(fault.name())) {
                    acts.add(act);
                }
            }
        }
        return acts;
    }

    @Override
    public boolean act(RigAct act, long value) throws IOException {
        device.advanceTo(pumpTime.now());
        switch (act) {
            case PATIENT_ASKS -> {
                return device.patientAsks();
            }
            case DRAW_TO -> {
                long usable = device.truth().usablePicolitres() / PICOLITRES;
                device.withdraw(new Volume(Math.max(0, usable - value)));
            }
            default -> {
                if (!acts().contains(act)) {
                    throw new IllegalArgumentException("this rig cannot do " + act);
                }
                device.inject(DeviceFault.valueOf(act.name()), value);
            }
        }
        return true;
    }

    @Override
    public Optional<JsonObject> inside() {
        device.advanceTo(pumpTime.now());
        return Optional.of(device.describe());
    }

    @Override
    public Optional<byte[]> mended(byte[] message) {
        return family.mended(message);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
