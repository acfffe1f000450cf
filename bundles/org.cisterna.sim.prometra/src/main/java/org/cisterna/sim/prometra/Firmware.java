// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.firmware.Pairing;
import org.cisterna.sim.firmware.Processor;
import org.cisterna.time.Randomness;

/** The device's processor: what this class does at what every processor comes to. Guarded by the device. */
final class Firmware extends Processor<PumpState, Session> {

    private static final int PRESS = 16;

    Firmware(PumpState state, DeviceMemory memory, DeviceLabel label, Randomness randomness) {
        super(state, memory, label, randomness);
    }

    @Override
    public void live(long pumpTime) {
        Course.advance(state(), pumpTime);
    }

    @Override
    protected byte[] image() {
        return Image.of(state());
    }

    @Override
    public Conversation converse() {
        return new Dialogue(this);
    }

    /** The programme as it lies in the memory, read for this call. */
    Optional<Bank> readBank() throws IOException {
        Optional<byte[]> image = readImage();
        return image.isEmpty() ? Optional.empty() : Optional.of(Image.bank(image.get()));
    }

    @Override
    protected void logUnproved(long times) {
        state().event(Code.EVENT_AUTHENTICATION_FAILED, times);
    }

    @Override
    protected void logPairingFailed() {
        state().event(Code.EVENT_PAIRING_FAILED, state().pairings().failures());
    }

    @Override
    protected void logPaired(Pairing fresh) {
        state().event(Code.EVENT_PAIRED, fresh.role());
    }

    @Override
    protected void logReplaced(Pairing old) {
        state().event(Code.EVENT_PAIRING_REPLACED, old.role());
    }

    @Override
    public boolean flowing() {
        return state().worked() && state().strokesThatRefill() > 0;
    }

    @Override
    public void filled() {
        Faults.surge(state());
    }

    @Override
    public Set<DeviceFault> faults() {
        return Faults.KNOWN;
    }

    @Override
    protected void injectInto(DeviceFault fault, long value) {
        Faults.inject(state(), fault, value);
    }

    @Override
    public boolean patientAsks() {
        return state().patient.press(state(), random(PRESS)).reason() == Code.GRANTED;
    }

    @Override
    protected void describe(JsonObject.Builder description) {
        description
                .put("delivery", state().delivery)
                .put("reason", state().reason)
                .put("since", Instant.ofEpochMilli(state().since).toString())
                .put("phase", state().phase)
                .put("revision", state().revision)
                .put("boots", state().boots)
                .put("alarms", state().alarms.size())
                .put("calculatedReservoir", new Volume(state().calculated).text())
                .put("strokes", state().strokes)
                .put("patientBoluses", state().patient.countAt(state().device()))
                .put("nextEvent", state().events.next());
    }
}
