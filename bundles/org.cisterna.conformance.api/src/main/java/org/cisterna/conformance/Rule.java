// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance;

import org.cisterna.pump.DriverClass;

/**
 * A rule.
 *
 * @param id its number
 * @param subject who can fulfil it
 * @param widest the widest class of pumps it applies to: {@code MANUAL} to all, {@code READABLE} to those with telemetry, {@code TRANSACTIONAL} to
 *     those that know commands and revisions
 * @param must whether it has to be kept; else it should be
 * @param harm what breaking it can do
 * @param invariant whether it holds after every step of a run, not only in a test of its own
 * @param text what it says
 * @param why what it is for
 * @param test how it is tested
 * @param failed where to look when it is broken
 * @param fault the fault in a driver or device that its test has to find
 */
public record Rule(
        RuleId id,
        Subject subject,
        DriverClass widest,
        boolean must,
        Harm harm,
        boolean invariant,
        String text,
        String why,
        String test,
        String failed,
        String fault) {

    /** Who can fulfil a rule. */
    public enum Subject {
        /** The code of a driver. */
        DRIVER(true),
        /** Firmware and hardware of a pump. */
        DEVICE(true),
        /** Driver and pump together, judged as one. */
        PAIR(true),
        /** Sessions, queue, last gate, outcome, ledger. */
        HOST(false),
        /** The dosing engine and quantities. */
        ENGINE(false),
        /** People, roles, signatures, visits, refills, texts. */
        WORKFLOW(false);

        private final boolean judged;

        Subject(boolean judged) {
            this.judged = judged;
        }

        /** Whether the kit judges it; the platform's own tests claim the others. */
        public boolean isJudgedByKit() {
            return judged;
        }
    }

    /** What breaking a rule can do. */
    public enum Harm {
        /** Cause an overdose or an underdose directly. */
        C,
        /** Hide such a state. */
        H,
        /** Make use or record worse. */
        M,
        /** Hygiene. */
        L
    }

    /** Whether it applies to pumps of a class. */
    public boolean appliesTo(DriverClass driverClass) {
        return driverClass.compareTo(widest) <= 0;
    }
}
