// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Parsed;
import org.cisterna.quantity.Volume;

/** The words of one line, taken one after the other. */
final class Words {

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.,].*");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,40}");
    private static final Pattern DRUG = Pattern.compile("[a-z][a-z-]{1,40}");
    private static final int LONGEST = 60;

    private final List<String> words;
    private int next;

    /** A word that cannot stand where it stands. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        private final String value;
        private final String reason;
        private final String wayOut;

        Wrong(String value, String reason, String wayOut) {
            super(reason);
            this.value = value;
            this.reason = reason;
            this.wayOut = wayOut;
        }

        ScenarioReading.Refusal at(int line) {
            return new ScenarioReading.Refusal(line, printable(value), reason, wayOut);
        }
    }

    Words(String line) {
        words = Arrays.asList(line.strip().split("\\s+", -1));
    }

    /** Shortened, and without anything that a terminal would obey. */
    static String printable(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }

    boolean isDone() {
        return next == words.size();
    }

    /** The next word, or nothing at the line's end. */
    String peek() {
        return isDone() ? "" : words.get(next);
    }

    boolean atNumber() {
        return NUMBER.matcher(peek()).matches();
    }

    String take(String what) throws Wrong {
        if (isDone()) {
            throw new Wrong(words.get(words.size() - 1), "ends the line, and there has to follow " + what, "add it");
        }
        return words.get(next++);
    }

    /** Takes a word if it comes next. */
    boolean takes(String word) {
        if (peek().equals(word)) {
            next++;
            return true;
        }
        return false;
    }

    void require(String word, String before) throws Wrong {
        if (!takes(word)) {
            throw new Wrong(
                    peek(), "stands where '" + word + "' has to stand", "write '" + word + "' before " + before);
        }
    }

    void end() throws Wrong {
        if (!isDone()) {
            throw new Wrong(peek(), "is one word too many", "end the line before it");
        }
    }

    /** All that is left, as one text. */
    String rest(String what) throws Wrong {
        StringBuilder text = new StringBuilder(take(what));
        while (!isDone()) {
            text.append(' ').append(words.get(next++));
        }
        return text.toString();
    }

    /** A number and its unit. */
    <T> T quantity(String what, Function<String, Parsed<T>> parse) throws Wrong {
        String number = take(what);
        String unit = atNumber() || isDone() ? "" : ' ' + words.get(next++);
        Parsed<T> parsed = parse.apply(number + unit);
        if (parsed instanceof Parsed.Refused<T> refused) {
            throw new Wrong(number + unit, "is no " + what + ": it " + refused.reason(), refused.wayOut());
        }
        return parsed.orElseThrow();
    }

    Volume volume(String what) throws Wrong {
        return quantity(what, Volume::parse);
    }

    /** One or more numbers, each with its unit of time. */
    Duration time(String what) throws Wrong {
        Duration sum = quantity(what, Durations::parse);
        while (atNumber()) {
            sum = sum.plus(quantity(what, Durations::parse));
        }
        return sum;
    }

    Duration positiveTime(String what) throws Wrong {
        Duration time = time(what);
        if (time.isZero()) {
            throw new Wrong("0 s", "is no " + what, "give more than 0 s");
        }
        return time;
    }

    long whole(String what, long least, long most) throws Wrong {
        String text = take(what);
        if (text.matches("-?[0-9]{1,15}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new Wrong(text, "is no " + what, "give a whole number from " + least + " to " + most);
    }

    String code(String what) throws Wrong {
        String code = take(what);
        if (!CODE.matcher(code).matches()) {
            throw new Wrong(code, "is no " + what, "write its code in capitals, as the reading has it");
        }
        return code;
    }

    <E extends Enum<E>> E constant(Class<E> type, String what, List<E> possible) throws Wrong {
        String name = take(what);
        return possible.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Wrong(
                        name,
                        Arrays.stream(type.getEnumConstants())
                                        .anyMatch(each -> each.name().equals(name))
                                ? "cannot be here"
                                : "is not known as " + what,
                        "choose one of " + possible));
    }

    /** {@code baclofen 2000 mcg/mL and morphine 10 mg/mL}. */
    Map<String, Concentration> drugs() throws Wrong {
        Map<String, Concentration> drugs = new LinkedHashMap<>();
        do {
            String drug = take("a drug");
            if (!DRUG.matcher(drug).matches()) {
                throw new Wrong(
                        drug, "is no name of a drug", "write it in small letters, as in 'of baclofen 2000 mcg/mL'");
            }
            if (drugs.put(drug, quantity("concentration", Concentration::parse)) != null) {
                throw new Wrong(drug, "stands there twice", "name each drug once");
            }
        } while (takes("and"));
        return drugs;
    }

    Solution solution() throws Wrong {
        Map<String, Concentration> drugs = drugs();
        try {
            return new Solution(drugs.entrySet().stream()
                    .map(each -> new Solution.Ingredient(each.getKey(), each.getValue()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new Wrong(String.join(" and ", drugs.keySet()), "is no solution: " + e.getMessage(), "correct it");
        }
    }
}
