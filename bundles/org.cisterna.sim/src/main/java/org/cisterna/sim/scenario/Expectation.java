// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Volume;

/** What has to be so. A volume has bounds, both of which are good. */
public sealed interface Expectation {

    /** A volume that is counted from a time of the story on. */
    sealed interface Counted extends Expectation {
        /** From when. */
        Duration since();
    }

    /** What really left the tip since a time of the story. */
    record Delivered(Volume least, Volume most, Duration since) implements Counted {}

    /** What really went into the tissue since a time of the story: by a leak, out of a torn-off catheter, by a needle astray. */
    record Lost(Volume least, Volume most, Duration since) implements Counted {}

    /** What can really be taken out of the reservoir. */
    record Holds(Volume least, Volume most) implements Expectation {}

    /** Whether fluid really moves. */
    record Flowing(boolean flows) implements Expectation {}

    /** What the pump said of its motor in the host's last reading. */
    record Motor(MotorState state) implements Expectation {}

    /** What the pump said it runs in the host's last reading. */
    record Runs(Programme programme) implements Expectation {}

    /** What the pump said its reservoir holds in the host's last reading. */
    record Reservoir(Volume least, Volume most) implements Expectation {}

    /** What the pump said of its battery in the host's last reading. */
    record Battery(Snapshot.Battery state) implements Expectation {}

    /** Whether an alarm stood in the host's last reading. */
    record Alarm(String code, boolean stands) implements Expectation {}

    /** Whether the pump's own log, read by the host, holds an event. */
    record Event(String code, boolean logged) implements Expectation {}

    /** How the last command to the pump ended, as the host has it now: {@code APPLIED}, {@code NOT_APPLIED} or {@code UNKNOWN}. */
    record Outcome(String name) implements Expectation {}

    /** The last act of the host on the pump was refused with this code. */
    record Refused(String code) implements Expectation {}

    /** Whether the host says that the pump may stand still since some time. */
    record MayBeStopped(boolean said) implements Expectation {}
}
