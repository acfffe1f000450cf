// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.TypedOrder;

/**
 * A change of dose: what was drafted, which never changes, and how far it has come.
 *
 * @param draft as entered
 * @param pump which pump
 * @param patient the hospital's reference
 * @param solution what the reservoir holds
 * @param author who
 * @param at house time of the draft
 * @param entry sequence of the draft's entry
 * @param proposal sequence of the proposal's entry
 * @param verdict of the proposal
 * @param notApproved what the proposal asks to be acknowledged as not approved
 * @param course how far it has come
 */
record Change(
        ChangeEntry.Drafted draft,
        PumpId pump,
        String patient,
        Solution solution,
        Staff author,
        Instant at,
        long entry,
        long proposal,
        Verdict verdict,
        Set<String> notApproved,
        Course course) {

    Change {
        notApproved = Set.copyOf(notApproved);
    }

    String id() {
        return draft.change();
    }

    State state() {
        return course.state();
    }

    Change step(UnaryOperator<Course> step) {
        return new Change(
                draft, pump, patient, solution, author, at, entry, proposal, verdict, notApproved, step.apply(course));
    }

    /** Whether this account may see the numbers. */
    boolean isSeenBy(String account) {
        return author.account().equals(account) || course.isSeenBy(account);
    }

    /** What is to be sent; only while no BLOCK stands. */
    Plan plan() {
        return draft.plan().orElseThrow(() -> new IllegalStateException("a blocked draft has no plan: " + id()));
    }

    boolean isBlocked() {
        return draft.plan().isEmpty();
    }

    String mode() {
        return draft.order() instanceof Order.Flex ? TypedOrder.FLEX : TypedOrder.CONTINUOUS;
    }

    /** The refusal of an act that starts from other states; says why it is void when it is. */
    List<Violation> notIn(State... wanted) {
        if (List.of(wanted).contains(state())) {
            return List.of();
        }
        String words = course.voided()
                .map(each -> "This change of dose is void: " + each.words())
                .orElseGet(() ->
                        "This change of dose is " + state() + ", and this is done while it is " + names(wanted) + ".");
        var refusal = course.voided().map(each -> each.reason().refusal()).orElse(Refusal.WRONG_STATE);
        return List.of(refusal.because("state", state().name(), words));
    }

    private static String names(State... states) {
        return Arrays.stream(states).map(State::name).collect(Collectors.joining(" or "));
    }
}
