// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

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
import org.cisterna.sim.synchromed.Answer.Violation;
import org.cisterna.sim.synchromed.PumpState.Bank;
import org.cisterna.time.Randomness;
import org.osgi.service.component.annotations.Component;

/** The SynchroMed II class: made up for Cisterna, no product of anyone. Stateless. */
@Component(service = DeviceFamily.class)
public final class SynchromedFamily extends FirmwareFamily<PumpState> {

    /** The family; it keeps nothing. */
    public SynchromedFamily() {
        super(new Plate(
                "synchromed", Limits.MANUFACTURER, "S2-20", "S2-40", Limits.RESIDUAL, Limits.TUBING, Faults.KNOWN));
    }

    @Override
    protected PumpState make(DeviceSetup setup, PumpBody body, long usableReservoir) {
        return new PumpState(
                body,
                new StrokeMotor(Limits.STROKE, 0),
                new CommandLog(),
                new EventRing(),
                new Pairings(Limits.PAIRINGS),
                usableReservoir,
                setup.implanted().toEpochMilli(),
                Bank.none());
    }

    @Override
    protected void program(PumpState state, DeviceSetup setup) {
        state.calculated = setup.fill().nanolitres();
        state.revision = 1;
        state.event(Code.EVENT_MANUFACTURED, 0, 0);
        if (setup.programme().isEmpty()) {
            state.setMotor(Code.STOPPED, Code.NEVER_PROGRAMMED);
        } else {
            program(state, PlanBlock.of(setup));
        }
    }

    private static void program(PumpState state, PlanBlock plan) {
        List<Violation> violations = PlanRules.violations(plan, state.usableReservoir());
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(
                    "this class cannot run the programme it is to be made with: " + violations);
        }
        state.bank = new Bank(
                1, state.revision, plan.bytes(), PlanBlock.checksum(plan.bytes()), state.clock(), Bytes.zeros(16));
        state.run(plan);
        state.setMotor(Code.RUNNING, Code.REASON_NONE);
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
        return Frame.mended(message);
    }
}
