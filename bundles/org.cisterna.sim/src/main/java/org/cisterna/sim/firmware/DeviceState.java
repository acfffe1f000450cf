// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Battery;
import org.cisterna.sim.DeviceClock;
import org.cisterna.sim.Metering;
import org.cisterna.sim.PumpBody;

/**
 * What every device with a processor remembers over a kill beside its therapy: the body, how far it has lived, its clock and battery, how true its strokes
 * are, who may speak to it. Times are pump time in milliseconds unless they are called clock or device time.
 */
public abstract class DeviceState {

    private final PumpBody body;
    private final Pairings pairings;
    private final long usableReservoir;
    private final long implanted;
    private final Battery.Cell cell;

    private long at;
    private DeviceClock time;
    private Battery battery;
    private Metering metering = new Metering();
    private long sessionLimit;

    /**
     * A device at the moment of its implantation.
     *
     * @param usableReservoir nL that can be filled and taken out
     */
    protected DeviceState(PumpBody body, Pairings pairings, long usableReservoir, long implanted, Battery.Cell cell) {
        this.body = body;
        this.pairings = pairings;
        this.usableReservoir = usableReservoir;
        this.implanted = implanted;
        this.cell = cell;
        this.at = implanted;
        this.time = new DeviceClock(implanted, 0);
        this.battery = new Battery(cell, implanted);
    }

    /** The wet part. */
    public final PumpBody body() {
        return body;
    }

    /** Who may speak to it. */
    public final Pairings pairings() {
        return pairings;
    }

    /** What can be filled and taken out, in nL. */
    public final long usableReservoir() {
        return usableReservoir;
    }

    /** When it was implanted. */
    public final long implanted() {
        return implanted;
    }

    /** The time up to which it has lived. */
    public final long at() {
        return at;
    }

    /** It has lived so far. */
    public final void livedTo(long pumpTime) {
        at = pumpTime;
    }

    /** Its own clock. */
    public final DeviceClock time() {
        return time;
    }

    /** Its battery. */
    public final Battery battery() {
        return battery;
    }

    /** How true its strokes are. */
    public final Metering metering() {
        return metering;
    }

    /** What the clock shows at a time. */
    public final long clock(long pumpTime) {
        return time.shows(pumpTime);
    }

    /** What the clock shows now. */
    public final long clock() {
        return clock(at);
    }

    /** Device time at a pump time: what lockouts, boluses, primes, bridges and timers go by. */
    public final long device(long pumpTime) {
        return time.deviceTime(pumpTime);
    }

    /** Device time now. */
    public final long device() {
        return device(at);
    }

    /** What the clock shows at a device time. */
    public final long clockAt(long deviceTime) {
        return deviceTime + time.offset();
    }

    /** The last session number that may have been used; those above were not. */
    final long sessionLimit() {
        return sessionLimit;
    }

    final void sessionLimit(long limit) {
        sessionLimit = limit;
    }

    /** How many strokes it has counted in its life. */
    protected abstract long strokesCounted();

    /**
     * Writes what is here into an image.
     *
     * @param sessionLimit the name that this family's images have for the limit of session numbers
     */
    public final void write(JsonObject.Builder image, String sessionLimit) {
        image.put("body", body.json())
                .put("pairings", pairings.json())
                .put("usableReservoir", usableReservoir)
                .put("implanted", implanted)
                .put("at", at)
                .put("time", time.json())
                .put("battery", battery.json())
                .put("metering", metering.json())
                .put(sessionLimit, this.sessionLimit);
    }

    /**
     * Reads what {@link #write} wrote and the constructor did not get, when the strokes that were counted are read already. An image of before there was a
     * battery in it has the offset of the clock and of the metering alone; its battery made the strokes that were counted.
     */
    public final void read(JsonObject image, String sessionLimit) {
        at = image.number("at");
        this.sessionLimit = image.number(sessionLimit);
        if (image.get("battery").isPresent()) {
            time = DeviceClock.fromJson(image.object("time"));
            battery = Battery.fromJson(cell, implanted, image.object("battery"));
            metering = Metering.fromJson(image.object("metering"));
        } else {
            time.offset(image.number("clockOffset"));
            battery.live(at, strokesCounted());
            metering.offset(Math.toIntExact(image.number("accuracyOffset")));
        }
    }
}
