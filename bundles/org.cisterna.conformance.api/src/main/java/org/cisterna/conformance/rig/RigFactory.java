// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.rig;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes rigs for the pumps of one family. */
@ConsumerType
public interface RigFactory {

    /** For people and reports: which rig this is, with its version. */
    String name();

    /** The family whose drivers it serves, as a driver's description has it. */
    String family();

    /**
     * Puts a pump on the bench, as it comes from its maker: filled, never programmed, paired with nobody.
     *
     * @throws IOException in words, when it cannot
     */
    Rig make(RigOrder order) throws IOException;
}
