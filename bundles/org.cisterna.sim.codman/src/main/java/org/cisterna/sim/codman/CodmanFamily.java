// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.codman;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.FirmwareDevice;
import org.cisterna.sim.Plug;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.time.Randomness;
import org.osgi.service.component.annotations.Component;

/** The Codman 3000 class: made up for Cisterna, no product of anyone. Stateless. */
@Component
public final class CodmanFamily implements DeviceFamily {

    private static final String MANUFACTURER = "Cisterna Simulations";
    private static final Map<String, Volume> MODELS = Map.of(
            "C3-16", new Volume(16_000_000),
            "C3-30", new Volume(30_000_000),
            "C3-50", new Volume(50_000_000));
    private static final Volume RESIDUAL = new Volume(500_000);
    private static final Volume TUBING = new Volume(50_000);
    private static final long LEAST_FLOW = 250_000;
    private static final long MOST_FLOW = 2_500_000;

    /** The family; it keeps nothing. */
    public CodmanFamily() {}

    @Override
    public String name() {
        return "codman";
    }

    @Override
    public String manufacturer() {
        return MANUFACTURER;
    }

    @Override
    public List<String> models() {
        return MODELS.keySet().stream().sorted().toList();
    }

    @Override
    public Set<DeviceFault> faults() {
        return CodmanPump.KNOWN;
    }

    @Override
    public boolean hasTelemetry() {
        return false;
    }

    @Override
    public void check(DeviceSetup setup) {
        manufacture(setup);
    }

    @Override
    public SimulatedDevice open(DeviceSetup setup, DeviceMemory memory, Randomness randomness, Instant pumpTime)
            throws IOException {
        Optional<byte[]> image = memory.image();
        Restrictor restrictor = image.isPresent() ? CodmanPump.read(image.get()) : manufacture(setup);
        restrictor.flowUntil(pumpTime.toEpochMilli());
        CodmanPump pump =
                new CodmanPump(restrictor, memory, new DeviceLabel(MANUFACTURER, setup.model(), setup.serial(), ""));
        pump.persist();
        return new FirmwareDevice(pump);
    }

    private static Restrictor manufacture(DeviceSetup setup) {
        Volume usable = MODELS.get(setup.model());
        if (usable == null) {
            throw new IllegalArgumentException(
                    "the models of this class are C3-16, C3-30 and C3-50, not " + setup.model());
        }
        Solution content = Solution.of(setup.content());
        PumpBody body = new PumpBody(
                usable,
                RESIDUAL,
                Plug.of(setup.fill().plus(RESIDUAL), content),
                List.of(Plug.of(TUBING, content)),
                List.of(Plug.of(setup.catheter(), content)));
        return new Restrictor(body, label(setup), setup.implanted().toEpochMilli(), 0);
    }

    /** The one rate that it runs for life is what the factory measured. */
    private static long label(DeviceSetup setup) {
        List<DaySchedule.Step> day = setup.programme();
        if (day.size() != 1 || day.get(0).startMinute() != 0) {
            throw new IllegalArgumentException(
                    "a pump of this class runs the one flow of its label, all day and for life: give it one rate");
        }
        long rate = day.get(0).nanolitresPerDay();
        if (rate < LEAST_FLOW || rate > MOST_FLOW) {
            throw new IllegalArgumentException("a label of this class says " + new FlowRate(LEAST_FLOW).text() + " to "
                    + new FlowRate(MOST_FLOW).text() + ", not " + new FlowRate(rate).text());
        }
        return rate;
    }
}
