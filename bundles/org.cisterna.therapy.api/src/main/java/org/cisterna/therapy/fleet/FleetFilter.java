// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which pumps are wanted. */
public enum FleetFilter {
    /** Every pump. */
    ALL("all pumps"),
    /** The last reading found an alarm. */
    ALARMS("with alarms"),
    /** A visit is open. */
    IN_VISIT("in a visit"),
    /** Something is past its time: see {@link FleetRow.Due}. */
    OVERDUE("overdue"),
    /** Nobody knows what became of a command. */
    UNKNOWN("outcome unknown"),
    /** Does not deliver, or may not: see {@link FleetRow.Standstill}. */
    STOPPED("not delivering"),
    /** The pump was told it holds something else than the implant record says, or path and reservoir were enrolled with different content. */
    CONTENT_DIFFERS("content differs"),
    /** One clinician released a change of dose of it alone, and nobody has reviewed that yet: see {@link FleetRow#reviews}. */
    AWAITING_REVIEW("waiting for review"),
    /** Has no telemetry: known by the record of what people did, see {@link FleetRow#byHand}. */
    BY_HAND("by hand"),
    /** Paired or enrolled, could be read and never was. */
    NEVER_READ("never read");

    private final String words;

    FleetFilter(String words) {
        this.words = words;
    }

    /** For people: {@code with alarms}. */
    public String words() {
        return words;
    }

    /** The name in addresses: lower case with hyphens, {@code content-differs}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The filter of this name, as {@link #text()} writes it; empty when there is none. */
    public static Optional<FleetFilter> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
