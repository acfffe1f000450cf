// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import org.cisterna.canonical.Digest;
import org.cisterna.dosing.edition.EditionStatus;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;

/** Why a step of an edition is not taken: code, field, value and the way out. */
final class Refusals {

    private Refusals() {}

    static <T> Answer<T> unknown(Digest digest) {
        return Answer.refused(Violation.of(
                "UNKNOWN_EDITION",
                "digest",
                digest.text(),
                "digest: no edition of the drug library has this digest; look at the list of editions"));
    }

    static <T> Answer<T> state(EditionStatus status, String wanted) {
        return Answer.refused(Violation.of(
                "WRONG_STATE",
                "digest",
                status.state().name(),
                "digest: the edition " + status.version() + " is " + status.state() + ", and this takes one that is "
                        + wanted));
    }

    static <T> Answer<T> missing(String what) {
        return Answer.refused(Violation.of(
                "SERVICE_MISSING",
                what
                        + " is not there now, and this needs it; it may be starting again, try later or look at the list of"
                        + " services"));
    }

    static <T> Answer<T> because(String code, String field, String value, String message) {
        return Answer.refused(Violation.of(code, field, value, field + ": " + message));
    }
}
