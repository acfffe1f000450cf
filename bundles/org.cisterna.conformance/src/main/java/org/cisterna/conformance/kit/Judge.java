// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;

/** Collects what a test of one rule sees, and says what it comes to. */
final class Judge {

    private static final int MOST_LINES = 12;

    private final List<String> notes = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private int seen;
    private int brokenCount;
    private Optional<String> undecided = Optional.empty();
    private Optional<Story> story = Optional.empty();
    private final RuleId rule;
    private Supplier<Moments> moments;

    /**
     * A judge of one rule.
     *
     * @param moments what a story of it is made of, when the test does not say what it looks at
     */
    Judge(RuleId rule, Supplier<Moments> moments) {
        this.rule = rule;
        this.moments = moments;
    }

    /** The next observations are about what happened here; asked only when the rule is broken. */
    void about(Supplier<Moments> here) {
        moments = here;
    }

    /** What passed before the rule was first seen to be broken; empty when it was not. */
    Optional<Story> story() {
        return story;
    }

    /** What stands in the evidence; decides nothing. */
    void note(String words) {
        if (notes.size() < MOST_LINES) {
            notes.add(words);
        }
    }

    /**
     * One observation.
     *
     * @param kept whether the rule was kept in it
     * @param words what was seen instead; computed only when it was not
     */
    boolean expect(boolean kept, Supplier<String> words) {
        seen++;
        if (!kept) {
            brokenCount++;
            if (broken.size() < MOST_LINES) {
                String said = words.get();
                broken.add(said);
                if (story.isEmpty()) {
                    story = Optional.of(Story.ending(rule, said, moments.get()));
                }
            }
        }
        return kept;
    }

    /** What was seen does not decide, whatever else was seen. */
    void undecided(String words) {
        if (undecided.isEmpty()) {
            undecided = Optional.of(words);
        }
    }

    /** Whether anything was broken so far. */
    boolean isBroken() {
        return brokenCount > 0;
    }

    Verdict verdict() {
        if (brokenCount > 0) {
            List<String> evidence = new ArrayList<>(broken);
            evidence.addAll(notes);
            evidence.add(brokenCount + " of " + seen + " observations broke the rule");
            return new Verdict(rule, Verdict.Kind.FAIL, broken.get(0), evidence);
        }
        if (undecided.isPresent()) {
            return new Verdict(rule, Verdict.Kind.INCONCLUSIVE, undecided.get(), notes);
        }
        if (seen == 0) {
            return new Verdict(rule, Verdict.Kind.INCONCLUSIVE, "the test saw nothing", notes);
        }
        List<String> evidence = new ArrayList<>(notes);
        evidence.add(seen + (seen == 1 ? " observation" : " observations") + ", all as the rule wants");
        return new Verdict(rule, Verdict.Kind.PASS, "kept", evidence);
    }
}
