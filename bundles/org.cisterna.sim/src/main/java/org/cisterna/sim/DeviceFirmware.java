// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a family writes: a device's processor and what it drives, without a lock. {@link FirmwareDevice} makes a {@link SimulatedDevice} of it
 * and calls it from one thread at a time. Times are pump time in milliseconds since 1970.
 */
@ConsumerType
public interface DeviceFirmware {

    /** What is printed on the device. */
    DeviceLabel label();

    /** Lives up to a time; one that is past changes nothing. */
    void live(long pumpTime);

    /** The time up to which it has lived. */
    long at();

    /**
     * Fails for good once the memory could not be written.
     *
     * @throws IOException in words, when the device is dead
     */
    void requireAlive() throws IOException;

    /** Makes everything durable that is so now; when that fails the device is dead. */
    void persist() throws IOException;

    /** One more link's conversation. */
    Conversation converse();

    /** Whether somebody is speaking to it: see {@link SimulatedDevice#inDialogue()}. */
    boolean inDialogue();

    /** The wet part. */
    PumpBody body();

    /** Whether fluid is moving now. */
    boolean flowing();

    /** What else happens when somebody has filled the reservoir; the firmware itself notices nothing. */
    void filled();

    /** The faults that {@link #inject} knows. */
    Set<DeviceFault> faults();

    /**
     * Makes a fault begin, change or end. What a restart ends in the conversations is done by the caller.
     *
     * @throws IllegalArgumentException in words; nothing is changed then
     */
    void inject(DeviceFault fault, long value);

    /** The patient asks for a bolus; whether it was granted. */
    boolean patientAsks();

    /** Its own view of itself; no keys. */
    JsonObject describe();

    /** What is said over one link. */
    @ConsumerType
    interface Conversation {

        /** Takes bytes that arrived, after the device has lived up to now; gives those that it answers. */
        byte[] receive(byte[] bytes) throws IOException;

        /** The firmware restarted: what was begun here is forgotten. */
        void forget();
    }
}
