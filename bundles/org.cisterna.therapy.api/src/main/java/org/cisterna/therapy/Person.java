// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.text.Normalizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A person with an account. One account names one person, and is never given to another.
 *
 * @param id the account: 2 to 32 lower case letters, digits, dots or hyphens, a letter first
 * @param printedName the name as printed under signatures: 2 to 80 characters, no control or invisible characters and none that turn the direction of text
 * @param roles at least one; a copy that cannot be changed, in the order of {@link Role}
 */
public record Person(String id, String printedName, Set<Role> roles) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9.-]{1,31}");
    private static final String RESERVED = "system";
    private static final int MAX_NAME = 80;

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException naming the part and what is allowed
     */
    public Person {
        if (!ID.matcher(id).matches() || id.equals(RESERVED)) {
            throw new IllegalArgumentException(
                    "an account is 2 to 32 lower case letters, digits, dots or hyphens, a letter first, and not 'system'");
        }
        if (printedName.isBlank()
                || printedName.length() < 2
                || printedName.length() > MAX_NAME
                || !printedName.equals(printedName.strip())
                || printedName.codePoints().anyMatch(Person::cannotBePrinted)) {
            throw new IllegalArgumentException(
                    "a printed name is 2 to 80 characters without control, invisible or direction-turning characters, and without spaces at its ends");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a person has at least one role");
        }
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /** As entries and answers name this person. */
    public Staff staff() {
        return new Staff(id, printedName);
    }

    /**
     * Whether two accounts stand for one person, as far as a signature can tell: the same account, or the same printed name but for case and
     * spaces. Two people of one name need names that can be told apart.
     */
    public boolean isSamePersonAs(Staff other) {
        return id.equals(other.account()) || folded(printedName).equals(folded(other.printedName()));
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s.]+", "");
    }

    private static boolean cannotBePrinted(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** As JSON: account, name and roles. */
    public JsonObject toJson() {
        return Json.object()
                .put("account", id)
                .put("name", printedName)
                .put("roles", Json.texts(roles.stream().map(Role::text).toList()))
                .build();
    }
}
