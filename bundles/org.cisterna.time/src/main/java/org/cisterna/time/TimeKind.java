// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Says on a component which of the two times it provides: sets the service property {@code cisterna.time}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface TimeKind {

    /** What stands before the name of each element in the name of its property. */
    String PREFIX_ = "cisterna.";

    /** {@link TimeSource#HOUSE} or {@link TimeSource#PUMP}. */
    String time();
}
