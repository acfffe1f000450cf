// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
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
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.medstream.Answer.Violation;
import org.cisterna.time.Randomness;
import org.osgi.service.component.annotations.Component;

/** The MedStream class: made up for Cisterna, no product of anyone. Stateless. */
@Component
public final class MedstreamFamily implements DeviceFamily {

    private static final String SMALL = "M3-20";
    private static final String LARGE = "M3-40";

    /** The family; it keeps nothing. */
    public MedstreamFamily() {}

    @Override
    public String name() {
        return "medstream";
    }

    @Override
    public String manufacturer() {
        return Limits.MANUFACTURER;
    }

    @Override
    public List<String> models() {
        return List.of(SMALL, LARGE);
    }

    @Override
    public Set<DeviceFault> faults() {
        return Faults.KNOWN;
    }

    @Override
    public void check(DeviceSetup setup) {
        manufacture(setup);
    }

    @Override
    public SimulatedDevice open(DeviceSetup setup, DeviceMemory memory, Randomness randomness, Instant pumpTime)
            throws IOException {
        DeviceLabel label = new DeviceLabel(Limits.MANUFACTURER, setup.model(), setup.serial(), setup.pairingCode());
        Optional<byte[]> image = memory.image();
        long now = pumpTime.toEpochMilli();
        PumpState state;
        if (image.isPresent()) {
            state = Image.read(image.get());
            Course.advance(state, now);
            Therapy.restart(state);
        } else {
            state = manufacture(setup);
            Course.advance(state, now);
        }
        Firmware firmware = new Firmware(state, memory, label, randomness);
        firmware.persist();
        return new FirmwareDevice(firmware);
    }

    private static PumpState manufacture(DeviceSetup setup) {
        Volume usable = usable(setup.model());
        if (!setup.pairingCode().matches("[0-9]{8}")) {
            throw new IllegalArgumentException("a pump of this class has a pairing code of 8 digits");
        }
        Solution content = Solution.of(setup.content());
        PumpBody body = new PumpBody(
                usable,
                Limits.RESIDUAL,
                Plug.of(setup.fill().plus(Limits.RESIDUAL), content),
                List.of(Plug.of(Limits.PATHWAY, content)),
                List.of(Plug.of(setup.catheter(), content)));
        PumpState state = new PumpState(
                body,
                new StrokeMotor(Limits.PULSE, 0),
                new Sensor(setup.implanted().toEpochMilli(), body.usablePicolitres()),
                new CommandLog(),
                new EventRing(),
                new Pairings(),
                new PartStages(),
                usable.nanolitres(),
                setup.implanted().toEpochMilli(),
                Bank.NONE);
        state.time.drift(state.implanted, setup.clockDrift());
        state.calculated = setup.fill().nanolitres();
        state.revision = 1;
        state.event(Code.Event.MANUFACTURED);
        if (setup.programme().isEmpty()) {
            state.setDelivery(Code.Delivery.HALTED, Code.Reason.NEVER_PROGRAMMED);
        } else {
            program(state, Programme.of(setup));
        }
        return state;
    }

    private static void program(PumpState state, Programme programme) {
        List<Violation> violations = ProgrammeRules.violations(programme, state.usableReservoir);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(
                    "this class cannot run the programme it is to be made with: " + violations);
        }
        state.bank = Bank.of(1, state.revision, programme, state.clock(), Bytes.NONE);
        state.run(programme);
        Therapy.start(state, programme);
    }

    private static Volume usable(String model) {
        return switch (model) {
            case SMALL -> new Volume(20_000_000);
            case LARGE -> new Volume(40_000_000);
            default ->
                throw new IllegalArgumentException(
                        "the models of this class are " + SMALL + " and " + LARGE + ", not " + model);
        };
    }
}
