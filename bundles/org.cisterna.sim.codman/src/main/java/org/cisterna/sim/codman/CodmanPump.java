// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.codman;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.BodyFaults;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.PumpBody;

/** A pump that has nothing that could be called firmware: people fill and empty it, and it flows. Guarded by the device. */
final class CodmanPump implements DeviceFirmware {

    static final Set<DeviceFault> KNOWN = BodyFaults.and(
            EnumSet.of(DeviceFault.ACCURACY_OFFSET, DeviceFault.BODY_TEMPERATURE, DeviceFault.AMBIENT_PRESSURE));

    /** By how much a blocked catheter swells under the propellant; invented for the class. */
    private static final Volume GIVES = new Volume(20_000);

    private static final long MILLIDEGREES_PER_TENTH = 100;
    private static final long PASCALS_PER_HECTOPASCAL = 100;
    private static final String FORM = "org.cisterna.sim.codman/1";

    private final Restrictor restrictor;
    private final DeviceMemory memory;
    private final DeviceLabel label;

    CodmanPump(Restrictor restrictor, DeviceMemory memory, DeviceLabel label) {
        this.restrictor = restrictor;
        this.memory = memory;
        this.label = label;
    }

    /** The pump as it was kept. The world keeps it: the pump itself has no memory. */
    static Restrictor read(byte[] image) throws IOException {
        JsonObject json = DeviceMemory.parse(image, FORM);
        Restrictor kept = new Restrictor(
                PumpBody.fromJson(json.object("body")),
                json.number("label"),
                json.number("at"),
                json.number("carried"));
        kept.warm(json.number("milliDegrees"));
        kept.press(json.number("pascals"));
        kept.drift(json.number("perMille"));
        return kept;
    }

    @Override
    public DeviceLabel label() {
        return label;
    }

    @Override
    public void live(long pumpTime) {
        restrictor.flowUntil(pumpTime);
    }

    @Override
    public long at() {
        return restrictor.at();
    }

    @Override
    public void requireAlive() throws IOException {
        memory.requireGood();
    }

    @Override
    public void persist() throws IOException {
        memory.store(Json.object()
                .put("form", FORM)
                .put("body", restrictor.body().json())
                .put("label", restrictor.label())
                .put("at", restrictor.at())
                .put("carried", restrictor.carried())
                .put("milliDegrees", restrictor.milliDegrees())
                .put("pascals", restrictor.pascals())
                .put("perMille", restrictor.perMille())
                .build()
                .canonicalBytes());
    }

    @Override
    public Conversation converse() {
        throw new IllegalArgumentException(
                label + " has no telemetry: it can be emptied, filled and looked at, not spoken to");
    }

    @Override
    public boolean inDialogue() {
        return false;
    }

    @Override
    public PumpBody body() {
        return restrictor.body();
    }

    @Override
    public boolean flowing() {
        return restrictor.rate() > 0;
    }

    @Override
    public void filled() {
        // the bellows is stretched and the propellant pressed again: the same flow as before
    }

    @Override
    public Set<DeviceFault> faults() {
        return KNOWN;
    }

    @Override
    public void inject(DeviceFault fault, long value) {
        switch (fault) {
            case ACCURACY_OFFSET -> restrictor.drift(fault.checked(value));
            case BODY_TEMPERATURE -> restrictor.warm(fault.checked(value) * MILLIDEGREES_PER_TENTH);
            case AMBIENT_PRESSURE -> restrictor.press(fault.checked(value) * PASCALS_PER_HECTOPASCAL);
            default -> BodyFaults.inject(restrictor.body(), fault, value, GIVES);
        }
    }

    @Override
    public boolean patientAsks() {
        return false; // there is nobody to ask
    }

    @Override
    public JsonObject describe() {
        return Json.object()
                .put("manufacturer", label.manufacturer())
                .put("model", label.model())
                .put("serial", label.serial())
                .put("labelFlow", new FlowRate(restrictor.label()).text())
                .put("telemetry", "none")
                .build();
    }
}
