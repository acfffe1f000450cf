// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/**
 * Shows what rounding onto the pump's grid takes away (F0), of the day and of each bolus: ordered and given side by side. It asks when that is more than a
 * little, and refuses when it is more than the pump's own accuracy: what runs would then be another dose than the one that was ordered.
 */
final class RoundingCheck implements Check {

    /** A loss above this share of the order is confirmed: the order is then better changed to what the pump can give. */
    private static final Ratio NOTICEABLE = Ratio.of(5, 100);

    private static final int PER_MILLE = 1000;

    @Override
    public String name() {
        return "rounding";
    }

    @Override
    public List<Finding> examine(Case subject) {
        if (subject.programme().isEmpty() || subject.day().isEmpty()) {
            return List.of();
        }
        Findings found = new Findings();
        day(subject, found);
        Boluses boluses = subject.physical().boluses();
        boluses.single().ifPresent(each -> bolus(subject, each, "order.bolus.dose", found));
        boluses.periodic().ifPresent(each -> bolus(subject, each, "order.periodicBolus.dose", found));
        boluses.patient().ifPresent(each -> bolus(subject, each, "order.patientBolus.dose", found));
        return found.list();
    }

    private static void day(Case subject, Findings found) {
        DrugCase primary = subject.drugs().get(0);
        DailyDose requested = new DailyDose(subject.day().orElseThrow().nanograms());
        DailyDose achieved = BridgeDecision.dose(
                subject.programme().orElseThrow().dailyNanolitres(),
                subject.physical().reservoir().programmed(),
                primary.id());
        String grid = subject.request().capabilities().rateGrid().text();
        if (achieved.equals(requested)) {
            found.against(
                    Verdict.PASS,
                    "ROUNDING",
                    primary.id(),
                    achieved.text(),
                    grid,
                    "every rate is on the pump's grid; nothing was rounded",
                    Authority.PUMP);
            return;
        }
        Ratio share = Ratio.ONE.minus(achieved.nanograms().dividedBy(requested.nanograms()));
        Loss loss = Loss.of(subject, share);
        found.against(
                loss.verdict(),
                "ROUNDING",
                primary.id(),
                achieved.text(),
                loss.limit(subject, grid),
                "ordered " + requested.text() + ", the pump can give " + achieved.text() + ", "
                        + Shown.change(requested.nanograms(), achieved.nanograms())
                        + ": rates are rounded down onto its grid" + loss.wayOut(subject, "a dose that is on it"),
                loss.authority());
    }

    private static void bolus(Case subject, Shot shot, String at, Findings found) {
        Ratio given = Ratio.of(shot.nanolitres());
        if (!shot.isGiven() || given.equals(shot.exact())) {
            return; // of one that is less than a step of the pump another finding speaks
        }
        Loss loss = Loss.of(subject, Ratio.ONE.minus(given.dividedBy(shot.exact())));
        found.against(
                loss.verdict(),
                "ROUNDING",
                at,
                BolusCheck.mass(subject, shot),
                loss.limit(subject, "the pump's steps of volume"),
                "ordered " + shot.dose().text() + " a bolus, the pump can give " + BolusCheck.mass(subject, shot)
                        + ", " + Shown.change(shot.exact(), given)
                        + " of its volume: volumes are rounded down onto its grid"
                        + loss.wayOut(subject, "a bolus that is on it, or a weaker solution"),
                loss.authority());
    }

    /** How much a rounding took away. */
    private enum Loss {
        LITTLE,
        NOTICED,
        TOO_MUCH;

        static Loss of(Case subject, Ratio share) {
            boolean noticed = share.compareTo(NOTICEABLE) > 0;
            boolean tooMuch = noticed && share.compareTo(accuracy(subject)) > 0;
            return tooMuch ? TOO_MUCH : noticed ? NOTICED : LITTLE;
        }

        private static Ratio accuracy(Case subject) {
            return Ratio.of(subject.request().capabilities().accuracyPerMille(), PER_MILLE);
        }

        private static String percent(Case subject) {
            return accuracy(subject).times(100).decimal(1) + " %";
        }

        Verdict verdict() {
            return switch (this) {
                case LITTLE -> Verdict.PASS;
                case NOTICED -> Verdict.CONFIRM;
                case TOO_MUCH -> Verdict.BLOCK;
            };
        }

        Authority authority() {
            return this == LITTLE ? Authority.PUMP : Authority.ENGINE;
        }

        String limit(Case subject, String grid) {
            return this == TOO_MUCH ? percent(subject) + " of the order" : grid;
        }

        String wayOut(Case subject, String instead) {
            return switch (this) {
                case LITTLE -> "";
                case NOTICED -> "; confirm, or order " + instead;
                case TOO_MUCH ->
                    ", and that is more than the " + percent(subject)
                            + " by which this pump may be wrong by itself; order " + instead;
            };
        }
    }
}
