// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/** Shows what rounding onto the pump's grid takes away (F0), and asks when it is more than a little. */
final class RoundingCheck implements Check {

    /** A loss above this share of the order is confirmed: the order is then better changed to what the pump can give. */
    private static final Ratio NOTICEABLE = Ratio.of(5, 100);

    @Override
    public String name() {
        return "rounding";
    }

    @Override
    public List<Finding> examine(Case subject) {
        if (subject.programme().isEmpty() || subject.day().isEmpty()) {
            return List.of();
        }
        DrugCase primary = subject.drugs().get(0);
        DailyDose requested = new DailyDose(subject.day().get().nanograms());
        DailyDose achieved = BridgeDecision.dose(
                subject.programme().get().dailyNanolitres(),
                subject.physical().reservoir().programmed(),
                primary.id());
        String grid = subject.request().capabilities().rateGrid().text();
        if (achieved.equals(requested)) {
            return new Findings()
                    .against(
                            Verdict.PASS,
                            "ROUNDING",
                            primary.id(),
                            achieved.text(),
                            grid,
                            "every rate is on the pump's grid; nothing was rounded",
                            Authority.PUMP)
                    .list();
        }
        Ratio share = Ratio.ONE.minus(achieved.nanograms().dividedBy(requested.nanograms()));
        boolean much = share.compareTo(NOTICEABLE) > 0;
        String message = "ordered " + requested.text() + ", the pump can give " + achieved.text() + ", "
                + Shown.change(requested.nanograms(), achieved.nanograms()) + ": rates are rounded down onto its grid"
                + (much ? "; confirm, or order a dose that is on it" : "");
        return new Findings()
                .against(
                        much ? Verdict.CONFIRM : Verdict.PASS,
                        "ROUNDING",
                        primary.id(),
                        achieved.text(),
                        grid,
                        message,
                        much ? Authority.ENGINE : Authority.PUMP)
                .list();
    }
}
