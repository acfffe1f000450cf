// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Staff;

/**
 * Which new passwords are accepted: long enough, and not what everybody tries first. Nothing is asked of the kinds of characters. Well-known words,
 * runs of the keyboard and the person's own names are taken out, also when written with digits for letters; what is left has to be something.
 */
final class PasswordRule {

    private static final String LIST = "well-known.txt";
    private static final int LEAST_LEFT = 4;
    private static final int LEAST_DIFFERENT = 5;
    private static final int SHORTEST_NAME = 3;
    private static final String WRITTEN = "0134578@$!";
    private static final String MEANT = "oieastbasi";

    private final List<String> wellKnown;

    PasswordRule() {
        wellKnown = longestFirst(lines().stream());
    }

    /** What is wrong with a new password; empty when it is accepted. */
    Optional<Violation> problem(String field, String password, Staff person) {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        Optional<String> length = Administration.lengthProblem(normal);
        if (length.isPresent()) {
            return Optional.of(Refusal.PASSWORD_WEAK.ofSecret(field, "The password " + length.get() + "."));
        }
        if (normal.codePoints().distinct().count() < LEAST_DIFFERENT || left(normal, person) < LEAST_LEFT) {
            return Optional.of(Refusal.PASSWORD_WEAK.ofSecret(
                    field,
                    "The password is made of well-known words, rows of keys or your own name, which are tried first. Take"
                            + " several words that have nothing to do with each other, or let a password manager make"
                            + " one."));
        }
        return Optional.empty();
    }

    /** How much is left when everything well-known is taken out, as it is written and as it is meant. */
    private int left(String password, Staff person) {
        String lower = Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> own = longestFirst(Stream.of(person.account(), person.printedName())
                .flatMap(each -> Stream.of(each.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")))
                .filter(each -> each.length() >= SHORTEST_NAME));
        String taken = without(meant(without(lower, own)), own);
        long letters = taken.codePoints().filter(Character::isLetterOrDigit).count();
        long symbols = taken.codePoints()
                .filter(each -> !Character.isLetterOrDigit(each) && !Character.isWhitespace(each))
                .distinct()
                .count();
        return (int) (letters + symbols / 2);
    }

    private String without(String text, List<String> own) {
        String rest = text.replaceAll("(?:19|20)\\d\\d", " ");
        for (String each : own) {
            rest = rest.replace(each, " ");
        }
        for (String each : wellKnown) {
            rest = rest.replace(each, " ");
        }
        return rest;
    }

    private static String meant(String text) {
        StringBuilder meant = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int at = WRITTEN.indexOf(text.charAt(i));
            meant.append(at < 0 ? text.charAt(i) : MEANT.charAt(at));
        }
        return meant.toString();
    }

    private static List<String> longestFirst(Stream<String> words) {
        return words.sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    private static List<String> lines() {
        try (InputStream in = PasswordRule.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("the list of well-known passwords is missing from the bundle");
            }
            List<String> lines = new ArrayList<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    Stream.of(line.strip().split(" +"))
                            .filter(each -> !each.isEmpty())
                            .forEach(lines::add);
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
