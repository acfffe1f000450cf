// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.quantity.Ratio;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Truth;
import org.cisterna.sim.fleet.WholeDevice.Sounded;
import org.jspecify.annotations.Nullable;

/** Does to a whole device what is done to one pump of the fleet, and says where the two differ. */
final class Twin extends Tally {

    private static final Comparator<Sounded> BY_TIME = Comparator.comparingLong(Sounded::clock)
            .thenComparing(Sounded::alarm)
            .thenComparing(Sounded::began);

    private final FleetPump pump;
    private WholeDevice device;
    private final List<Sounded> byPump = new ArrayList<>();
    private final List<Sounded> byDevice = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private @Nullable FleetFault fault;
    private final long[] volumesBefore = new long[3];
    private final SortedMap<String, Ratio> deliveredBefore = new TreeMap<>();
    private final SortedMap<String, Ratio> lostBefore = new TreeMap<>();
    private final Map<FleetFault, Integer> seen = new EnumMap<>(FleetFault.class);

    Twin(FleetPump pump) {
        this(pump, pump instanceof ElectronicPump electronic ? electronic.battery.implanted() : pump.at);
    }

    /** A pump that comes from the shelf, implanted at a time: standing by is all that its battery has lost. */
    Twin(FleetPump pump, long implanted) {
        this.pump = pump;
        if (pump instanceof ElectronicPump electronic) {
            electronic.battery.implant(implanted);
            electronic.clock = electronic.clockAt(pump.at);
            electronic.seekStep();
            electronic.due(new Tally());
        }
        this.device = new WholeDevice(pump);
    }

    /** Both live to a time; what differs then, in words. */
    List<String> liveTo(long end) {
        pump.run(end, this);
        pump.settle();
        device.live(end);
        compare("at the end");
        byDevice.addAll(device.sounded(true));
        byPump.sort(BY_TIME);
        byDevice.sort(BY_TIME);
        if (!byPump.equals(byDevice)) {
            List<Sounded> only = new ArrayList<>(byPump);
            only.removeAll(byDevice);
            List<Sounded> missing = new ArrayList<>(byDevice);
            missing.removeAll(byPump);
            differences.add("alarms: the fleet alone has " + only + ", the device alone has " + missing);
        }
        Truth truth = device.truth();
        mass("at the tip", pump.deliveredNanograms(), deliveredBefore, truth.deliveredNanograms());
        mass("lost", pump.lostNanograms(), lostBefore, truth.lostNanograms());
        return differences;
    }

    private void mass(
            String where, SortedMap<String, Ratio> ofPump, SortedMap<String, Ratio> before, Map<String, Ratio> now) {
        TreeMap<String, Ratio> ofDevice = new TreeMap<>(before);
        now.forEach((drug, mass) -> ofDevice.merge(drug, mass, Ratio::plus));
        if (!ofPump.equals(ofDevice)) {
            differences.add("mass " + where + ": " + ofPump + ", the device's " + ofDevice);
        }
    }

    /** Makes the device do otherwise, so that somebody has to notice. */
    void tamper(DeviceFault tampered, long value) {
        device.inject(tampered, value);
    }

    private void compare(String when) {
        Truth truth = device.truth();
        long[] ofDevice = {
            volumesBefore[0] + truth.pushedPicolitres(),
            volumesBefore[1] + truth.atTipPicolitres(),
            volumesBefore[2] + truth.lostPicolitres(),
            device.calculated()
        };
        long[] ofPump = {pump.tank.pushed(), pump.tank.atTip(), pump.tank.lost(), pump.calculated()};
        if (!Arrays.equals(ofPump, ofDevice)) {
            differences.add(when + " " + Instant.ofEpochMilli(pump.at) + " with " + fault
                    + ": pL moved, at the tip and lost, and nL counted are " + Arrays.toString(ofPump)
                    + ", the device's " + Arrays.toString(ofDevice));
        }
    }

    @Override
    void alarm(FleetPump of, FleetAlarm alarm, boolean began) {
        super.alarm(of, alarm, began);
        if (of instanceof ElectronicPump electronic) {
            byPump.add(new Sounded(electronic.clock, alarm, began));
        }
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
                device.refill();
                device.program(true);
            }
            case CALIBRATION -> device.calibrate();
            case REPLACEMENT -> replace();
            case FAULT -> {} // it began already
            case REPAIR -> device.end(Objects.requireNonNull(fault));
            case REPAIR_PROGRAMMED -> {
                device.end(Objects.requireNonNull(fault));
                device.program(false);
            }
            case COMPLETE -> {} // the programmer has waited for it
        }
        byDevice.addAll(device.sounded(false));
    }

    private void replace() {
        byDevice.addAll(device.sounded(true));
        Truth truth = device.truth();
        volumesBefore[0] += truth.pushedPicolitres();
        volumesBefore[1] += truth.atTipPicolitres();
        volumesBefore[2] += truth.lostPicolitres();
        truth.deliveredNanograms().forEach((drug, mass) -> deliveredBefore.merge(drug, mass, Ratio::plus));
        truth.lostNanograms().forEach((drug, mass) -> lostBefore.merge(drug, mass, Ratio::plus));
        device = new WholeDevice(pump);
    }

    /** How often each fault happened. */
    Map<FleetFault, Integer> seen() {
        return seen;
    }
}
