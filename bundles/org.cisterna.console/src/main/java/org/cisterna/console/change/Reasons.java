// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;

/**
 * The author's reasons between the page that asks for them and the signature that enters them. In memory: after a restart they are asked for again,
 * and the signature without them is refused. Thread-safe.
 */
final class Reasons {

    private static final int MOST = 500;
    private static final int LONGEST = 200;
    private static final int SHORTEST = 3;
    private static final String OTHER = "other";
    private static final List<String> CHOICES = List.of("ordered", "symptoms", "sideEffects", "plan", "restart", OTHER);

    /** A reason as it was chosen and typed. */
    private record Given(String choice, String words) {}

    private final Map<String, Map<String, Given>> byChange = new LinkedHashMap<>();

    /** Names of the reasons to choose from. */
    static List<String> choices() {
        return CHOICES;
    }

    /** Field of the choice for the finding at this place. */
    static String field(int index) {
        return "reason-" + index;
    }

    private static String key(Finding finding) {
        return finding.code() + " " + finding.subject();
    }

    /** What was given before, as fields. */
    Map<String, String> fields(DoseChange change, List<Finding> findings) {
        Map<String, Given> given;
        synchronized (byChange) {
            given = byChange.getOrDefault(change.id(), Map.of());
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < findings.size(); i++) {
            Given each = given.get(key(findings.get(i)));
            if (each != null) {
                fields.put(field(i), each.choice());
                fields.put(field(i) + "-words", each.words());
            }
        }
        return fields;
    }

    /** Takes what a form gives, when nothing is wrong with it. */
    List<Form.Fault> take(DoseChange change, List<Finding> findings, Asked asked) {
        List<Form.Fault> faults = new ArrayList<>();
        Map<String, Given> given = new HashMap<>();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            if (finding.verdict() != Verdict.CONFIRM) {
                continue;
            }
            String choice = asked.field(field(i));
            String words = asked.field(field(i) + "-words");
            if (!CHOICES.contains(choice)) {
                faults.add(new Form.Fault(field(i), text("change.reason.missing", Prose.name(finding.code()))));
            } else if (choice.equals(OTHER) && words.length() < SHORTEST) {
                faults.add(new Form.Fault(
                        field(i) + "-words", text("change.reason.otherWords", Prose.name(finding.code()))));
            } else if (reason(choice, words).length() > LONGEST
                    || words.codePoints().anyMatch(Character::isISOControl)) {
                faults.add(
                        new Form.Fault(field(i) + "-words", text("change.reason.tooLong", Prose.name(finding.code()))));
            }
            given.put(key(finding), new Given(choice, words));
        }
        if (faults.isEmpty()) {
            synchronized (byChange) {
                byChange.remove(change.id());
                if (byChange.size() >= MOST) {
                    byChange.remove(byChange.keySet().iterator().next());
                }
                byChange.put(change.id(), Map.copyOf(given));
            }
        }
        return List.copyOf(faults);
    }

    private static String reason(String choice, String words) {
        String chosen = text("change.reason." + choice);
        return choice.equals(OTHER) ? words : words.isEmpty() ? chosen : chosen + ": " + words;
    }

    /** The reasons, for the signature; those that were not given are missing. */
    List<Confirmation> given(DoseChange change, List<Finding> findings) {
        Map<String, Given> given;
        synchronized (byChange) {
            given = byChange.getOrDefault(change.id(), Map.of());
        }
        List<Confirmation> confirmations = new ArrayList<>();
        for (Finding each : findings) {
            Given reason = given.get(key(each));
            if (each.verdict() == Verdict.CONFIRM && reason != null) {
                confirmations.add(
                        new Confirmation(each.code(), each.subject(), reason(reason.choice(), reason.words())));
            }
        }
        return List.copyOf(confirmations);
    }

    /** Whether every finding that asks for one has a reason. */
    boolean complete(DoseChange change, List<Finding> findings) {
        long asking = findings.stream()
                .filter(each -> each.verdict() == Verdict.CONFIRM)
                .count();
        return given(change, findings).size() == asking;
    }
}
