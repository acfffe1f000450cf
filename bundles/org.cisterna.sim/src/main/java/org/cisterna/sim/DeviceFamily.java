// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.time.Randomness;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes simulated devices of one family; an OSGi service. Thread-safe. */
@ConsumerType
public interface DeviceFamily {

    /** Short name, as in a {@link DeviceSetup}: {@code synchromed}. */
    String name();

    /** Who is said to make them. */
    String manufacturer();

    /** The models it makes. */
    List<String> models();

    /** The faults that each device of this family knows. */
    Set<DeviceFault> faults();

    /** Whether its devices can be spoken to. One that cannot is not found by anybody, and is touched by people's hands only. */
    default boolean hasTelemetry() {
        return true;
    }

    /**
     * Looks whether a device could be made so; makes nothing.
     *
     * @throws IllegalArgumentException in words, when the setup is not one of this family
     */
    void check(DeviceSetup setup);

    /**
     * Opens a device from its memory, or manufactures it when the memory is empty.
     *
     * @param setup how it is made; of a device that has a memory already only the label is used
     * @param memory its memory, used by it alone
     * @param randomness for its nonces, keys and tokens; one source per device and start, whose streams are all the device's own
     * @param pumpTime now
     * @throws IOException when the memory fails, or holds something else
     * @throws IllegalArgumentException in words, when the setup is not one of this family
     */
    SimulatedDevice open(DeviceSetup setup, DeviceMemory memory, Randomness randomness, Instant pumpTime)
            throws IOException;

    /**
     * For tests of what a seal is over: the bytes of one message to a device of this family, with its checksums made right for what they are now.
     *
     * @param message which may have been changed on its way
     * @return empty when it is no whole message any more, or this family has no checksums
     */
    default Optional<byte[]> mended(byte[] message) {
        return Optional.empty();
    }
}
