// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

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
        state().event(Code.Event.AUTHENTICATION_FAILED, times);
    }

    @Override
    protected void logPairingFailed() {
        state().event(Code.Event.PAIRING_FAILED, state().pairings().failures());
    }

    @Override
    protected void logPaired(Pairing fresh) {
        state().event(Code.Event.PAIRED, fresh.role());
    }

    @Override
    protected void logReplaced(Pairing old) {
        state().event(Code.Event.PAIRING_REPLACED, old.role());
    }

    @Override
    public boolean flowing() {
        return state().worked() && state().opens() && state().body().canFlow();
    }

    @Override
    public void filled() {
        // a syringe is nothing that the firmware notices; the sensor sees it at its next measurement
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
        return false; // this class has no patient controller
    }

    @Override
    protected void describe(JsonObject.Builder description) {
        description
                .put("delivery", state().delivery.name())
                .put("reason", state().reason.name())
                .put("since", Instant.ofEpochMilli(state().since).toString())
                .put("phase", state().phase.name())
                .put("revision", state().revision)
                .put("boots", state().boots)
                .put("alarms", state().alarms.size())
                .put("calculatedReservoir", new Volume(state().calculated).text())
                .put("measuredReservoir", new Volume(state().sensor.shown()).text())
                .put("measured", Instant.ofEpochMilli(state().sensor.measured()).toString())
                .put("pulses", state().pulses)
                .put("nextEvent", state().events.next());
    }
}
