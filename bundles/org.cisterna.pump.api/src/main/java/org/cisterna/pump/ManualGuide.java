// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What a person is guided through for one act, in the family's own words. Which steps an act has is not the family's to say: they are those of
 * {@link #kinds(ManualAct)}, in that order, each once.
 *
 * @param act the act
 * @param steps one for each kind
 */
public record ManualGuide(ManualAct act, List<Step> steps) {

    private static final int LONGEST = 300;

    /** What a step is about; what has to be entered follows from it, and within which limits from model and label. */
    public enum Kind {
        /** The serial is read from the pump's papers or by a probe, and typed: it has to be this pump's. */
        IDENTIFY,
        /** What is to be filled in lies ready, and its label is typed: solution, lot and beyond-use date have to be right before anybody punctures. */
        CHECK,
        /** All that comes is taken out, and its volume typed, before anybody is told how much was expected. */
        EMPTY,
        /** Why what came out is not what was expected. No guide has it: it is asked for between EMPTY and FILL where the two differ too much. */
        EXPLAIN,
        /** What was ordered and checked is filled in; volume and lot are typed from the syringe in the hand. */
        FILL,
        /** Two different people say that it was done so. */
        ATTEST
    }

    /**
     * A step.
     *
     * @param kind what it is about
     * @param words what is to be done, for people: 1 to 300 printable characters
     */
    public record Step(Kind kind, String words) {
        /** Checks the words. */
        public Step {
            if (words.isBlank()
                    || words.length() > LONGEST
                    || words.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a step is told in 1 to " + LONGEST + " printable characters");
            }
        }
    }

    /** Checks that every step of the act is there, in order. */
    public ManualGuide {
        steps = List.copyOf(steps);
        List<Kind> found = steps.stream().map(Step::kind).toList();
        if (!found.equals(kinds(act))) {
            throw new IllegalArgumentException(act + " has the steps " + kinds(act) + ", not " + found);
        }
    }

    /** The steps of an act, in their order. */
    public static List<Kind> kinds(ManualAct act) {
        return act == ManualAct.REFILL
                ? List.of(Kind.IDENTIFY, Kind.CHECK, Kind.EMPTY, Kind.FILL, Kind.ATTEST)
                : List.of(Kind.IDENTIFY, Kind.EMPTY, Kind.ATTEST);
    }

    /** The words of a step; empty when this act has none of that kind. */
    public String words(Kind kind) {
        return steps.stream()
                .filter(each -> each.kind() == kind)
                .map(Step::words)
                .findFirst()
                .orElse("");
    }

    JsonObject toJson() {
        return Json.object()
                .put("act", act.name())
                .put(
                        "steps",
                        Json.array(steps.stream()
                                .map(each -> Json.object()
                                        .put("kind", each.kind().name())
                                        .put("words", each.words())
                                        .build())
                                .toList()))
                .build();
    }
}
