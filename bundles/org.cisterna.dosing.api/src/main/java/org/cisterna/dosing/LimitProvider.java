// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A limiter: it knows limits and may only tighten. Whoever builds a request asks every provider that is there and names the ones that
 * must be: a required limiter that is missing blocks every proposal, it never loosens one.
 *
 * <p>The limits are fixed while the service is registered; a provider with other limits is another registration with another version.
 * Any thread.
 */
@ConsumerType
public interface LimitProvider {

    /** Name of the data library's limiter. */
    String LIBRARY = "library";

    /** Name of the institution's own limiter. */
    String INSTITUTION = "institution";

    /** Name of the limiter of one prescription: what its prescriber set for this patient. */
    String PRESCRIPTION = "prescription";

    /** Name of the limiter of the titration policy that was chosen. */
    String POLICY = "policy";

    /** The limiter's name, as requests require it. */
    String name();

    /** All its limits; the set's name is {@link #name()}. */
    LimitSet limits();
}
