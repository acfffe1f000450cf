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

    /** Keeps a few bytes for this pump, durably, before it returns. Survives the driver; another version reads it. */
    void keep(KeptState state);
}
