// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;

/**
 * What a check says, ready to be shown.
 *
 * @param verdict the word
 * @param two whether two persons are asked
 * @param name what was checked
 * @param subject what it is about
 * @param value what was found
 * @param limit what it was held against; empty where there is no such thing
 * @param message what happened and what to do
 * @param source where the limit comes from, with its version
 * @param number of it among those that ask this person for a reason, from 1; 0 when it asks for none
 * @param field name of the field with the choice of a reason; the one for words has {@code -words} behind it
 */
public record Check(
        String verdict,
        boolean two,
        String name,
        String subject,
        String value,
        String limit,
        String message,
        String source,
        int number,
        String field) {

    /** Whether it asks this person for a reason. */
    public boolean asks() {
        return number > 0;
    }

    /** Findings of a proposal, of which some ask for a reason. One without a source rests on the engine itself. */
    static List<Check> of(Services services, Proposal proposal, List<Finding> findings, List<Finding> asking) {
        List<Check> checks = new ArrayList<>();
        for (Finding each : findings) {
            int index = asking.indexOf(each);
            String version = each.sourceVersion()
                    .map(text -> text("change.check.version", text))
                    .orElse("");
            String limiter = each.limiter()
                    .map(text -> text("change.check.limiter", text))
                    .orElse("");
            checks.add(new Check(
                    each.verdict().name(),
                    each.twoPersons(),
                    Prose.name(each.code()),
                    services.drugName(each.subject()),
                    Prose.of(each.value()),
                    each.limit().map(Prose::of).orElse(""),
                    message(each),
                    joined(
                            each.source().orElseGet(() -> text("change.check.engine", proposal.engine())),
                            version,
                            limiter),
                    index + 1,
                    Reasons.field(index)));
        }
        return List.copyOf(checks);
    }

    /** Its words as a sentence. One that begins with a drug begins as the drug is written. */
    private static String message(Finding finding) {
        String words = finding.message().startsWith(finding.subject() + " ")
                ? finding.message()
                : Show.sentence(finding.message());
        return Prose.of(words.endsWith(".") ? words : words + ".");
    }

    private static String joined(String... parts) {
        return String.join(
                ", ", List.of(parts).stream().filter(each -> !each.isEmpty()).toList());
    }
}
