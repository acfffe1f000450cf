// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/** What one thread counted. Counts of threads are added up, so it does not matter which of them did what. Not thread-safe. */
// arrays, because this is counted some thousand million times a run; the places never leave this class
@SuppressWarnings("EnumOrdinal")
class Tally {

    private final long[][] alarms = new long[FleetFamily.values().length][FleetAlarm.values().length];
    private final long[][] acts = new long[FleetFamily.values().length][FleetAct.values().length];
    private final long[] faults = new long[FleetFault.values().length];
    long events;

    /** An alarm began or ended at a pump's time. */
    void alarm(FleetPump pump, FleetAlarm alarm, boolean began) {
        if (began) {
            alarms[pump.family().ordinal()][alarm.ordinal()]++;
        }
    }

    /** Somebody did something at a pump's time; it has been done. */
    void act(FleetPump pump, FleetAct act) {
        acts[pump.family().ordinal()][act.ordinal()]++;
    }

    /** A fault begins; some have an extent. */
    void fault(FleetPump pump, FleetFault fault, int perMille) {
        faults[fault.ordinal()]++;
    }

    /** How many alarms of a family began. */
    final long alarms(FleetFamily family, FleetAlarm alarm) {
        return alarms[family.ordinal()][alarm.ordinal()];
    }

    /** How often something was done to pumps of a family. */
    final long acts(FleetFamily family, FleetAct act) {
        return acts[family.ordinal()][act.ordinal()];
    }

    /** How many faults of a kind began. */
    final long faults(FleetFault fault) {
        return faults[fault.ordinal()];
    }

    /** Adds what another one counted. */
    final void add(Tally other) {
        add(alarms, other.alarms);
        add(acts, other.acts);
        add(new long[][] {faults}, new long[][] {other.faults});
        events += other.events;
    }

    private static void add(long[][] sums, long[][] more) {
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < sums[i].length; j++) {
                sums[i][j] += more[i][j];
            }
        }
    }
}
