// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.Alarm;

/**
 * Whether the date by which a pump says it is to be replaced can be believed. Pumps of this class were recalled because that date stayed blank, or lay
 * more than 90 days behind the battery's warning (source replace-by-recall in docs/sources.md). Nothing of Cisterna goes by the date; but another
 * programmer shows it, and who reads it there would replace the pump too late.
 */
final class ReplaceByDate {

    /** Says that the pump's date is blank, or later than can be. */
    static final String DOUBTED = "REPLACE_BY_UNSURE";

    /** The longest time between the battery's warning and its end; the same source. */
    private static final Duration AFTER_WARNING = Duration.ofDays(90);

    private static final int WARNED = 2;

    private ReplaceByDate() {}

    /**
     * An announcement when the date cannot be so. The pump does not say since when it has been wrong. Both times are of the pump's own clock now, so
     * that a clock that was wrong when the warning began does not matter.
     */
    static Optional<Alarm> doubted(StatusAnswer status) {
        boolean blank = status.replaceBy().equals(Instant.EPOCH);
        boolean tooLate = status.batteryState() == WARNED
                && status.replaceBy().isAfter(status.deviceClock().plus(AFTER_WARNING));
        return blank || tooLate ? Optional.of(new Alarm(DOUBTED, false, Optional.empty())) : Optional.empty();
    }
}
