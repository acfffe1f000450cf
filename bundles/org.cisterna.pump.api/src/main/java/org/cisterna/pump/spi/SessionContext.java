// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.osgi.annotation.versioning.ProviderType;

/** What the host lends a driver for a session. */
@ProviderType
public interface SessionContext extends CallContext {

    /** The pump this session is for. */
    PumpId pump();

    /** The key agreed at pairing, as a handle. */
    KeyHandle key();

    /** What this driver kept for this pump, if anything. */
    Optional<KeptState> keptState();

    /**
     * Keeps a few bytes for this pump, durably, before it returns; they replace what was kept before. Survives the driver; another version reads
     * it. Blocks while it is written. A new pairing takes it away.
     *
     * @param state whose value is at most 4,096 bytes of canonical JSON
     * @throws IllegalArgumentException when it is larger; what was kept before stays
     * @throws IllegalStateException when this session is over
     * @throws java.io.UncheckedIOException when it cannot be written; what was kept before stays. Let it through: the host ends the call, and
     *     what it proved so far counts
     */
    void keep(KeptState state);
}
