// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The whole way of the fluid: the pump's tubing, the connector, the catheter, the tip; and what can be wrong with it. Not thread-safe.
 *
 * <p>A <em>leak</em> is at the connector: of what leaves the tubing a share is lost into the tissue, the rest goes on into the catheter. All of it is a
 * disconnection; what is in the catheter then stays where it is. A <em>blockage</em> is at the tip: nothing leaves there. As long as the way gives it
 * swells, beyond that it takes nothing more, and when the blockage is gone what it was swollen by leaves at the tip at once. With a leak the
 * blocked way does not swell: all goes the easier way and is lost.
 *
 * <p>Shares are counted from the volume that ever left the tubing, in whole picolitres with the rest carried, so that it does not matter into how many
 * pieces of time a delivery is cut.
 */
final class FluidPath {

    private static final int WHOLE = 1_000;

    private final PathQueue tubing;
    private final PathQueue catheter;
    private int leak;
    private boolean disconnected;
    private boolean blocked;
    private long gives;
    private long swollen;
    private long leakRest;

    /** What a push brought about: what left at the tip, and what was lost on the way. */
    record Left(List<Plug> atTip, List<Plug> lost) {}

    FluidPath(List<Plug> tubing, List<Plug> catheter) {
        this(tubing, catheter, 0);
    }

    private FluidPath(List<Plug> tubing, List<Plug> catheter, long swollen) {
        this.tubing = new PathQueue(tubing);
        this.catheter = new PathQueue(catheter, swollen);
        this.swollen = swollen;
    }

    /** How much more it takes now. */
    long takesPicolitres() {
        return blocked && share() == 0 ? Math.max(0, gives - swollen) : Long.MAX_VALUE;
    }

    Left push(Plug plug) {
        List<Plug> atTip = new ArrayList<>();
        List<Plug> lost = new ArrayList<>();
        for (Plug left : tubing.push(plug)) {
            long gone = lostOf(left.picolitres());
            if (gone > 0) {
                lost.add(new Plug(gone, left.solution()));
            }
            Plug on = new Plug(left.picolitres() - gone, left.solution());
            if (blocked) {
                catheter.swell(on);
                swollen += on.picolitres();
            } else {
                atTip.addAll(catheter.push(on));
            }
        }
        return new Left(atTip, lost);
    }

    private long lostOf(long picolitres) {
        int share = share();
        if (share == 0 || share == WHOLE) {
            return share == 0 ? 0 : picolitres;
        }
        long thousandths = Math.addExact(leakRest, Math.multiplyExact(picolitres, (long) share));
        leakRest = thousandths % WHOLE;
        return thousandths / WHOLE;
    }

    /** Per mille of what leaves the tubing that is lost. */
    private int share() {
        return disconnected || (blocked && leak > 0) ? WHOLE : leak;
    }

    void leak(int perMille) {
        leak = perMille;
    }

    void disconnected(boolean now) {
        disconnected = now;
    }

    void block(long givesPicolitres) {
        blocked = true;
        gives = givesPicolitres;
    }

    /** Opens the way; gives what rushes out at the tip. */
    List<Plug> unblock() {
        blocked = false;
        swollen = 0;
        return catheter.relax();
    }

    /** From the valve to the tip; neighbours differ. */
    List<Plug> fromValveToTip() {
        List<Plug> all = new ArrayList<>(tubing.fromValveToTip());
        all.addAll(catheter.fromValveToTip());
        return new PathQueue(all).fromValveToTip();
    }

    JsonObject json() {
        return Json.object()
                .put("tubing", plugs(tubing))
                .put("catheter", plugs(catheter))
                .put("leak", leak)
                .put("disconnected", disconnected)
                .put("blocked", blocked)
                .put("gives", gives)
                .put("swollen", swollen)
                .put("leakRest", leakRest)
                .build();
    }

    private static Json plugs(PathQueue queue) {
        return Json.array(queue.fromValveToTip().stream().map(Plug::json).toList());
    }

    static FluidPath fromJson(JsonObject json) {
        FluidPath path = new FluidPath(plugs(json, "tubing"), plugs(json, "catheter"), json.number("swollen"));
        path.leak = Math.toIntExact(json.number("leak"));
        path.disconnected = json.flag("disconnected");
        path.blocked = json.flag("blocked");
        path.gives = json.number("gives");
        path.leakRest = json.number("leakRest");
        return path;
    }

    static List<Plug> plugs(JsonObject json, String name) {
        return json.array(name).objects().stream().map(Plug::fromJson).toList();
    }
}
