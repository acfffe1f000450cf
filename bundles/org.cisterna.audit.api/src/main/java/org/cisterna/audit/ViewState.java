// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

/**
 * How a view over the ledger stands: up to where it has folded, and what people should know about that. Immutable.
 *
 * @param position the sequence number of the first entry that the view has not seen: everything before it is in the view
 * @param behind how many entries the ledger has beyond that; 0 when the view is complete
 * @param words what to show beside an answer of this view, in words: that it is being built again and why, how far behind it is, that the
 *     ledger is not there. Empty when there is nothing to say
 */
public record ViewState(long position, long behind, String words) {

    /** Checks that the numbers are not negative. */
    public ViewState {
        if (position < 0 || behind < 0) {
            throw new IllegalArgumentException(
                    "a view has position " + position + " and is " + behind + " behind; neither can be negative");
        }
    }

    /** Whether an answer may lack what the ledger already has. */
    public boolean isBehind() {
        return behind > 0;
    }
}
