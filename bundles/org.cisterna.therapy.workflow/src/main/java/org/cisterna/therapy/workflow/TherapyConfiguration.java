// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.cisterna.therapy.workflow}; read at start. */
@ObjectClassDefinition(
        name = "Cisterna therapy",
        description = "How long drafts, signatures and readings hold, and whose limits must be there")
public @interface TherapyConfiguration {

    /** Limiters that must be there. */
    @AttributeDefinition(
            name = "Required limiters",
            description =
                    "Names of the limiters without which nothing is dosed; one that is missing blocks every draft")
    String[] requiredLimiters() default {"library", "institution"};

    /** Life of a signature. */
    @AttributeDefinition(
            name = "Signatures hold [min]",
            description =
                    "Minutes of house time for which a draft, and then each signature, holds; afterwards it is void")
    int signatureMinutes() default 15;

    /** Age of a reading. */
    @AttributeDefinition(
            name = "Readings hold [min]",
            description =
                    "Minutes of house time for which a reading may base a draft; afterwards the pump is read again")
    int readingMinutes() default 5;

    /** Life of a nonce. */
    @AttributeDefinition(
            name = "Nonces hold [min]",
            description = "Minutes of house time within which a signature follows its nonce")
    int nonceMinutes() default 5;
}
