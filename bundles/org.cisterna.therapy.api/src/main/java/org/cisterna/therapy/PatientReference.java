// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.regex.Pattern;
import org.cisterna.pump.Answer;

/**
 * The hospital's pseudonymous reference of a patient: the only form in which a patient appears. It is checked for its form, so that a name or
 * a date of birth typed by habit does not get in; that it is a pseudonym, the hospital must see to.
 *
 * @param text 5 to 24 characters: capital letters, digits and single hyphens between them; at most four letters in a row; at least three
 *     digits; not the form of a date
 */
public record PatientReference(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9]+(?:-[A-Z0-9]+)*");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Z]{5,}");
    private static final Pattern DATE =
            Pattern.compile("(?:19|20)\\d\\d-?[01]\\d-?[0-3]\\d|[0-3]\\d-?[01]\\d-?(?:19|20)\\d\\d");

    private static final String WAY_OUT =
            "give the hospital's pseudonymous reference: 5 to 24 capital letters, digits and"
                    + " single hyphens, at least three digits, no name and no date";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when it is not the form of a reference
     */
    public PatientReference {
        if (!hasForm(text)) {
            throw new IllegalArgumentException("not a patient reference; " + WAY_OUT);
        }
    }

    /** Reads what a person typed. A refusal does not repeat it, for it may be a name. */
    public static Answer<PatientReference> parse(String typed) {
        return hasForm(typed)
                ? Answer.done(new PatientReference(typed))
                : Answer.refused(Refusal.PATIENT_REFERENCE.because(
                        "patient", "(not repeated here)", "This cannot be a patient reference; " + WAY_OUT + "."));
    }

    private static boolean hasForm(String text) {
        return text.length() >= 5
                && text.length() <= 24
                && FORM.matcher(text).matches()
                && !LONG_WORD.matcher(text).find()
                && text.chars().filter(each -> each >= '0' && each <= '9').count() >= 3
                && !DATE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
