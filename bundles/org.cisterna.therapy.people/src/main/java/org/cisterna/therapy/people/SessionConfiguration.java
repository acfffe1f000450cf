// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.cisterna.therapy.people}. */
@ObjectClassDefinition(name = "Cisterna people", description = "Bounds of sessions in browsers")
@interface SessionConfiguration {

    /** 1 to 60. */
    @AttributeDefinition(description = "Minutes of house time without use until a session is locked")
    int idleMinutes() default 10;

    /** 1 to 24. */
    @AttributeDefinition(description = "Hours of house time until a session is over, used or not")
    int longestHours() default 12;

    /** 1 to 50. */
    @AttributeDefinition(description = "Sessions that one account can have at a time")
    int sessionsPerAccount() default 8;

    /** 1 to 100,000. */
    @AttributeDefinition(description = "Sessions that there can be at a time")
    int sessionsInTotal() default 2000;
}
