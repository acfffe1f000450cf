// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Result;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.dosing.engine.Findings;
import org.cisterna.quantity.Ratio;

/** What one calculation writes down: results in the order in which they are read, and findings. */
final class Sheet {

    private final List<Result> results = new ArrayList<>();
    private final Findings findings = new Findings();

    List<Result> results() {
        return List.copyOf(results);
    }

    Findings findings() {
        return findings;
    }

    void put(String name, Measure measure, Ratio number) {
        put(name, Optional.empty(), measure, number, measure.text(number));
    }

    /** About one of several: a drug, a step. */
    void put(String name, String of, Measure measure, Ratio number) {
        put(name, Optional.of(of), measure, number, measure.text(number));
    }

    /** A difference, with its sign. */
    void change(String name, Optional<String> of, Measure measure, Ratio number) {
        put(name, of, measure, number, measure.signed(number));
    }

    private void put(String name, Optional<String> of, Measure measure, Ratio number, String text) {
        results.add(new Result(
                name, of, text, measure.isWhole(number) ? Optional.empty() : Optional.of(measure.exact(number))));
    }

    /** A date, a count, or words. */
    void say(String name, Optional<String> of, String value) {
        results.add(new Result(name, of, value, Optional.empty()));
    }

    void pass(String code, String subject, String value, String message) {
        findings.add(Verdict.PASS, code, subject, value, message);
    }

    void confirm(String code, String subject, String value, String message) {
        findings.add(Verdict.CONFIRM, code, subject, value, message);
    }

    void block(String code, String subject, String value, String message) {
        findings.add(Verdict.BLOCK, code, subject, value, message);
    }

    void twoPersons(String code, String subject, String value, String message) {
        findings.twoPersons(code, subject, value, Optional.empty(), message, Authority.NONE);
    }

    /** Against a number of the house's own, or of a source. */
    void pass(String code, String subject, String value, String limit, String message, Authority by) {
        findings.against(Verdict.PASS, code, subject, value, limit, message, by);
    }

    void confirm(String code, String subject, String value, String limit, String message, Authority by) {
        findings.against(Verdict.CONFIRM, code, subject, value, limit, message, by);
    }

    void block(String code, String subject, String value, String limit, String message, Authority by) {
        findings.against(Verdict.BLOCK, code, subject, value, limit, message, by);
    }

    void twoPersons(String code, String subject, String value, String limit, String message, Authority by) {
        findings.twoPersons(code, subject, value, Optional.of(limit), message, by);
    }
}
