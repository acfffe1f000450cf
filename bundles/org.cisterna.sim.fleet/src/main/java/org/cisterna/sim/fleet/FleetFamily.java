// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.List;

/** The families that the fleet core knows; one constant more, and the class of its pumps, are what a family takes. */
public enum FleetFamily {
    /** Rollers, ten nanolitres a stroke; a bolus takes the place of the day. */
    SYNCHROMED("synchromed"),
    /** Valves, two microlitres a stroke; a bolus comes on top of the day. */
    PROMETRA("prometra"),
    /** A piezo valve, 0.8 microlitres a pulse; a fill-level sensor that drifts; nothing for the patient to press. */
    MEDSTREAM("medstream"),
    /** One flow for life, which temperature and pressure change; no battery, no telemetry, no alarms. */
    CODMAN("codman");

    private final String text;

    FleetFamily(String text) {
        this.text = text;
    }

    /** As in a device's setup: {@code synchromed}. */
    public String text() {
        return text;
    }

    /** Whether patients have something to ask with. */
    boolean hasController() {
        return this == SYNCHROMED || this == PROMETRA;
    }

    /** How many steps a day of the workload has. */
    int steps() {
        return switch (this) {
            case SYNCHROMED, PROMETRA -> Workload.STEPS_A_DAY;
            case MEDSTREAM -> 10;
            case CODMAN -> 1;
        };
    }

    /** What the workload lets go wrong with it. */
    List<FleetFault> faults() {
        return switch (this) {
            case SYNCHROMED -> OF_ROLLERS;
            case PROMETRA -> OF_VALVES;
            case MEDSTREAM -> OF_PIEZO_VALVES;
            case CODMAN -> OF_RESTRICTORS;
        };
    }

    private static final List<FleetFault> OF_ROLLERS = List.of(
            FleetFault.ROTOR_STANDS,
            FleetFault.FIELD,
            FleetFault.POWER_LOSS,
            FleetFault.INACCURATE,
            FleetFault.LEAK,
            FleetFault.OCCLUSION,
            FleetFault.DISCONNECTION,
            FleetFault.POCKET_FILL);
    private static final List<FleetFault> OF_VALVES = List.of(
            FleetFault.FLOW_VALVE,
            FleetFault.FIELD,
            FleetFault.POWER_LOSS,
            FleetFault.INACCURATE,
            FleetFault.LEAK,
            FleetFault.OCCLUSION,
            FleetFault.DISCONNECTION,
            FleetFault.POCKET_FILL);
    private static final List<FleetFault> OF_PIEZO_VALVES = List.of(
            FleetFault.VALVE_STANDS,
            FleetFault.FIELD,
            FleetFault.POWER_LOSS,
            FleetFault.INACCURATE,
            FleetFault.SENSOR_DRIFT,
            FleetFault.LEAK,
            FleetFault.OCCLUSION,
            FleetFault.DISCONNECTION,
            FleetFault.POCKET_FILL);
    private static final List<FleetFault> OF_RESTRICTORS = List.of(
            FleetFault.FEVER,
            FleetFault.HEIGHT,
            FleetFault.INACCURATE,
            FleetFault.LEAK,
            FleetFault.OCCLUSION,
            FleetFault.DISCONNECTION,
            FleetFault.POCKET_FILL);
}
