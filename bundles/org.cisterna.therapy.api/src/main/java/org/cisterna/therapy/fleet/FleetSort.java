// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * In which order. Pumps that are equal in it stand in the order in which the ledger first named them; those that lack the value stand last
 * when ascending. Descending is the same list from its end.
 */
public enum FleetSort {
    /** {@link FleetRow#urgency()}, then the date by which to refill: what needs somebody first stands first. */
    URGENCY("urgency"),
    /** Serial. */
    SERIAL("serial"),
    /** Patient reference. */
    PATIENT("patient"),
    /** In a visit first, then by what is due first: those overdue for the longest time stand before those not due yet. */
    STATE("state"),
    /** The primary drug. */
    DRUG("drug"),
    /** What the programme gives of the primary drug in 24 h. */
    DAILY_DOSE("daily dose"),
    /** The volume as it was read. */
    RESERVOIR("reservoir"),
    /** When the reservoir will be empty. */
    EMPTY_AT("empty at"),
    /** When it was read last. */
    LAST_READ("last read");

    private final String words;

    FleetSort(String words) {
        this.words = words;
    }

    /** For people: {@code daily dose}. */
    public String words() {
        return words;
    }

    /** The name in addresses: lower case with hyphens, {@code daily-dose}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The order of this name, as {@link #text()} writes it; empty when there is none. */
    public static Optional<FleetSort> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
