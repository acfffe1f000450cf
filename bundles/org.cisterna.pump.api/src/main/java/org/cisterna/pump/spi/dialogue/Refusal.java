// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.util.List;
import org.cisterna.pump.Violation;
import org.osgi.annotation.versioning.ConsumerType;

/** Why a pump refused, in the driver's own form. */
@ConsumerType
public interface Refusal {

    /** For the caller, in the platform's codes and words; at least one. */
    List<Violation> violations();

    /** On one line, for a message that tells of it beside other things; without a text of the pump that is not checked. */
    String line();
}
