// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
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
    Optional<PumpState.Bank> readBank() throws IOException {
        Optional<byte[]> image = readImage();
        return image.isEmpty() ? Optional.empty() : Optional.of(Image.bank(image.get()));
    }

    @Override
    protected void logUnproved(long times) {
        state().event(Code.EVENT_AUTHENTICATION_FAILED, times, 0);
    }

    @Override
    protected void logPairingFailed() {
        state().event(Code.EVENT_PAIRING_FAILED, state().pairings().failures(), 0);
    }

    @Override
    protected void logPaired(Pairing fresh) {
        keyEvent(Code.EVENT_PAIRED, fresh.keyId(), state().pairings().count());
    }

    @Override
    protected void logReplaced(Pairing old) {
        keyEvent(Code.EVENT_PAIRING_REPLACED, old.keyId(), 0);
    }

    private void keyEvent(int code, Bytes keyId, long number) {
        state().events
                .add(
                        state().clock(),
                        code,
                        new PayloadWriter().raw(keyId).u64(number).bytes());
    }

    @Override
    protected void open(Session fresh) {
        Therapy.leaveTelemetry(state());
        super.open(fresh);
    }

    @Override
    public boolean inDialogue() {
        return state().pending != null || super.inDialogue();
    }

    @Override
    public boolean flowing() {
        return state().driven() && !state().rotor.stands() && state().body().canFlow();
    }

    @Override
    public void filled() {
        // a filled reservoir moves nothing by itself
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
        return Course.patientAsks(state());
    }

    @Override
    protected void describe(JsonObject.Builder description) {
        description
                .put("motorState", state().motorState)
                .put("reason", state().reason)
                .put("since", Instant.ofEpochMilli(state().since).toString())
                .put("revision", state().revision)
                .put("boots", state().boots)
                .put("alarms", state().alarms)
                .put("calculatedReservoir", new Volume(state().calculated).text())
                .put("lifetimeDelivered", new Volume(state().lifetime).text())
                .put("nextEvent", state().events.next());
    }
}
