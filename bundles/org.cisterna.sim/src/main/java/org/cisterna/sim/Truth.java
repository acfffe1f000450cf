// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * What really happened in and behind a simulated device, whatever its firmware believes: for tests, the control port and the conformance
 * rig, never for a driver.
 *
 * @param pumpTime when it was so
 * @param pushedPicolitres all that the motor moved out of the reservoir since manufacture; the same volume left the tip, unless something was
 *     lost on the way or is held back by a blockage
 * @param atTipPicolitres all that left the tip since manufacture
 * @param lostPicolitres all that went into the tissue since manufacture: by a leak, out of a torn-off catheter, by a needle astray
 * @param deliveredNanograms exact mass that left the tip since manufacture, per drug, by plug flow
 * @param path what is between the reservoir's valve and the tip, in that order
 * @param reservoir all that is in the reservoir, residual included
 * @param usablePicolitres how much of it can be taken out
 * @param suppliedNanograms exact mass per drug that was ever filled in, what was there at manufacture included
 * @param withdrawnNanograms exact mass per drug that was taken out by syringe
 * @param lostNanograms exact mass per drug that went into the tissue
 * @param flowing whether fluid is moving now
 */
public record Truth(
        Instant pumpTime,
        long pushedPicolitres,
        long atTipPicolitres,
        long lostPicolitres,
        SortedMap<String, Ratio> deliveredNanograms,
        List<Plug> path,
        Plug reservoir,
        long usablePicolitres,
        SortedMap<String, Ratio> suppliedNanograms,
        SortedMap<String, Ratio> withdrawnNanograms,
        SortedMap<String, Ratio> lostNanograms,
        boolean flowing) {

    /** Copies. */
    public Truth {
        deliveredNanograms = copy(deliveredNanograms);
        suppliedNanograms = copy(suppliedNanograms);
        withdrawnNanograms = copy(withdrawnNanograms);
        lostNanograms = copy(lostNanograms);
        path = List.copyOf(path);
    }

    private static SortedMap<String, Ratio> copy(SortedMap<String, Ratio> values) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** What the motor moved, in whole nanolitres, rounded down. */
    public Volume pushed() {
        return new Volume(pushedPicolitres / Reservoir.PICOLITRES_PER_NANOLITRE);
    }

    /** Exact nanograms of one drug that left the tip; zero when none did. */
    public Ratio delivered(String drug) {
        return deliveredNanograms.getOrDefault(drug, Ratio.ZERO);
    }

    /** Exact nanograms, per drug, that are in the path now. */
    public SortedMap<String, Ratio> inPathNanograms() {
        TreeMap<String, Ratio> nanograms = new TreeMap<>();
        path.forEach(plug -> plug.solution().addMassTo(nanograms, plug.picolitres()));
        return Collections.unmodifiableSortedMap(nanograms);
    }

    /** Exact nanograms, per drug, that are in the reservoir now. */
    public SortedMap<String, Ratio> inReservoirNanograms() {
        TreeMap<String, Ratio> nanograms = new TreeMap<>();
        reservoir.solution().addMassTo(nanograms, reservoir.picolitres());
        return Collections.unmodifiableSortedMap(nanograms);
    }

    /** As JSON; masses are exact fractions in ng as text. */
    public JsonObject json() {
        return Json.object()
                .put("pumpTime", pumpTime.toString())
                .put("pushedPicolitres", pushedPicolitres)
                .put("atTipPicolitres", atTipPicolitres)
                .put("lostPicolitres", lostPicolitres)
                .put("deliveredNanograms", Solution.ratios(deliveredNanograms))
                .put("path", Json.array(path.stream().map(Plug::json).toList()))
                .put("reservoir", reservoir.json())
                .put("usablePicolitres", usablePicolitres)
                .put("suppliedNanograms", Solution.ratios(suppliedNanograms))
                .put("withdrawnNanograms", Solution.ratios(withdrawnNanograms))
                .put("lostNanograms", Solution.ratios(lostNanograms))
                .put("flowing", flowing)
                .build();
    }
}
