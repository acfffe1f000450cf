// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.util.List;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.Link;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.driver.DriverStand;
import org.cisterna.time.Randomness;

/** The platform's side for one device, over links that meet with faults. */
final class Platform extends DriverStand {

    static final PumpId PUMP = new PumpId(Limits.MANUFACTURER, Bench.SERIAL);
    static final Solution MORPHINE = Solution.of("morphine", new Concentration(10_000_000));

    SimulatedStorage disk = new SimulatedStorage(1);
    SimulatedDevice device;

    Platform() throws IOException {
        super(new PrometraDriver(), PUMP, MORPHINE);
        device = reopened();
    }

    /** The device from what is on its disk. */
    SimulatedDevice reopened() throws IOException {
        device = new PrometraFamily()
                .open(
                        Bench.setup("P2-20", new Volume(20_000_000), List.of(new DaySchedule.Step(0, 140_000))),
                        DeviceMemory.open(disk, "d"),
                        Randomness.seeded(disk.operations()),
                        time().pump().now());
        return device;
    }

    @Override
    public Link link() {
        return link(new LinkFault[0]);
    }

    Link link(LinkFault... faults) {
        return new DeviceLink(
                new FaultyConnection(device.connect(), List.of(faults)),
                time().house(),
                time().pump()::now,
                time().threads());
    }

    Answer<PumpSession> open(LinkFault... faults) throws Exception {
        return open(link(faults));
    }

    PumpSession session(LinkFault... faults) throws Exception {
        return open(faults).orElseThrow();
    }
}
