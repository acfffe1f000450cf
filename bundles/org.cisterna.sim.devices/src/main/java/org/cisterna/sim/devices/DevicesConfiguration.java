// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.cisterna.sim.devices}; read at start. Without it there are no simulated pumps. */
@ObjectClassDefinition(
        name = "Cisterna simulated devices",
        description = "Where the simulated pumps run. The data folder is given by the property cisterna.data.")
public @interface DevicesConfiguration {

    /** Devices in the platform's process. */
    String IN_PROCESS = "in-process";

    /** Devices in a process of their own. */
    String PROCESS = "process";

    /** Where they run. */
    @AttributeDefinition(
            name = "Mode",
            description =
                    "process: in a process of their own, which the launcher started. in-process: in this process.",
            options = {
                @Option(label = "a process of their own", value = PROCESS),
                @Option(label = "this process", value = IN_PROCESS)
            })
    String mode() default PROCESS;

    /** How many pumps a new folder gets; in-process only. */
    @AttributeDefinition(name = "Pumps", description = "in-process only: how many pumps, 1 to 10,000")
    int pumps() default 12;

    /** What decides what they are; in-process only. */
    @AttributeDefinition(name = "Seed", description = "in-process only: decides what the pumps of a new folder are")
    long seed() default 1;

    /** How fast pump time runs; in-process only. */
    @AttributeDefinition(name = "Speed", description = "in-process only: thousandths of house time, 1000 is real time")
    long speedPerMille() default FleetOrder.REAL_TIME;
}
