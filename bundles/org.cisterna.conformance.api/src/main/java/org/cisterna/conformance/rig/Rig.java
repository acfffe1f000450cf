// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.rig;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.osgi.annotation.versioning.ConsumerType;

/** One pump on a bench. */
@ConsumerType
public interface Rig extends AutoCloseable {

    /** Who it is, by its label. */
    PumpId pump();

    /** The pairing code of its label; empty for a family that does not pair. */
    String pairingCode();

    /** What is in its reservoir. */
    Solution content();

    /**
     * Opens one more link to it, without faults; the kit puts them in.
     *
     * @throws LinkException when the pump takes none now
     */
    Link connect() throws LinkException;

    /** What really flowed, up to the pump's present time; empty when this rig does not measure it. */
    Optional<FlowTruth> flow();

    /** What can be done to it. */
    Set<RigAct> acts();

    /**
     * Does something to it.
     *
     * @param act one of {@link #acts()}
     * @param value see {@link RigAct}
     * @return with {@link RigAct#PATIENT_ASKS} whether the pump granted it; else whether it was done
     * @throws IOException when the pump fell silent over it
     * @throws IllegalArgumentException in words, when it is none of {@link #acts()} or the value is none of it
     */
    boolean act(RigAct act, long value) throws IOException;

    /** The pump's own view of itself, for comparing it before and after something that must change nothing; empty when nobody can look inside. */
    Optional<JsonObject> inside();

    /**
     * A message to the pump that was changed on its way, with its checksums made right again, so that its seal alone can tell.
     *
     * @param message all bytes that were sent at once
     * @return empty when this rig does not know the checksums of the pump, or the bytes are no message any more
     */
    default Optional<byte[]> mended(byte[] message) {
        return Optional.empty();
    }

    /** Takes it off the bench. */
    @Override
    void close();
}
