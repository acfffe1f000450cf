// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.FirmwareFamily;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.medstream.Answer.Violation;
import org.cisterna.time.Randomness;
import org.osgi.service.component.annotations.Component;

/** The MedStream class: made up for Cisterna, no product of anyone. Stateless. */
@Component(service = DeviceFamily.class)
public final class MedstreamFamily extends FirmwareFamily<PumpState> {

    /** The family; it keeps nothing. */
    public MedstreamFamily() {
        super(new Plate(
                "medstream", Limits.MANUFACTURER, "M3-20", "M3-40", Limits.RESIDUAL, Limits.PATHWAY, Faults.KNOWN));
    }

    @Override
    protected PumpState make(DeviceSetup setup, PumpBody body, long usableReservoir) {
        return new PumpState(
                body,
                new StrokeMotor(Limits.PULSE, 0),
                new Sensor(setup.implanted().toEpochMilli(), body.usablePicolitres()),
                new CommandLog(),
                new EventRing(),
                new Pairings(Limits.PAIRINGS),
                new PartStages(),
                usableReservoir,
                setup.implanted().toEpochMilli(),
                Bank.NONE);
    }

    @Override
    protected void program(PumpState state, DeviceSetup setup) {
        state.calculated = setup.fill().nanolitres();
        state.revision = 1;
        state.event(Code.Event.MANUFACTURED);
        if (setup.programme().isEmpty()) {
            state.setDelivery(Code.Delivery.HALTED, Code.Reason.NEVER_PROGRAMMED);
        } else {
            program(state, Programme.of(setup));
        }
    }

    private static void program(PumpState state, Programme programme) {
        List<Violation> violations = ProgrammeRules.violations(programme, state.usableReservoir());
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(
                    "this class cannot run the programme it is to be made with: " + violations);
        }
        state.bank = Bank.of(1, state.revision, programme, state.clock(), Bytes.NONE);
        state.run(programme);
        Therapy.start(state, programme);
    }

    @Override
    protected PumpState read(byte[] image) throws IOException {
        return Image.read(image);
    }

    @Override
    protected void advance(PumpState state, long pumpTime) {
        Course.advance(state, pumpTime);
    }

    @Override
    protected void restart(PumpState state) {
        Therapy.restart(state);
    }

    @Override
    protected DeviceFirmware firmware(PumpState state, DeviceMemory memory, DeviceLabel label, Randomness randomness) {
        return new Firmware(state, memory, label, randomness);
    }

    @Override
    public Optional<byte[]> mended(byte[] message) {
        return Lines.mended(message);
    }
}
