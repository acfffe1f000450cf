// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.List;

/** Where on the way from the reading to the pump a page stands. */
public enum Steps {
    /** Read the pump. */
    READ,
    /** Drug and concentration. */
    DRUG,
    /** The order. */
    SCHEDULE,
    /** What the checks say. */
    CHECKS,
    /** Old beside new. */
    REVIEW,
    /** The author's signature. */
    SIGN,
    /** The second person. */
    SECOND,
    /** Send and read back. */
    SEND;

    /**
     * One of them as it is shown.
     *
     * @param label its words
     * @param here whether it is the present one
     * @param done whether it lies behind
     */
    public record Shown(String label, boolean here, boolean done) {}

    /** All of them, for a page that stands at this one. */
    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (Steps each : values()) {
            all.add(new Shown(text("change.step." + each.name()), each == this, each.compareTo(this) < 0));
        }
        return List.copyOf(all);
    }
}
