// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;

/** Two reports, an earlier one and a later one, told in words. */
public final class Comparison {

    private final Report before;
    private final Report now;

    /** Compares. */
    public Comparison(Report before, Report now) {
        this.before = before;
        this.now = now;
    }

    /** Whether both found the same. */
    public boolean isSame() {
        return before.resultDigest().equals(now.resultDigest());
    }

    /** Whether the rigs hold something else, whatever they call themselves; not when one of the two reports does not say what its rig held. */
    public boolean isOfAnotherRig() {
        return differ(before.rigContent(), now.rigContent());
    }

    /** Whether the kits hold something else, whatever version they say; not when one of the two reports does not say what its kit held. */
    public boolean isOfAnotherKit() {
        return differ(before.kitContent(), now.kitContent());
    }

    private static boolean differ(Optional<String> then, Optional<String> now) {
        return then.isPresent() && now.isPresent() && !then.equals(now);
    }

    /** Whether the bundles hold something else, whatever version they say. */
    public boolean isOfAnotherBundle() {
        return !before.bundleContent().equals(now.bundleContent());
    }

    /** What is different, one a line; what was tested first, then what came of it. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (isSame()) {
            words.add("Both came to the same result, to the digest.");
        }
        changed(words, "The driver's bundle", before.bundleContent(), now.bundleContent());
        changed(
                words,
                "The driver's version",
                before.driver().string("version"),
                now.driver().string("version"));
        changed(
                words,
                "The class",
                before.driverClass().name(),
                now.driverClass().name());
        changed(words, "The rig", before.text("rig"), now.text("rig"));
        if (isOfAnotherRig()) {
            changed(
                    words,
                    "The content of the rig",
                    before.rigContent().orElseThrow(),
                    now.rigContent().orElseThrow());
        }
        changed(words, "The kit", before.text("kit"), now.text("kit"));
        if (isOfAnotherKit()) {
            changed(
                    words,
                    "The content of the kit",
                    before.kitContent().orElseThrow(),
                    now.kitContent().orElseThrow());
        }
        changed(words, "The rulebook", before.text("rulebook"), now.text("rulebook"));
        changed(words, "The profile", before.profile(), now.profile());
        changed(
                words,
                "The time",
                before.within().orElse("virtual"),
                now.within().orElse("virtual"));
        changed(words, "The seed", before.seed(), now.seed());
        changed(words, "What it comes to", before.level().name(), now.level().name());
        int same = 0;
        for (Verdict each : now.verdicts()) {
            Optional<Verdict> old = before.verdict(each.rule());
            if (old.isEmpty()) {
                words.add("Rule " + each.rule() + " is new: " + each.kind() + ".");
            } else if (old.get().equals(each)) {
                same++;
            } else {
                words.add(rule(old.get(), each));
            }
        }
        for (Verdict each : before.verdicts()) {
            RuleId rule = each.rule();
            if (now.verdict(rule).isEmpty()) {
                words.add("Rule " + rule + " is not judged any more; it was " + each.kind() + ".");
            }
        }
        words.add(same + " of " + now.verdicts().size() + " rules came to the same, with the same evidence.");
        return words;
    }

    private static void changed(List<String> words, String what, String before, String now) {
        if (!before.equals(now)) {
            words.add(what + " was " + before + " and is " + now + ".");
        }
    }

    private static String rule(Verdict old, Verdict now) {
        String rule = "Rule " + now.rule() + " ";
        if (old.kind() == now.kind()) {
            return rule + "is " + now.kind() + " as before, and saw something else: " + now.reason()
                    + (old.reason().equals(now.reason()) ? " (other evidence)." : "; before: " + old.reason() + ".");
        }
        String head;
        if (now.kind() == Kind.FAIL) {
            head = old.kind() == Kind.PASS ? "broke" : "is broken";
        } else if (now.kind() == Kind.PASS) {
            head = old.kind() == Kind.FAIL ? "was mended" : "is kept";
        } else {
            head = old.isDecided() ? "is not decided any more" : "became " + now.kind();
        }
        return rule + head + ": " + old.kind() + " (" + old.reason() + ") became " + now.kind() + " (" + now.reason()
                + ").";
    }

    /** As JSON, for a report. */
    public JsonObject toJson() {
        return Json.object()
                .put("with", before.resultDigest())
                .put("same", isSame())
                .put("words", Json.texts(words()))
                .build();
    }
}
