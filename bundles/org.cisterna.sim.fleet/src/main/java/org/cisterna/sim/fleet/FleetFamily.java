// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.List;

/** The families that the fleet core knows; one constant more, and the class of its pumps, are what a family takes. */
public enum FleetFamily {
    /** Rollers, ten nanolitres a stroke; a bolus takes the place of the day. */
    SYNCHROMED("synchromed"),
    /** Valves, two microlitres a stroke; a bolus comes on top of the day. */
    PROMETRA("prometra");

    private final String text;

    FleetFamily(String text) {
        this.text = text;
    }

    /** As in a device's setup: {@code synchromed}. */
    public String text() {
        return text;
    }

    /** What the workload lets go wrong with it. */
    List<FleetFault> faults() {
        return switch (this) {
            case SYNCHROMED -> List.of(FleetFault.ROTOR_STANDS, FleetFault.POWER_LOSS, FleetFault.INACCURATE);
            case PROMETRA ->
                List.of(FleetFault.FLOW_VALVE, FleetFault.FIELD, FleetFault.POWER_LOSS, FleetFault.INACCURATE);
        };
    }
}
