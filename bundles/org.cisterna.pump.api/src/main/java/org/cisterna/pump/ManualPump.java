// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.quantity.FlowRate;

/**
 * A pump without telemetry as the host knows it: by its label and by what people attested. Nothing of it was ever read from the pump.
 *
 * @param identity as its label has it, with what such a pump can do
 * @param family which family describes it
 * @param since house time from which it is known here
 * @param revision how many attested acts there were, and one for the registration
 * @param fill what was filled in last; empty when it was emptied since
 * @param emptiedSince pump time from which it has been empty, by attested word
 * @param flows the measured flows, the newest last
 * @param work the act that is being done now
 */
public record ManualPump(
        PumpIdentity identity,
        String family,
        Instant since,
        Revision revision,
        Optional<ManualFill> fill,
        Optional<Instant> emptiedSince,
        List<MeasuredFlow> flows,
        Optional<ManualWork> work) {

    /** What can be said of its reservoir. */
    public enum State {
        /** By attested word it was filled, and gives what it gives. */
        FILLED,
        /** By attested word it was emptied, and gives nothing. */
        EMPTIED,
        /** An act was begun, and its record is not attested: nobody knows. */
        UNKNOWN
    }

    /** Copies the list. */
    public ManualPump {
        flows = List.copyOf(flows);
    }

    /** Which pump. */
    public PumpId pump() {
        return identity.pump();
    }

    /** The flow that its label says. */
    public FlowRate labelFlow() {
        return identity.capabilities().rateGrid();
    }

    /** What can be said of its reservoir. */
    public State state() {
        if (work.isPresent()) {
            return State.UNKNOWN;
        }
        return fill.isPresent() ? State.FILLED : State.EMPTIED;
    }

    /** The newest measured flow; empty before the first one, when only the label's is there. */
    public Optional<MeasuredFlow> measured() {
        return flows.isEmpty() ? Optional.empty() : Optional.of(flows.get(flows.size() - 1));
    }
}
