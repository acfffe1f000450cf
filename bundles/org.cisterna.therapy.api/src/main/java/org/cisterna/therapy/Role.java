// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person is to the house. A person has one or more; what each may do stands in {@link Act}. */
public enum Role {
    /** Sees what is where and what is due; writes nothing. */
    VIEWER,
    /** Looks after the devices: enrols, reads, stops on somebody's order. Doses nothing. */
    TECHNICIAN,
    /** A physician or a trained nurse: drafts and authors changes of dose. */
    PROGRAMMER,
    /** As a programmer, and verifies as the second person. */
    CLINICIAN,
    /** Admits, starts and stops drivers. */
    INTEGRATOR,
    /** Reads the ledger. */
    AUDITOR,
    /** Makes and revokes accounts. Programmes no pump by virtue of the role. */
    ADMIN;

    /** The name in files, entries and answers: lower case, for example {@code clinician}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this name, as {@link #text()} writes it; empty when there is none. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
