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
 * A signer's reasons between the page that asks for them and the signature that enters them. In memory: after a restart they are asked for again,
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

    private final Map<String, Map<String, Given>> bySigner = new LinkedHashMap<>();

    /** Names of the reasons to choose from. */
    static List<String> choices() {
        return CHOICES;
    }

    /** The findings that ask the author for a reason. */
    static List<Finding> ofAuthor(List<Finding> findings) {
        return findings.stream()
                .filter(each -> each.verdict() == Verdict.CONFIRM)
                .toList();
    }

    /** The findings that ask the second person for one, too. */
    static List<Finding> ofSecond(List<Finding> findings) {
        return findings.stream().filter(Finding::twoPersons).toList();
    }

    private static String signer(DoseChange change, Asked asked) {
        return change.id() + " " + asked.who().person().id();
    }

    /** Field of the choice for the finding at this place among those that ask. */
    static String field(int index) {
        return "reason-" + index;
    }

    private static String key(Finding finding) {
        return finding.code() + " " + finding.subject();
    }

    /** What was given before, as fields. */
    Map<String, String> fields(DoseChange change, List<Finding> asking, Asked asked) {
        Map<String, Given> given;
        synchronized (bySigner) {
            given = bySigner.getOrDefault(signer(change, asked), Map.of());
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < asking.size(); i++) {
            Given each = given.get(key(asking.get(i)));
            if (each != null) {
                fields.put(field(i), each.choice());
                fields.put(field(i) + "-words", each.words());
            }
        }
        return fields;
    }

    /** Takes what a form gives, when nothing is wrong with it. */
    List<Form.Fault> take(DoseChange change, List<Finding> asking, Asked asked) {
        List<Form.Fault> faults = new ArrayList<>();
        Map<String, Given> given = new HashMap<>();
        for (int i = 0; i < asking.size(); i++) {
            Finding finding = asking.get(i);
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
            synchronized (bySigner) {
                bySigner.remove(signer(change, asked));
                if (bySigner.size() >= MOST) {
                    bySigner.remove(bySigner.keySet().iterator().next());
                }
                bySigner.put(signer(change, asked), Map.copyOf(given));
            }
        }
        return List.copyOf(faults);
    }

    private static String reason(String choice, String words) {
        String chosen = text("change.reason." + choice);
        return choice.equals(OTHER) ? words : words.isEmpty() ? chosen : chosen + ": " + words;
    }

    /** The reasons, for the signature; those that were not given are missing. */
    List<Confirmation> given(DoseChange change, List<Finding> asking, Asked asked) {
        Map<String, Given> given;
        synchronized (bySigner) {
            given = bySigner.getOrDefault(signer(change, asked), Map.of());
        }
        List<Confirmation> confirmations = new ArrayList<>();
        for (Finding each : asking) {
            Given reason = given.get(key(each));
            if (reason != null) {
                confirmations.add(
                        new Confirmation(each.code(), each.subject(), reason(reason.choice(), reason.words())));
            }
        }
        return List.copyOf(confirmations);
    }

    /** Whether every finding that asks for one has a reason. */
    boolean complete(DoseChange change, List<Finding> asking, Asked asked) {
        return given(change, asking, asked).size() == asking.size();
    }
}
