// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

/** What a check says of a proposal, from mild to hard. */
public enum Verdict {
    /** Nothing against it. */
    PASS,
    /** Allowed when a person gives a reason; when a finding says so, when two persons do. */
    CONFIRM,
    /** Not allowed. There is no override: the order, the pump or the content must change. */
    BLOCK;

    /** The harder of the two. */
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
