// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.quantity.Ratio;
import org.cisterna.sim.fleet.FullDevice.Made;
import org.cisterna.sim.fleet.FullDevice.Programme;
import org.cisterna.sim.fleet.FullDevice.Sounded;
import org.cisterna.sim.prometra.FullPrometra;
import org.cisterna.sim.synchromed.FullSynchromed;
import org.jspecify.annotations.Nullable;

/** Does to a whole device what is done to one pump of the fleet, and says where the two differ. */
final class Twin extends Tally {

    private static final Comparator<Sounded> BY_TIME =
            Comparator.comparingLong(Sounded::at).thenComparing(Sounded::alarm).thenComparing(Sounded::began);

    private final FleetPump pump;
    private FullDevice device;
    private final List<Sounded> byPump = new ArrayList<>();
    private final List<Sounded> byDevice = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private @Nullable FleetFault fault;
    private long pushedBefore;
    private final SortedMap<String, Ratio> deliveredBefore = new TreeMap<>();
    private final Map<FleetFault, Integer> seen = new EnumMap<>(FleetFault.class);

    Twin(FleetPump pump) {
        this.pump = pump;
        this.device = made();
    }

    private FullDevice made() {
        FleetBattery battery = pump.battery;
        Made made = new Made(
                battery.implanted(), pump.at, battery.strokes(), pump.therapy.reservoir(), pump.path, programme());
        return switch (pump.family()) {
            case SYNCHROMED -> new FullSynchromed(made);
            case PROMETRA -> new FullPrometra(made);
        };
    }

    private Programme programme() {
        Therapy therapy = pump.therapy;
        return new Programme(
                therapy.label(),
                therapy.day().schedule(),
                therapy.bolus(),
                therapy.bolusMillis(),
                therapy.lockoutMillis(),
                therapy.most());
    }

    /** Both live to a time; what differs then, in words. */
    List<String> liveTo(long end) {
        pump.run(end, this);
        pump.settle();
        device.live(end);
        compare("at the end");
        listen();
        byPump.sort(BY_TIME);
        byDevice.sort(BY_TIME);
        if (!byPump.equals(byDevice)) {
            List<Sounded> only = new ArrayList<>(byPump);
            only.removeAll(byDevice);
            List<Sounded> missing = new ArrayList<>(byDevice);
            missing.removeAll(byPump);
            differences.add("alarms: the fleet alone has " + only + ", the device alone has " + missing);
        }
        TreeMap<String, Ratio> delivered = new TreeMap<>(deliveredBefore);
        device.truth().deliveredNanograms().forEach((drug, mass) -> delivered.merge(drug, mass, Ratio::plus));
        if (!pump.deliveredNanograms().equals(delivered)) {
            differences.add("mass at the tip: " + pump.deliveredNanograms() + ", the device's " + delivered);
        }
        return differences;
    }

    /** Makes the device move one per mille more, so that somebody has to notice. */
    void tamper() {
        device.begin(FleetFault.INACCURATE, 1);
    }

    private void compare(String when) {
        long pushed = pushedBefore + device.truth().pushedPicolitres();
        if (pump.tank.pushed() != pushed || pump.calculated() != device.calculated()) {
            differences.add(when + " " + pump.at + ": moved " + pump.tank.pushed() + " pL and counts "
                    + pump.calculated() + " nL, the device " + pushed + " pL and " + device.calculated() + " nL");
        }
    }

    private void listen() {
        byDevice.addAll(device.sounded());
    }

    @Override
    void alarm(FleetPump of, FleetAlarm alarm, boolean began) {
        super.alarm(of, alarm, began);
        byPump.add(new Sounded(of.at, alarm, began));
    }

    @Override
    void fault(FleetPump of, FleetFault which, int perMille) {
        super.fault(of, which, perMille);
        device.live(of.at);
        device.begin(which, perMille);
        fault = which;
        seen.merge(which, 1, Integer::sum);
    }

    @Override
    void act(FleetPump of, FleetAct act) {
        super.act(of, act);
        device.live(of.at);
        switch (act) {
            case READ -> {
                if (differences.isEmpty()) {
                    compare("a reading at");
                }
            }
            case BOLUS_GRANTED, BOLUS_REFUSED -> {
                if (device.patientAsks() != (act == FleetAct.BOLUS_GRANTED)) {
                    differences.add("at " + of.at + " the patient's bolus: " + act + ", not so by the device");
                }
            }
            case REFILL, REFILL_OTHER -> {
                device.refill(pump.therapy.reservoir(), pump.therapy.label());
                device.program(programme(), true);
            }
            case REPLACEMENT -> {
                listen();
                pushedBefore += device.truth().pushedPicolitres();
                device.truth()
                        .deliveredNanograms()
                        .forEach((drug, mass) -> deliveredBefore.merge(drug, mass, Ratio::plus));
                device = made();
            }
            case FAULT -> {} // it began already
            case REPAIR -> {
                FleetFault over = Objects.requireNonNull(fault);
                device.end(over);
                if (over == FleetFault.POWER_LOSS && !pump.stands(FleetAlarm.EOS)) {
                    device.program(programme(), false);
                }
            }
            case COMPLETE -> device.complete();
        }
        listen();
    }

    /** How often each fault happened. */
    Map<FleetFault, Integer> seen() {
        return seen;
    }
}
