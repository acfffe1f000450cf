// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/**
 * A model of a family without telemetry: one fixed flow, which the factory measured on each pump and printed on its label.
 *
 * @param name as the label has it, 1 to 40 printable characters
 * @param capacity usable volume, without the residual
 * @param residual what an emptied reservoir still holds, on top of it
 * @param tubing from the reservoir to the catheter connector
 * @param lowReservoir volume below which its flow is no longer that of the label
 * @param flows which flows a label of this model can say
 * @param accuracyPerMille how far the real flow may lie from the label's, plus or minus, in thousandths
 */
public record ManualModel(
        String name,
        Volume capacity,
        Volume residual,
        Volume tubing,
        Volume lowReservoir,
        Range<FlowRate> flows,
        int accuracyPerMille) {

    /** Checks the name, and that something flows. */
    public ManualModel {
        if (!name.matches("[\\x21-\\x7e]([\\x20-\\x7e]{0,38}[\\x21-\\x7e])?")) {
            throw new IllegalArgumentException("a model is named in 1 to 40 printable characters");
        }
        if (flows.min().nanolitresPerDay() <= 0) {
            throw new IllegalArgumentException("a fixed flow is above zero");
        }
        if (accuracyPerMille < 0 || accuracyPerMille > 1000) {
            throw new IllegalArgumentException("accuracy in thousandths: 0 to 1000, not " + accuracyPerMille);
        }
    }

    /**
     * What one pump of this model can do: one rate, all day, for ever. What is in its reservoir is known from people only.
     *
     * @param label the flow that its label says
     * @throws IllegalArgumentException when no label of this model says that
     */
    public Capabilities capabilities(FlowRate label) {
        if (!flows.contains(label)) {
            throw new IllegalArgumentException("a label of " + name + " says "
                    + flows.min().text() + " to " + flows.max().text() + ", not " + label.text());
        }
        return new Capabilities(
                new Range<>(label, label),
                label,
                1,
                Duration.ofDays(1),
                capacity,
                residual,
                tubing,
                lowReservoir,
                accuracyPerMille,
                Source.ENTERED,
                Optional.empty());
    }

    JsonObject toJson() {
        return Json.object()
                .put("name", name)
                .put("capacity", capacity.text())
                .put("residual", residual.text())
                .put("tubing", tubing.text())
                .put("lowReservoir", lowReservoir.text())
                .put("flowMin", flows.min().text())
                .put("flowMax", flows.max().text())
                .put("accuracyPerMille", accuracyPerMille)
                .build();
    }
}
