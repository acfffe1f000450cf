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
 * The wet part of a pump and its catheter: reservoir, tubing, catheter, what can be wrong with them, and the account of what left the tip. It knows no
 * programme. Not thread-safe.
 *
 * <p>Holds at any time, per drug, exactly: supplied = delivered at the tip + withdrawn + lost + in the path + in the reservoir. <em>Lost</em> is what
 * went into the tissue: through a leak, out of a torn-off catheter, or by a needle that was not in the reservoir's port.
 */
public final class PumpBody {

    private final Volume usable;
    private final Volume residual;
    private final Reservoir reservoir;
    private final FluidPath path;
    private final Account account;
    private boolean needleAstray;

    /** Exact nanograms per drug, and picolitres, since manufacture. */
    private static final class Account {
        private SortedMap<String, Ratio> supplied = new TreeMap<>();
        private SortedMap<String, Ratio> delivered = new TreeMap<>();
        private SortedMap<String, Ratio> withdrawn = new TreeMap<>();
        private SortedMap<String, Ratio> lost = new TreeMap<>();
        private long pushed;
        private long atTip;
        private long lostVolume;
    }

    /**
     * A pump as implanted, of which the tubing is not told apart: a leak is then where fluid leaves the reservoir.
     *
     * @param usable what the reservoir takes
     * @param residual what cannot be taken out, on top of it
     * @param content what is in the reservoir, residual included
     * @param fromValveToTip what is in the path
     */
    public PumpBody(Volume usable, Volume residual, Plug content, List<Plug> fromValveToTip) {
        this(usable, residual, content, List.of(), fromValveToTip);
    }

    /**
     * A pump as implanted.
     *
     * @param usable what the reservoir takes
     * @param residual what cannot be taken out, on top of it
     * @param content what is in the reservoir, residual included
     * @param tubing what is in the pump's tubing, from the valve to the connector
     * @param catheter what is in the catheter, from the connector to the tip
     */
    public PumpBody(Volume usable, Volume residual, Plug content, List<Plug> tubing, List<Plug> catheter) {
        this(usable, residual, content, new FluidPath(tubing, catheter), new Account());
        content.solution().addMassTo(account.supplied, content.picolitres());
        tubing.forEach(plug -> plug.solution().addMassTo(account.supplied, plug.picolitres()));
        catheter.forEach(plug -> plug.solution().addMassTo(account.supplied, plug.picolitres()));
    }

    private PumpBody(Volume usable, Volume residual, Plug content, FluidPath path, Account account) {
        this.usable = usable;
        this.residual = residual;
        this.reservoir = new Reservoir(usable, residual, content);
        this.path = path;
        this.account = account;
    }

    /** Moves fluid from the reservoir into the path: as much as asked for, or all that is left to move, or all that a blocked path still takes. */
    public void push(long picolitres) {
        Plug plug = reservoir.draw(Math.min(picolitres, path.takesPicolitres()));
        FluidPath.Left left = path.push(plug);
        atTip(left.atTip());
        left.lost().forEach(this::lose);
        account.pushed = Math.addExact(account.pushed, plug.picolitres());
    }

    private void atTip(List<Plug> plugs) {
        for (Plug plug : plugs) {
            plug.solution().addMassTo(account.delivered, plug.picolitres());
            account.atTip = Math.addExact(account.atTip, plug.picolitres());
        }
    }

    private void lose(Plug plug) {
        plug.solution().addMassTo(account.lost, plug.picolitres());
        account.lostVolume = Math.addExact(account.lostVolume, plug.picolitres());
    }

    /** Takes fluid out by syringe: as much as asked for, or all that comes; returns what came. */
    public Plug withdraw(Volume wanted) {
        Plug plug = reservoir.draw(Math.multiplyExact(wanted.nanolitres(), Reservoir.PICOLITRES_PER_NANOLITRE));
        plug.solution().addMassTo(account.withdrawn, plug.picolitres());
        return plug;
    }

    /**
     * Fills by syringe; it mixes with what is in. With the {@linkplain #needleAstray needle astray} it goes into the tissue, as much as the reservoir
     * would have taken, and the reservoir stays as it was.
     *
     * @throws IllegalArgumentException in words, when it does not fit
     */
    public void fill(Volume volume, Solution solution) {
        Plug plug = Plug.of(volume, solution);
        if (needleAstray) {
            reservoir.requireRoomFor(plug);
            lose(plug);
        } else {
            reservoir.fill(plug);
        }
        solution.addMassTo(account.supplied, plug.picolitres());
    }

    /** From now on whoever fills misses the port, or hits it again. */
    public void needleAstray(boolean astray) {
        needleAstray = astray;
    }

    /**
     * From now on this share of what leaves the pump's tubing is lost at the connector.
     *
     * @param perMille 0 to 1000; 0 for a tight one
     */
    public void leak(int perMille) {
        if (perMille < 0 || perMille > 1_000) {
            throw new IllegalArgumentException("a leak loses 0 to 1000 per mille, got " + perMille);
        }
        path.leak(perMille);
    }

    /** The catheter is off the connector, or on it again: off, all that leaves the tubing is lost. */
    public void disconnected(boolean off) {
        path.disconnected(off);
    }

    /**
     * The catheter is blocked at the tip.
     *
     * @param gives by how much the path swells before it takes nothing more; nothing for a drive that makes no pressure
     */
    public void block(Volume gives) {
        path.block(Math.multiplyExact(gives.nanolitres(), Reservoir.PICOLITRES_PER_NANOLITRE));
    }

    /** The catheter is free again: what the path was swollen by leaves at the tip at once. */
    public void unblock() {
        atTip(path.unblock());
    }

    /** How much the path takes now, in picolitres: all that comes, unless it is blocked. */
    public long takesPicolitres() {
        return path.takesPicolitres();
    }

    /** How much can still be moved, in picolitres, were the path free. */
    public long usablePicolitres() {
        return reservoir.usablePicolitres();
    }

    /** Whether nothing more can be moved. */
    public boolean isDry() {
        return reservoir.usablePicolitres() == 0;
    }

    /** Whether what is driven moves anything: there is something, and somewhere for it to go. */
    public boolean canFlow() {
        return !isDry() && path.takesPicolitres() > 0;
    }

    /** The account. */
    public Truth truth(Instant pumpTime, boolean flowing) {
        return new Truth(
                pumpTime,
                account.pushed,
                account.atTip,
                account.lostVolume,
                account.delivered,
                path.fromValveToTip(),
                reservoir.content(),
                reservoir.usablePicolitres(),
                account.supplied,
                account.withdrawn,
                account.lost,
                flowing);
    }

    /** Everything, for a device's memory. */
    public JsonObject json() {
        return Json.object()
                .put("usable", usable.nanolitres())
                .put("residual", residual.nanolitres())
                .put("reservoir", reservoir.content().json())
                .put("way", path.json())
                .put("supplied", Solution.ratios(account.supplied))
                .put("delivered", Solution.ratios(account.delivered))
                .put("withdrawn", Solution.ratios(account.withdrawn))
                .put("lost", Solution.ratios(account.lost))
                .put("pushed", account.pushed)
                .put("atTip", account.atTip)
                .put("lostVolume", account.lostVolume)
                .put("needleAstray", needleAstray)
                .build();
    }

    /** Back from {@link #json()}, also from a memory of before the tubing was told apart and anything could be lost. */
    public static PumpBody fromJson(JsonObject json) {
        Account account = new Account();
        account.supplied = Solution.ratios(json.object("supplied"));
        account.delivered = Solution.ratios(json.object("delivered"));
        account.withdrawn = Solution.ratios(json.object("withdrawn"));
        account.lost = json.optionalObject("lost").map(Solution::ratios).orElseGet(TreeMap::new);
        account.pushed = json.number("pushed");
        account.atTip = json.optionalNumber("atTip").orElse(account.pushed);
        account.lostVolume = json.optionalNumber("lostVolume").orElse(0L);
        PumpBody body = new PumpBody(
                new Volume(json.number("usable")),
                new Volume(json.number("residual")),
                Plug.fromJson(json.object("reservoir")),
                json.optionalObject("way")
                        .map(FluidPath::fromJson)
                        .orElseGet(() -> new FluidPath(List.of(), FluidPath.plugs(json, "path"))),
                account);
        body.needleAstray = json.get("needleAstray").isPresent() && json.flag("needleAstray");
        return body;
    }
}
