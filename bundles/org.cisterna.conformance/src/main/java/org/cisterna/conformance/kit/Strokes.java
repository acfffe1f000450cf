// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cisterna.conformance.accuracy.Trumpet;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/**
 * A flow at one rate, looked at again and again, and what windows and strokes say of it.
 *
 * @param flowed what had flowed at each look, in picolitres; the first one is where it began
 */
record Strokes(List<Long> flowed) {

    /** Fewer gaps than this between strokes decide nothing. */
    static final int FEWEST = 5;

    private static final long PER_MILLE_IN_PERCENT = 10;

    /** What the stroke that was seen may be off, in picolitres. */
    private static final long SEEN = 1_000;

    Strokes {
        flowed = List.copyOf(flowed);
    }

    /** The smallest amount that came between two looks, in picolitres; 0 when nothing came. */
    long smallest() {
        long smallest = 0;
        for (int i = 1; i < flowed.size(); i++) {
            long came = flowed.get(i) - flowed.get(i - 1);
            if (came > 0 && (smallest == 0 || came < smallest)) {
                smallest = came;
            }
        }
        return smallest;
    }

    /** How many looks lie between two strokes. */
    List<Integer> gaps() {
        List<Integer> gaps = new ArrayList<>();
        int last = -1;
        for (int i = 1; i < flowed.size(); i++) {
            if (flowed.get(i) > flowed.get(i - 1)) {
                if (last >= 0) {
                    gaps.add(i - last);
                }
                last = i;
            }
        }
        return gaps;
    }

    /**
     * Rule 9.04: strokes come evenly, as far as looking every so many minutes can tell.
     *
     * @param minutes between two looks
     */
    void comeEvenly(FlowRate rate, int minutes, Judge judge) {
        List<Integer> gaps = gaps();
        if (gaps.size() < FEWEST) {
            judge.undecided("at " + rate.text() + " only " + gaps.size() + " gaps between strokes were seen");
            return;
        }
        int shortest = Collections.min(gaps) * minutes;
        int longest = Collections.max(gaps) * minutes;
        String seen = "at " + rate.text() + " " + gaps.size() + " gaps between strokes, of " + shortest + " to "
                + longest + " min";
        judge.note(seen);
        judge.expect(longest <= shortest + 2 * minutes + shortest / 10, () -> seen);
    }

    /**
     * Rule 9.02: no window leaves the band of what is claimed and one stroke.
     *
     * @param windows of the flow at a rate
     * @param stroke as it was seen, in picolitres
     */
    static void stayInTheBand(
            List<Trumpet.Window> windows, FlowRate rate, int accuracyPerMille, long stroke, Judge judge) {
        for (Trumpet.Window window : windows) {
            Ratio allowed = Ratio.of(accuracyPerMille, PER_MILLE_IN_PERCENT)
                    .plus(Trumpet.strokeBound(stroke + SEEN, rate, window.length()));
            judge.expect(
                    window.most().compareTo(allowed) <= 0
                            && window.least().negated().compareTo(allowed) <= 0,
                    () -> "at " + rate.text() + " windows of " + window.length().toMinutes() + " min gave "
                            + window.least().decimal(2) + " to "
                            + window.most().decimal(2)
                            + " % of the set rate more; claim and one stroke of " + stroke / 1_000 + " nL allow "
                            + allowed.decimal(2) + " %");
        }
    }
}
