// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;

/** Whether a person may, and what a person typed in words. */
final class Rights {

    private Rights() {}

    /** Why not; empty when the act is allowed. */
    static Optional<Violation> check(Act act, Identified who) {
        if (!act.permits(who.person().roles()).allows()) {
            String roles = Arrays.stream(Role.values())
                    .filter(role -> act.permits(role).allows())
                    .map(Role::text)
                    .collect(Collectors.joining(" or "));
            return Optional.of(Refusal.NOT_PERMITTED
                    .because(
                            "role",
                            who.person().roles().stream().map(Role::text).collect(Collectors.joining(", ")),
                            who.person().staff().text() + " may not " + act.words() + "; it takes a " + roles + ".")
                    .against(roles, "the table of acts and roles"));
        }
        if (!who.may(act)) {
            return Optional.of(Refusal.SCOPE_MISSING.because(
                    "scope",
                    act.text(),
                    "The token " + who.credential() + " is not good for this; use one with the scope " + act.text()
                            + "."));
        }
        return Optional.empty();
    }

    /** Goes on when the act is allowed. */
    static Answer<Identified> require(Act act, Identified who) {
        Optional<Violation> no = check(act, who);
        return no.isPresent() ? Answer.refused(no.get()) : Answer.done(who);
    }

    /** A text in words: of a length, without control characters, without spaces at its ends. */
    static List<Violation> words(String field, String text, int least, int most) {
        boolean fits = text.length() >= least
                && text.length() <= most
                && text.equals(text.strip())
                && text.codePoints().noneMatch(Character::isISOControl)
                && !text.isBlank();
        return fits
                ? List.of()
                : List.of(Refusal.BAD_VALUE
                        .because(
                                field,
                                shown(text),
                                "The field " + field + " is " + least + " to " + most
                                        + " characters in words, without line breaks and without spaces at its ends.")
                        .against(least + " to " + most + " characters", "therapy"));
    }

    /** A typed text made fit to be shown: short, and without anything that moves a cursor. */
    static String shown(String text) {
        String clean = text.codePoints()
                .map(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT ? '?' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "… (" + text.length() + " characters)";
    }
}
