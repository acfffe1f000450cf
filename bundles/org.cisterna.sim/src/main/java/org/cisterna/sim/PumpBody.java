// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * The wet part of a pump and its catheter: reservoir, path, and the account of what left the tip. It knows no programme. Not thread-safe.
 *
 * <p>Holds at any time, per drug, exactly: supplied = delivered + withdrawn + in the path + in the reservoir.
 */
public final class PumpBody {

    private final Volume usable;
    private final Volume residual;
    private final Reservoir reservoir;
    private final PathQueue path;
    private final SortedMap<String, Ratio> supplied;
    private final SortedMap<String, Ratio> delivered;
    private final SortedMap<String, Ratio> withdrawn;
    private long pushed;

    /**
     * A pump as implanted.
     *
     * @param usable what the reservoir takes
     * @param residual what cannot be taken out, on top of it
     * @param content what is in the reservoir, residual included
     * @param fromValveToTip what is in the path
     */
    public PumpBody(Volume usable, Volume residual, Plug content, List<Plug> fromValveToTip) {
        this(usable, residual, content, fromValveToTip, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0);
        content.solution().addMassTo(supplied, content.picolitres());
        fromValveToTip.forEach(plug -> plug.solution().addMassTo(supplied, plug.picolitres()));
    }

    private PumpBody(
            Volume usable,
            Volume residual,
            Plug content,
            List<Plug> fromValveToTip,
            SortedMap<String, Ratio> supplied,
            SortedMap<String, Ratio> delivered,
            SortedMap<String, Ratio> withdrawn,
            long pushed) {
        this.usable = usable;
        this.residual = residual;
        this.reservoir = new Reservoir(usable, residual, content);
        this.path = new PathQueue(fromValveToTip);
        this.supplied = supplied;
        this.delivered = delivered;
        this.withdrawn = withdrawn;
        this.pushed = pushed;
    }

    /** Moves fluid from the reservoir through the path: as much as asked for, or all that is left to move. */
    public void push(long picolitres) {
        Plug plug = reservoir.draw(picolitres);
        for (Plug left : path.push(plug)) {
            left.solution().addMassTo(delivered, left.picolitres());
        }
        pushed = Math.addExact(pushed, plug.picolitres());
    }

    /** Takes fluid out by syringe: as much as asked for, or all that comes; returns what came. */
    public Plug withdraw(Volume wanted) {
        Plug plug = reservoir.draw(Math.multiplyExact(wanted.nanolitres(), Reservoir.PICOLITRES_PER_NANOLITRE));
        plug.solution().addMassTo(withdrawn, plug.picolitres());
        return plug;
    }

    /**
     * Fills by syringe; it mixes with what is in.
     *
     * @throws IllegalArgumentException in words, when it does not fit
     */
    public void fill(Volume volume, Solution solution) {
        Plug plug = Plug.of(volume, solution);
        reservoir.fill(plug);
        solution.addMassTo(supplied, plug.picolitres());
    }

    /** How much can still be moved, in picolitres. */
    public long usablePicolitres() {
        return reservoir.usablePicolitres();
    }

    /** Whether nothing more can be moved. */
    public boolean isDry() {
        return reservoir.usablePicolitres() == 0;
    }

    /** The account. */
    public Truth truth(Instant pumpTime, boolean flowing) {
        return new Truth(
                pumpTime,
                pushed,
                delivered,
                path.fromValveToTip(),
                reservoir.content(),
                reservoir.usablePicolitres(),
                supplied,
                withdrawn,
                flowing);
    }

    /** Everything, for a device's memory. */
    public JsonObject json() {
        return Json.object()
                .put("usable", usable.nanolitres())
                .put("residual", residual.nanolitres())
                .put("reservoir", reservoir.content().json())
                .put(
                        "path",
                        Json.array(
                                path.fromValveToTip().stream().map(Plug::json).toList()))
                .put("supplied", Solution.ratios(supplied))
                .put("delivered", Solution.ratios(delivered))
                .put("withdrawn", Solution.ratios(withdrawn))
                .put("pushed", pushed)
                .build();
    }

    /** Back from {@link #json()}. */
    public static PumpBody fromJson(JsonObject json) {
        return new PumpBody(
                new Volume(json.number("usable")),
                new Volume(json.number("residual")),
                Plug.fromJson(json.object("reservoir")),
                json.array("path").objects().stream().map(Plug::fromJson).toList(),
                Solution.ratios(json.object("supplied")),
                Solution.ratios(json.object("delivered")),
                Solution.ratios(json.object("withdrawn")),
                json.number("pushed"));
    }
}
