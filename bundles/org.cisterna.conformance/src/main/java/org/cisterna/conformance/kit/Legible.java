// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.List;
import org.cisterna.conformance.Verdict;

/** Words of a driver in a form that every report can hold: whole code points, no control characters, and not without end. */
final class Legible {

    private static final int MOST = 2_000;

    private Legible() {}

    static String text(String words) {
        StringBuilder legible = new StringBuilder();
        words.codePoints().limit(MOST).forEach(each -> {
            boolean half = each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE;
            if (half) {
                legible.append('\uFFFD');
            } else {
                legible.appendCodePoint(Character.isISOControl(each) ? ' ' : each);
            }
        });
        return words.codePointCount(0, words.length()) > MOST
                ? legible.append(" … and more").toString()
                : legible.toString();
    }

    static Verdict verdict(Verdict verdict) {
        List<String> evidence = verdict.evidence().stream().map(Legible::text).toList();
        String reason = text(verdict.reason());
        return new Verdict(
                verdict.rule(), verdict.kind(), reason.isBlank() ? "nothing legible was said" : reason, evidence);
    }
}
