// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.Refusal;

/** The reasons that findings ask for: one for each, and for nothing else. */
final class Reasons {

    static final int SHORTEST = 3;
    static final int LONGEST = 200;

    private Reasons() {}

    /** The findings that ask two persons. */
    static List<Finding> ofTwo(Proposal proposal) {
        return ofTwo(proposal.findings(Verdict.CONFIRM));
    }

    /** Those among them. */
    static List<Finding> ofTwo(List<Finding> confirms) {
        return confirms.stream().filter(Finding::twoPersons).toList();
    }

    /** Why a second person whose entry was equal has not signed yet: one for each finding that asks two persons. */
    static List<Violation> missing(Proposal proposal) {
        return ofTwo(proposal).stream()
                .map(each -> asked(
                        "What you typed is equal to the order. Two persons give a reason for this finding, and yours is missing;"
                                + " look at the change, ask for another nonce and sign with your reason",
                        each))
                .toList();
    }

    /** The reasons of one person, when each of these findings has one and nothing else has. */
    static Answer<List<Confirmation>> given(List<Finding> findings, List<Confirmation> given) {
        List<Violation> wrong = new ArrayList<>();
        List<Confirmation> reasons = new ArrayList<>();
        for (Finding finding : findings) {
            List<Confirmation> matching = given.stream()
                    .filter(each ->
                            each.code().equals(finding.code()) && each.subject().equals(finding.subject()))
                    .toList();
            if (matching.size() != 1) {
                wrong.add(asked(
                        (matching.isEmpty() ? "No reason was given" : "More than one reason was given")
                                + " for a finding that asks for one",
                        finding));
            }
            matching.forEach(
                    each -> wrong.addAll(Rights.words("reason for " + each.code(), each.reason(), SHORTEST, LONGEST)));
            reasons.addAll(matching);
        }
        given.stream()
                .filter(each -> !reasons.contains(each))
                .forEach(each -> wrong.add(Refusal.BAD_VALUE.because(
                        "confirmations",
                        Rights.shown(each.code() + " " + each.subject()),
                        "No finding of this draft asks for this reason; look at the draft again.")));
        return wrong.isEmpty() ? Answer.done(reasons.stream().distinct().toList()) : Answer.refused(wrong);
    }

    private static Violation asked(String words, Finding finding) {
        return new Violation(
                Refusal.CONFIRMATION_MISSING.name(),
                words + ": " + finding.message(),
                Optional.of(finding.code() + " " + finding.subject()),
                Optional.of(finding.value()),
                finding.limit(),
                finding.source());
    }
}
