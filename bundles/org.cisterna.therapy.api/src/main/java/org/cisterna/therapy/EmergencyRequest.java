// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;

/**
 * What a clinician says who signs a draft of their own alone, because there is no second person.
 *
 * @param reason why there is none and it cannot wait, in words, 3 to 200 characters
 * @param dailyTotal the new daily total of the primary drug, typed once more with its unit: {@code 326 mcg/day}
 * @param confirmations a reason for each finding that asks for one; none else
 */
public record EmergencyRequest(String reason, String dailyTotal, List<Confirmation> confirmations) {

    /** Copies the list. */
    public EmergencyRequest {
        confirmations = List.copyOf(confirmations);
    }
}
