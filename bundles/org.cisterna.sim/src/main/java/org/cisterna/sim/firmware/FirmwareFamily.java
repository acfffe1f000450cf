// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.FirmwareDevice;
import org.cisterna.sim.Plug;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.time.Randomness;

/**
 * A family whose devices have a processor: how one is manufactured, and how it is opened again from its memory. Stateless; any thread.
 *
 * @param <S> what survives a restart
 */
public abstract class FirmwareFamily<S extends DeviceState> implements DeviceFamily {

    private final Plate plate;

    /**
     * What is the same for all devices of a family.
     *
     * @param name its short name
     * @param manufacturer who is said to make them
     * @param small the model of 20 mL
     * @param large the model of 40 mL
     * @param residual what stays in the reservoir and cannot be taken out
     * @param path what is between reservoir and catheter
     * @param faults that each device knows
     */
    public record Plate(
            String name,
            String manufacturer,
            String small,
            String large,
            Volume residual,
            Volume path,
            Set<DeviceFault> faults) {}

    /** The family with that plate. */
    protected FirmwareFamily(Plate plate) {
        this.plate = plate;
    }

    /** A state with that body and nothing in it, as made for a setup; not programmed yet. */
    protected abstract S make(DeviceSetup setup, PumpBody body, long usableReservoir);

    /**
     * Gives a fresh state the programme of its setup, or leaves it unprogrammed when that has none.
     *
     * @throws IllegalArgumentException in words, when the class cannot run it
     */
    protected abstract void program(S state, DeviceSetup setup);

    /** Reads an image. */
    protected abstract S read(byte[] image) throws IOException;

    /** Lets a device live. */
    protected abstract void advance(S state, long pumpTime);

    /** What a restart does to a device that has lived up to now. */
    protected abstract void restart(S state);

    /** Its processor. */
    protected abstract DeviceFirmware firmware(S state, DeviceMemory memory, DeviceLabel label, Randomness randomness);

    @Override
    public final String name() {
        return plate.name();
    }

    @Override
    public final String manufacturer() {
        return plate.manufacturer();
    }

    @Override
    public final List<String> models() {
        return List.of(plate.small(), plate.large());
    }

    @Override
    public final Set<DeviceFault> faults() {
        return plate.faults();
    }

    @Override
    public final void check(DeviceSetup setup) {
        manufacture(setup);
    }

    @Override
    public final SimulatedDevice open(DeviceSetup setup, DeviceMemory memory, Randomness randomness, Instant pumpTime)
            throws IOException {
        DeviceLabel label = new DeviceLabel(manufacturer(), setup.model(), setup.serial(), setup.pairingCode());
        Optional<byte[]> image = memory.image();
        long now = pumpTime.toEpochMilli();
        S state;
        if (image.isPresent()) {
            state = read(image.get());
            advance(state, now);
            restart(state);
        } else {
            state = manufacture(setup);
            advance(state, now);
        }
        DeviceFirmware firmware = firmware(state, memory, label, randomness);
        firmware.persist();
        return new FirmwareDevice(firmware);
    }

    private S manufacture(DeviceSetup setup) {
        Volume usable = usable(setup.model());
        if (!setup.pairingCode().matches("[0-9]{8}")) {
            throw new IllegalArgumentException("a pump of this class has a pairing code of 8 digits");
        }
        Solution content = Solution.of(setup.content());
        PumpBody body = new PumpBody(
                usable,
                plate.residual(),
                Plug.of(setup.fill().plus(plate.residual()), content),
                List.of(Plug.of(plate.path(), content)),
                List.of(Plug.of(setup.catheter(), content)));
        S state = make(setup, body, usable.nanolitres());
        state.time().drift(state.implanted(), setup.clockDrift());
        program(state, setup);
        return state;
    }

    private Volume usable(String model) {
        if (model.equals(plate.small())) {
            return new Volume(20_000_000);
        }
        if (model.equals(plate.large())) {
            return new Volume(40_000_000);
        }
        throw new IllegalArgumentException(
                "the models of this class are " + plate.small() + " and " + plate.large() + ", not " + model);
    }
}
