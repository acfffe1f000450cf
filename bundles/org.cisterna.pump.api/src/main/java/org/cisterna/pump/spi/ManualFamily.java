// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import org.cisterna.pump.ManualDescription;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A family of pumps without telemetry, as an OSGi service. It describes them, and that is all: there is nothing to open, to send or to read, so
 * there is no session that would have to be pretended. People do every act, and attest it; the host keeps what they attested.
 */
@ConsumerType
public interface ManualFamily {

    /** What the family is. The same answer each time; never blocks. A plan names its digest and dies with it. Any thread. */
    ManualDescription description();
}
