// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import org.cisterna.conformance.RuleId;

/**
 * The test of one rule.
 *
 * @param rule which
 * @param body what it does
 */
record Check(RuleId rule, Body body) {

    Check(String rule, Body body) {
        this(RuleId.parse(rule), body);
    }

    /** What a test does. What it throws makes the rule undecided, never passed. */
    @FunctionalInterface
    interface Body {
        /** Tests, and tells the judge what it sees. */
        void run(Trial trial, Judge judge) throws Exception;
    }
}
