// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What came of holding a driver and its pump to a rule.
 *
 * @param rule which
 * @param kind what came of it
 * @param reason in words: what was seen, or why nothing was
 * @param evidence what it rests on, line by line; a pass has at least one
 */
public record Verdict(RuleId rule, Kind kind, String reason, List<String> evidence) {

    /** What came of it. */
    public enum Kind {
        /** It was tested, and kept. */
        PASS,
        /** It was tested, and broken. */
        FAIL,
        /** It does not apply to pumps of this class, or was not asked for. */
        SKIPPED,
        /** The rig, or this version of the kit, cannot test it. */
        NOT_TESTABLE,
        /** It was tested, and what was seen does not decide. */
        INCONCLUSIVE,
        /** The test itself did not come to its end. */
        ERROR
    }

    public Verdict {
        evidence = List.copyOf(evidence);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a verdict has a reason");
        }
        if (kind == Kind.PASS && evidence.isEmpty()) {
            throw new IllegalArgumentException("no data is never a pass: " + rule);
        }
    }

    /** A verdict that rests on its reason alone; no pass. */
    public static Verdict of(RuleId rule, Kind kind, String reason) {
        return new Verdict(rule, kind, reason, List.of());
    }

    /** Whether the rule was decided, one way or the other. */
    public boolean isDecided() {
        return kind == Kind.PASS || kind == Kind.FAIL;
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("rule", rule.text())
                .put("verdict", kind.name())
                .put("reason", reason)
                .put("evidence", Json.texts(evidence))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Verdict fromJson(JsonObject json) {
        json.onlyNames("rule", "verdict", "reason", "evidence");
        return new Verdict(
                json.value("rule", RuleId::parse),
                json.value("verdict", Kind::valueOf),
                json.string("reason"),
                json.array("evidence").strings());
    }
}
