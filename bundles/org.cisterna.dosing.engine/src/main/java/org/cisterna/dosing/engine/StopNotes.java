// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Set;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;

/**
 * A stop is never held up by what is not about the stop: a record that is missing, a limiter, drug data, a date. What would block a dose is
 * a note that is confirmed, so that nobody has to complete a record before a pump that harms can be stopped.
 */
final class StopNotes {

    static final String ARITHMETIC = "arithmetic";
    static final String OUTLOOK = "outlook";

    private static final String SUPPLY = "supply";

    /** Without them there is no part that says stop: the one thing that makes a stop impossible. */
    private static final Set<String> NEEDED = Set.of(ARITHMETIC, OUTLOOK);

    private StopNotes() {}

    /** Whether nothing but a stop is ordered; what goes with it, as a prime, is held to its own limits. */
    static boolean isStopAlone(Order order) {
        return order.dayAlone() instanceof Order.Stop && order.beside().equals(Additions.NONE);
    }

    /** What is noted for a stop and does not hold it up: everything where it stands alone, else what is about no delivery at all. */
    static boolean isNoted(Order order, Finding finding) {
        return order.dayAlone() instanceof Order.Stop
                && (isStopAlone(order)
                        || finding.subject().equals(SUPPLY)
                        || finding.subject().startsWith(SUPPLY + "."));
    }

    static Finding note(Finding finding) {
        if (finding.verdict() != Verdict.BLOCK || NEEDED.contains(finding.subject())) {
            return finding;
        }
        return new Finding(
                finding.code(),
                Verdict.CONFIRM,
                false,
                finding.subject(),
                finding.value(),
                finding.limit(),
                "this does not hold up the stop; before anything is delivered again: " + finding.message(),
                finding.source(),
                finding.sourceVersion(),
                finding.limiter());
    }
}
