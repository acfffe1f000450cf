// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.cisterna.time.system}; read at start. */
@ObjectClassDefinition(
        name = "Cisterna time",
        description = "What pump time follows. The data folder is given by the property cisterna.data.")
public @interface TimeConfiguration {

    /** What pump time follows. */
    @AttributeDefinition(
            name = "Pump time",
            description =
                    "house: pump time is house time, as for real devices. simulated: pump time follows the simulated devices, with their speed, and stands still while they are away.",
            options = {
                @Option(label = "house time", value = TimeSettings.HOUSE),
                @Option(label = "the simulated devices", value = TimeSettings.SIMULATED)
            })
    String pumpTime() default TimeSettings.HOUSE;
}
