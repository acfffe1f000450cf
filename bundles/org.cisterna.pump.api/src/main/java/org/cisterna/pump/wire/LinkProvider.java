// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens links to pumps under one address scheme; an OSGi service. Thread-safe. */
@ConsumerType
public interface LinkProvider {

    /** The part before the colon of the addresses it serves, for example {@code sim}. */
    String scheme();

    /** The pumps it can see now, in the order of their addresses. Empty when it can see none or cannot look. */
    List<FoundPump> found();

    /**
     * Opens a link.
     *
     * @param address with its scheme, as {@link FoundPump#address()} gives it
     * @param deadline house time at which the attempt ends
     * @throws LinkException when there is no such address, or it does not answer in time
     */
    Link open(String address, Instant deadline) throws LinkException;

    /**
     * Why none of its pumps can be reached now, in words for people: a carrier that is unplugged, a process that is not there. Answers from memory,
     * without looking. Empty when pumps can be reached, as far as it knows; that no pump is near is no trouble.
     */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
