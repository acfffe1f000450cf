// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.calculation.CompoundingRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;

/** Volumes of stock and diluent (F3), whether they fit at all, how long the mixture keeps, and its assay. */
final class Compounding {

    private static final Ratio ASSAY_SHARE = Ratio.of(15, 100);

    private final CompoundingRequest request;
    private final Sheet sheet;
    private final List<String> drugs;

    Compounding(CompoundingRequest request, Sheet sheet) {
        this.request = request;
        this.sheet = sheet;
        this.drugs = request.solution().ingredients().stream()
                .map(Solution.Ingredient::drug)
                .toList();
    }

    void work() {
        GroundsCheck check = new GroundsCheck(request.grounds(), request.indication(), sheet);
        check.drugs(drugs);
        check.solution(request.solution());
        volumes();
        keeping();
        request.assayed().ifPresent(this::assay);
    }

    private void volumes() {
        Ratio left = request.volume().exact();
        boolean complete = true;
        for (Solution.Ingredient each : request.solution().ingredients()) {
            Optional<Concentration> stock = request.stocks().concentrationOf(each.drug());
            sheet.put("mass", each.drug(), Measure.MASS, each.concentration().massIn(request.volume()));
            if (stock.isEmpty()) {
                complete = false;
                sheet.block(
                        "STOCK_MISSING",
                        each.drug(),
                        "missing",
                        "no stock solution of " + name(each.drug()) + " is named; enter it with its concentration");
                continue;
            }
            Ratio volume = each.concentration()
                    .exact()
                    .times(request.volume().exact())
                    .dividedBy(stock.get().exact());
            sheet.put("stockVolume", each.drug(), Measure.VOLUME, volume);
            left = left.minus(volume);
        }
        for (Solution.Ingredient stock : request.stocks().ingredients()) {
            if (!drugs.contains(stock.drug())) {
                sheet.block(
                        "STOCK_FOREIGN",
                        stock.drug(),
                        stock.concentration().text(),
                        "a stock solution of a drug that is not in the order; take it away, or correct the order");
            }
        }
        if (complete) {
            diluent(left);
        }
    }

    private void diluent(Ratio volume) {
        sheet.put("diluent", Measure.VOLUME, volume);
        if (volume.signum() < 0) {
            sheet.block(
                    "COMPOUNDING_INFEASIBLE",
                    "diluent",
                    Measure.VOLUME.text(volume),
                    Measure.VOLUME.text(Ratio.ZERO),
                    "the stock solutions alone make more than "
                            + request.volume().text()
                            + "; take stronger stock solutions, or order lower concentrations",
                    Authority.NONE);
        } else {
            sheet.pass(
                    "COMPOUNDING_FEASIBLE",
                    "diluent",
                    Measure.VOLUME.text(volume),
                    "stock solutions and diluent make " + request.volume().text());
        }
    }

    private void keeping() {
        Optional<Instant> known = known();
        Optional<Instant> end = known.map(time ->
                        request.beyondUse().filter(own -> own.isBefore(time)).orElse(time))
                .or(request::beyondUse);
        if (end.isEmpty()) {
            sheet.block(
                    "BEYOND_USE_UNKNOWN",
                    "beyondUse",
                    "missing",
                    "how long this mixture keeps is not known here, and a time that is left out would lengthen the"
                            + " interval between refills; enter the pharmacy's date from the compounding record");
            return;
        }
        sheet.say("beyondUse", Optional.empty(), end.get().toString());
        if (!end.get().isAfter(request.compoundedAt())) {
            sheet.block(
                    "BEYOND_USE_PAST",
                    "beyondUse",
                    end.get().toString(),
                    request.compoundedAt().toString(),
                    "it would be beyond its use before it is made; compare the two dates with the compounding record",
                    Authority.NONE);
        } else if (known.isEmpty()) {
            sheet.confirm(
                    "KEEPING_UNKNOWN",
                    "beyondUse",
                    end.get().toString(),
                    "the library knows no keeping time of " + String.join(" + ", drugs)
                            + "; the date is the pharmacy's alone, confirm it with the compounding record");
        }
    }

    /** The earliest end that the library knows for exactly these drugs. */
    private Optional<Instant> known() {
        List<Instant> ends = new ArrayList<>();
        for (Keeping each : request.grounds().keepings()) {
            if (each.isOf(drugs)
                    && (each.condition().isEmpty() || each.condition().equals(request.condition()))) {
                Instant end = request.compoundedAt().plus(each.duration());
                ends.add(end);
                sheet.pass(
                        "KEEPING",
                        "beyondUse",
                        end.toString(),
                        each.duration().toDays() + " day",
                        each.text(),
                        new Authority(
                                "library",
                                Optional.of(each.source()),
                                Optional.of(request.grounds().libraryVersion())));
            }
        }
        return ends.stream().min(Comparator.naturalOrder());
    }

    private void assay(Solution assayed) {
        for (Solution.Ingredient found : assayed.ingredients()) {
            Optional<Concentration> ordered = request.solution().concentrationOf(found.drug());
            if (ordered.isEmpty()) {
                sheet.block(
                        "ASSAY_FOREIGN",
                        found.drug(),
                        found.concentration().text(),
                        "the laboratory found a drug that was not ordered; the mixture is not given");
                continue;
            }
            Ratio off = found.concentration()
                    .exact()
                    .dividedBy(ordered.get().exact())
                    .minus(Ratio.ONE);
            String shown = Measure.PERCENT.signed(off.times(100));
            sheet.change("assayDeviation", Optional.of(found.drug()), Measure.PERCENT, off.times(100));
            if (off.abs().compareTo(ASSAY_SHARE) > 0) {
                sheet.twoPersons(
                        "ASSAY",
                        found.drug(),
                        shown,
                        "15 %",
                        "the laboratory found " + found.concentration().text() + " where "
                                + ordered.get().text()
                                + " was ordered: every dose of it would be off by as much; have it made again",
                        Published.ASSAY.authority());
            } else {
                sheet.pass("ASSAY", found.drug(), shown, "15 %", "within the limit", Published.ASSAY.authority());
            }
        }
        for (String drug : drugs) {
            if (assayed.concentrationOf(drug).isEmpty()) {
                sheet.confirm("ASSAY_MISSING", drug, "missing", "the laboratory did not look for " + name(drug));
            }
        }
    }

    private String name(String drug) {
        return request.grounds().name(drug);
    }
}
