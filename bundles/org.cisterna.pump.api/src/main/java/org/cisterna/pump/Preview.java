// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pump would be sent for a plan, decoded again from the pump's own units: exactly what it would hold.
 *
 * @param programme the day
 * @param solution what it would be told it holds
 * @param parts what goes with the day, in the order of {@link ProgrammePart#inOrder}
 */
public record Preview(Programme programme, Solution solution, List<ProgrammePart> parts) {

    public Preview {
        parts = ProgrammePart.inOrder(parts);
    }

    /** What a plan itself says is to be sent. */
    public static Preview of(Plan plan) {
        return new Preview(plan.programme(), plan.solution(), plan.parts());
    }

    /** For people, and for comparing: the day, the solution and each part. */
    public String text() {
        List<String> words = new ArrayList<>();
        words.add(programme.toJson().canonicalText());
        words.add(solution.text());
        parts.forEach(each -> words.add(each.text()));
        return String.join("; ", words);
    }
}
