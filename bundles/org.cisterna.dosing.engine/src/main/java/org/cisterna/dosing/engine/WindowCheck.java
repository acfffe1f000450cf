// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/** What leaves the tip over time: the most of any 24 h against every limit of the daily dose (F16), and the gaps without drug. */
final class WindowCheck implements Check {

    @Override
    public String name() {
        return "tip";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        subject.physical().flow().ifPresent(flow -> {
            window(subject, flow, found);
            gap(subject, flow, found);
            beyond(subject, flow, found);
        });
        return found.list();
    }

    private static void window(Case subject, TipFlow flow, Findings found) {
        Optional<PatientBolusCheck.WorstDay> patient = PatientBolusCheck.worstDay(subject);
        for (String drug : Outlooks.drugs(flow)) {
            Ratio onTop = patient.map(worst -> BolusDay.askedNanograms(subject, drug, worst))
                    .orElse(Ratio.ZERO);
            Ratio early = patient.map(worst -> early(subject, drug, worst)).orElse(Ratio.ZERO);
            Ratio nominal = flow.most24h(drug).plus(onTop);
            Ratio bound = flow.most24hBound(drug).plus(onTop).plus(early);
            DailyDose worse = new DailyDose(bound.compareTo(nominal) > 0 ? bound : nominal);
            String value = Shown.mass(nominal).text() + ", at most "
                    + Shown.mass(bound).text();
            boolean broken = Ceilings.broken(
                    subject,
                    drug,
                    worse,
                    "TIP_WINDOW",
                    value,
                    subject.nameOf(drug) + " " + Shown.mass(worse.nanograms()).text()
                            + " out of the tip within 24 h, with everything that the order does,",
                    found);
            if (!broken) {
                found.add(
                        Verdict.PASS,
                        "TIP_WINDOW",
                        drug,
                        value,
                        "the most that leaves the tip within any 24 h, by plug flow and as early as laminar flow allows"
                                + (patient.isPresent()
                                        ? "; boluses of the patient with the most concentrated fluid of path and reservoir"
                                        : ""));
            }
        }
    }

    /**
     * What a bridge gives more of a drug in 24 h, at most, when boluses of the patient move the path on and what follows the old solution is at
     * the tip before the bridge ends: no more of it than the boluses of the bridge's time, and no more than the bridge moves in 24 h.
     */
    private static Ratio early(Case subject, String drug, PatientBolusCheck.WorstDay worst) {
        return subject.physical()
                .bridging()
                .decision()
                .map(bridge -> {
                    Ratio day = Ratio.of(WeekPlan.MILLIS_PER_DAY);
                    Ratio lasts = Ratio.of(bridge.millis());
                    Ratio moved = bridge.rate()
                            .exact()
                            .times(lasts.compareTo(day) < 0 ? lasts : day)
                            .dividedBy(day);
                    Ratio ahead = BolusDay.asked(subject, worst)
                            .times(Ratio.of(lasts.dividedBy(day).ceil().longValueExact()));
                    return (moved.compareTo(ahead) < 0 ? moved : ahead)
                            .times(subject.physical()
                                    .strongest(drug)
                                    .minus(bridge.old().of(drug)))
                            .dividedBy(1_000_000);
                })
                .orElse(Ratio.ZERO);
    }

    /** Fluid that is still in the path when the forecast ends: a gap in it would not be seen here. */
    private static void beyond(Case subject, TipFlow flow, Findings found) {
        if (Case.isTherapy(subject.request()) && !flow.isWhole()) {
            found.add(
                    Verdict.CONFIRM,
                    "FORECAST_ENDS",
                    "content.path",
                    Outlooks.at(subject.request(), flow.course().end()).toString(),
                    "what lies in the path has not left the tip by then, so what comes after it, a gap without drug or another"
                            + " concentration, was not looked at; see that the flow and the volume of the path are right, or confirm it");
        }
    }

    /** Every stretch after whatever is pushed at once in which fluid leaves the tip and no drug with it. */
    private static void gap(Case subject, TipFlow flow, Findings found) {
        Ratio begun = subject.physical()
                .prime()
                .filter(PrimeDecision::connected)
                .map(PrimeDecision::millis)
                .orElse(Ratio.ZERO);
        Ratio from = null;
        Ratio to = Ratio.ZERO;
        for (TipFlow.Piece each : flow.pieces()) {
            boolean flows = each.rate().signum() > 0 && each.to().compareTo(begun) > 0;
            if (flows && each.mix().isWithoutDrug()) {
                from = from == null ? each.from() : from;
                to = each.to();
            } else if (flows && from != null) {
                gap(subject, from, to, begun, found);
                from = null;
            }
        }
        if (from != null) {
            gap(subject, from, to, begun, found);
        }
    }

    private static void gap(Case subject, Ratio from, Ratio to, Ratio begun, Findings found) {
        Ratio start = from.compareTo(begun) > 0 ? from : begun;
        found.add(
                Verdict.CONFIRM,
                "GAP_AT_TIP",
                "content.path",
                Shown.time(to.minus(start)),
                "no drug leaves the tip from " + Outlooks.at(subject.request(), start) + " to "
                        + Outlooks.at(subject.request(), to)
                        + "; prime what holds no drug, or confirm the gap");
    }
}
