// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Mass;

/**
 * What a proposal says beyond the day: what goes with it, and what comes of it at the tip. Empty where reservoir and path hold what runs and
 * nothing goes with the day. Everything here is for showing, rounded half to even unless it is a time, which is rounded down: nothing is
 * decided by it.
 *
 * @param parts what the pump is to run beside its programme, on its grid
 * @param tip what leaves the tip from the time of the request on, piece by piece, until it stays the same
 * @param tipTotals what the tip gives of each drug
 * @param bridge what the bridge does, and what would be without it
 * @param prime what the prime does
 * @param contentDiffers what the programme that still runs does with the new content
 * @param dates of the next refill
 * @param cut where what is said of the tip ends sooner than what is ordered, one sentence each; empty where all of it is there
 */
public record Outlook(
        List<ProgrammePart> parts,
        List<TipPiece> tip,
        List<TipTotal> tipTotals,
        Optional<BridgePlan> bridge,
        Optional<PrimePlan> prime,
        Optional<ContentDiffers> contentDiffers,
        Optional<SupplyDates> dates,
        List<String> cut) {

    /** Nothing beyond the day. */
    public static final Outlook NONE = new Outlook(
            List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** With nothing left out. */
    public Outlook(
            List<ProgrammePart> parts,
            List<TipPiece> tip,
            List<TipTotal> tipTotals,
            Optional<BridgePlan> bridge,
            Optional<PrimePlan> prime,
            Optional<ContentDiffers> contentDiffers,
            Optional<SupplyDates> dates) {
        this(parts, tip, tipTotals, bridge, prime, contentDiffers, dates, List.of());
    }

    /**
     * A stretch of time in which the tip gives the same.
     *
     * @param from pump time of its begin; it lasts until the next one, and the last one stays
     * @param doses per drug as mass in 24 h; empty for a gap: nothing with drug leaves the tip
     */
    public record TipPiece(Instant from, List<DrugDose> doses) {
        public TipPiece {
            doses = List.copyOf(doses);
        }

        JsonObject toJson() {
            return Json.object()
                    .put("from", from.toString())
                    .put("doses", DrugDose.toJson(doses))
                    .build();
        }

        static TipPiece fromJson(JsonObject json) {
            return new TipPiece(Instant.parse(json.string("from")), DrugDose.fromJson(json, "doses"));
        }
    }

    /**
     * What the tip gives of one drug.
     *
     * @param drug id of the drug
     * @param first mass in the first 24 h
     * @param most mass in the 24 h in which it is the most, by plug flow
     * @param bound the same when drug arrives as early as laminar flow allows
     */
    public record TipTotal(String drug, Mass first, Mass most, Mass bound) {

        JsonObject toJson() {
            return Json.object()
                    .put("drug", drug)
                    .put("first24h", first.text())
                    .put("most24h", most.text())
                    .put("most24hBound", bound.text())
                    .build();
        }

        static TipTotal fromJson(JsonObject json) {
            return new TipTotal(
                    json.string("drug"),
                    Mass.parse(json.string("first24h")).orElseThrow(),
                    Mass.parse(json.string("most24h")).orElseThrow(),
                    Mass.parse(json.string("most24hBound")).orElseThrow());
        }
    }

    public Outlook {
        parts = List.copyOf(parts);
        tip = List.copyOf(tip);
        tipTotals = List.copyOf(tipTotals);
        cut = List.copyOf(cut);
    }

    /** Puts its members into a proposal, those that are empty left out. */
    void into(JsonObject.Builder json) {
        if (!parts.isEmpty()) {
            json.put(
                    "parts",
                    Json.array(parts.stream().map(ProgrammePart::toJson).toList()));
        }
        if (!tip.isEmpty()) {
            json.put("tip", Json.array(tip.stream().map(TipPiece::toJson).toList()));
        }
        if (!tipTotals.isEmpty()) {
            json.put(
                    "tipTotals",
                    Json.array(tipTotals.stream().map(TipTotal::toJson).toList()));
        }
        json.putOptional("bridge", bridge.map(BridgePlan::toJson))
                .putOptional("prime", prime.map(PrimePlan::toJson))
                .putOptional("contentDiffers", contentDiffers.map(ContentDiffers::toJson))
                .putOptional("dates", dates.map(SupplyDates::toJson))
                .putOptional("cut", cut.isEmpty() ? Optional.empty() : Optional.of(Json.texts(cut)));
    }

    /** Reads its members out of a proposal. */
    static Outlook fromJson(JsonObject json) {
        return new Outlook(
                objects(json, "parts").stream().map(ProgrammePart::fromJson).toList(),
                objects(json, "tip").stream().map(TipPiece::fromJson).toList(),
                objects(json, "tipTotals").stream().map(TipTotal::fromJson).toList(),
                json.optionalObject("bridge").map(BridgePlan::fromJson),
                json.optionalObject("prime").map(PrimePlan::fromJson),
                json.optionalObject("contentDiffers").map(ContentDiffers::fromJson),
                json.optionalObject("dates").map(SupplyDates::fromJson),
                json.optionalArray("cut").map(each -> each.strings()).orElse(List.of()));
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.optionalArray(name).map(each -> each.objects()).orElse(List.of());
    }
}
