// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;

/** What people type about a person, read. */
final class Asked {

    private static final int MOST_TEXT = 200;
    private static final Set<Role> ANY = EnumSet.of(Role.VIEWER);

    private Asked() {}

    /** A person who shall have an account; every reason when something is wrong. */
    static Answer<Person> person(String account, String printedName, List<String> roles) {
        List<Violation> violations = new ArrayList<>();
        String id = shortened(account).strip();
        String name = Normalizer.normalize(shortened(printedName), Normalizer.Form.NFC)
                .strip();
        refusal(id, "Any Body")
                .ifPresent(words -> violations.add(Refusal.BAD_VALUE.because(
                        "account", Shown.value(account), "This cannot be an account: " + words)));
        refusal("anybody", name)
                .ifPresent(words -> violations.add(Refusal.BAD_VALUE.because(
                        "printedName", Shown.value(printedName), "This cannot stand under a signature: " + words)));
        Answer<Set<Role>> read = roles(roles);
        violations.addAll(read.violations());
        return violations.isEmpty()
                ? Answer.done(new Person(id, name, read.orElseThrow()))
                : Answer.refused(violations);
    }

    /** Roles by their names. */
    static Answer<Set<Role>> roles(List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String each : names) {
            Optional<Role> role = Role.of(each);
            if (role.isEmpty()) {
                return Answer.refused(
                        Refusal.BAD_VALUE.because("roles", Shown.value(each), "There is no role of this name."));
            }
            roles.add(role.get());
        }
        return roles.isEmpty()
                ? Answer.refused(Refusal.BAD_VALUE.because("roles", "", "A person needs at least one role."))
                : Answer.done(roles);
    }

    private static Optional<String> refusal(String id, String name) {
        try {
            return new Person(id, name, ANY).id().isEmpty() ? Optional.of("it is empty") : Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(wrong.getMessage() + ".");
        }
    }

    /** Longer than anything that is accepted, but not so long that looking at it costs anything. */
    private static String shortened(String text) {
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }
}
