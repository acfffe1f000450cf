// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;

/** Who may see the fleet. */
final class Rights {

    private static final Act ACT = Act.SEE_PUMPS;

    private Rights() {}

    /** Why not; empty when it is allowed. */
    static Optional<Violation> check(Identified who) {
        if (!ACT.permits(who.person().roles()).allows()) {
            String allowed = Arrays.stream(Role.values())
                    .filter(role -> ACT.permits(role).allows())
                    .map(Role::text)
                    .collect(Collectors.joining(" or "));
            return Optional.of(Refusal.NOT_PERMITTED
                    .because(
                            "role",
                            who.person().roles().stream().map(Role::text).collect(Collectors.joining(", ")),
                            who.person().staff().text() + " may not " + ACT.words() + "; it takes a " + allowed + ".")
                    .against(allowed, "the table of acts and roles"));
        }
        if (!who.may(ACT)) {
            return Optional.of(Refusal.SCOPE_MISSING.because(
                    "scope",
                    ACT.text(),
                    "The token " + who.credential() + " is not good for this; use one with the scope " + ACT.text()
                            + "."));
        }
        return Optional.empty();
    }
}
