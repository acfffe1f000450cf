// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.Verdict;

/** Collects the findings of one check, or of one calculation. */
public final class Findings {

    private final List<Finding> list = new ArrayList<>();

    /** What was found, in the order it was found. */
    public List<Finding> list() {
        return List.copyOf(list);
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** What another check found. */
    public Findings addAll(List<Finding> others) {
        list.addAll(others);
        return this;
    }

    /** A finding against nothing in particular: a fact of the input. */
    public Findings add(Verdict verdict, String code, String subject, String value, String message) {
        return add(verdict, false, code, subject, value, Optional.empty(), message, Authority.NONE);
    }

    /** A finding against a limit. */
    public Findings against(
            Verdict verdict, String code, String subject, String value, String limit, String message, Authority by) {
        return add(verdict, false, code, subject, value, Optional.of(limit), message, by);
    }

    /** A CONFIRM by two persons. */
    public Findings twoPersons(
            String code, String subject, String value, Optional<String> limit, String message, Authority by) {
        return add(Verdict.CONFIRM, true, code, subject, value, limit, message, by);
    }

    /** A limit that does not hold. */
    public Findings broken(Authority.Ruled ruled, String code, String subject, String value, String message) {
        Limit limit = ruled.limit();
        return add(
                limit.effect(),
                limit.twoPersons(),
                code,
                subject,
                value,
                Optional.of(limit.value()),
                message,
                ruled.authority());
    }

    private Findings add(
            Verdict verdict,
            boolean twoPersons,
            String code,
            String subject,
            String value,
            Optional<String> limit,
            String message,
            Authority by) {
        list.add(new Finding(
                code,
                verdict,
                twoPersons,
                subject,
                value,
                limit,
                message,
                by.source(),
                by.version(),
                Optional.of(by.limiter())));
        return this;
    }
}
