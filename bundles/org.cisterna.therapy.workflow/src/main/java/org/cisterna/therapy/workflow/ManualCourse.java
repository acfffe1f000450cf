// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Revision;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.ManualCase.State;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.Staff;

/**
 * The order of a next fill, as the entries have it.
 *
 * @param record its name
 * @param author who ordered
 * @param at house time
 * @param expires house time
 * @param entry sequence of its entry
 * @param plan digest of its plan
 * @param revision for which it was made
 * @param state what it came to
 * @param signatures under it
 * @param confirmations that came before them
 */
record ManualCourse(
        String record,
        Staff author,
        Instant at,
        Instant expires,
        long entry,
        Digest plan,
        Revision revision,
        State state,
        List<SignedBy> signatures,
        List<Confirmation> confirmations) {

    /**
     * A signature under a record that is being carried out.
     *
     * @param record its name
     * @param of digest of the record as it was signed
     * @param by who, and what it means
     */
    record HandSigned(String record, Digest of, SignedBy by) {}

    ManualCourse {
        signatures = List.copyOf(signatures);
        confirmations = List.copyOf(confirmations);
    }

    private ManualCourse with(State now, List<SignedBy> signed, List<Confirmation> reasons) {
        return new ManualCourse(record, author, at, expires, entry, plan, revision, now, signed, reasons);
    }

    /** The author's signature makes an earlier one, and what was compared with it, void. */
    ManualCourse signed(Digest of, SignedBy by) {
        if (!of.equals(plan) || state == State.BEGUN) {
            return this;
        }
        if (by.meaning() == Meaning.AUTHORED) {
            return with(State.AUTHORED, List.of(by), confirmations);
        }
        if (by.meaning() == Meaning.INDEPENDENTLY_VERIFIED && state == State.AUTHORED) {
            List<SignedBy> both = new ArrayList<>(signatures);
            both.add(by);
            return with(State.VERIFIED, both, confirmations);
        }
        return this;
    }

    ManualCourse confirmed(List<Confirmation> more) {
        List<Confirmation> all = new ArrayList<>(confirmations);
        all.addAll(more);
        return with(state, signatures, all);
    }

    ManualCourse mismatched() {
        return state == State.BEGUN ? this : with(State.MISMATCH, List.of(), confirmations);
    }

    ManualCourse begun() {
        return with(State.BEGUN, signatures, confirmations);
    }

    /** Whether everybody may see its numbers. */
    boolean isOpenToAll() {
        return state == State.VERIFIED || state == State.BEGUN;
    }
}
