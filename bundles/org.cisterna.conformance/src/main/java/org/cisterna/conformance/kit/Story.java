// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.sim.Bytes;

/**
 * What passed on the bench before a rule was first seen to be broken.
 *
 * @param rule which
 * @param seen what was seen, as the verdict's reason has it
 * @param left how many earlier moments are left out
 * @param moments the last ones before it, in their order
 */
public record Story(RuleId rule, String seen, int left, List<Moment> moments) {

    /** The most moments that a story tells. */
    public static final int MOST = 60;

    public Story {
        moments = List.copyOf(moments);
    }

    /** The last moments of many. */
    static Story ending(RuleId rule, String seen, Moments moments) {
        Moments last = moments.from(moments.told() - MOST);
        return new Story(
                rule, seen, Math.toIntExact(moments.told() - last.kept().size()), last.kept());
    }

    /** As JSON, for the open part of a report. */
    public JsonObject toOpenJson() {
        return Json.object()
                .put("rule", rule.text())
                .put("seen", Legible.text(seen))
                .put("left", left)
                .put(
                        "moments",
                        Json.array(moments.stream().map(Moment::toOpenJson).toList()))
                .build();
    }

    /** The messages of its moments as hexadecimal digits, in their order; an empty text where a moment has none. */
    public JsonObject toFramesJson() {
        return Json.object()
                .put("rule", rule.text())
                .put(
                        "frames",
                        Json.texts(moments.stream()
                                .map(each -> each.bytes().map(Bytes::hex).orElse(""))
                                .toList()))
                .build();
    }
}
