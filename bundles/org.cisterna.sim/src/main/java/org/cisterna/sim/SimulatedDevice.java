// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A device: its firmware, its memory, and the body of fluid behind it. Thread-safe. It has no thread of its own and lives only when it is told
 * what time it is; between two times it delivers exactly what its programme says, however far they are apart.
 *
 * <p>Whatever a call changed that a later time would not bring about by itself is in the device's memory before the call returns. So a device
 * that is killed and opened again from its memory has lost nothing, and what time brings is worked out once more with the same result. A
 * method that throws {@link IOException} could not write the memory: the device is dead then, every later call that may throw does, and it has to be
 * opened anew.
 */
@ConsumerType
public interface SimulatedDevice {

    /** What is printed on it. */
    DeviceLabel label();

    /** Lives up to a time; a time before its own changes nothing. */
    void advanceTo(Instant pumpTime);

    /** Opens one more link. */
    DeviceConnection connect();

    /** Whether somebody is speaking to it: a session, or the steps that lead to one, counted by the device's own time. */
    boolean inDialogue();

    /** What really happened, up to the time it has lived to. */
    Truth truth();

    /** The faults that {@link #inject} knows. */
    Set<DeviceFault> faults();

    /**
     * Makes a fault begin, change or end.
     *
     * @param value see {@link DeviceFault}
     * @throws IllegalArgumentException in words, when the family does not know the fault, or the value is out of range
     */
    void inject(DeviceFault fault, long value) throws IOException;

    /**
     * The patient asks for a bolus by a controller of their own, which is not simulated here; the device decides.
     *
     * @return whether it was granted
     */
    boolean patientAsks() throws IOException;

    /** Takes fluid out by syringe: as much as is wanted, or all that comes. The firmware does not notice. */
    Plug withdraw(Volume wanted) throws IOException;

    /**
     * Fills by syringe. The firmware does not notice.
     *
     * @throws IllegalArgumentException in words, when it does not fit; nothing is changed then
     */
    void fill(Volume volume, Solution solution) throws IOException;

    /** The firmware's own view of itself, for people who look at the simulator; no keys. */
    JsonObject describe();
}
