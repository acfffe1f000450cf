// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.util.List;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Links;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Refusal;

/** A refusal that leaves no page to be shown. */
final class Refused {

    private Refused() {}

    /** As a page that says why, and leads back to the pump. */
    static Reply page(List<Violation> violations, PumpId pump) {
        String words = String.join(" ", Prose.of(violations));
        Trouble trouble = Trouble.of(status(violations.get(0)), text("change.refused.title"), words);
        return violations.stream().anyMatch(each -> each.code().equals(Refusal.NOT_ENROLLED.name()))
                ? trouble.leadingTo("/enrol", text("change.refused.enrol")).reply()
                : trouble.leadingTo(Links.pump(pump), text("trouble.pump")).reply();
    }

    /** The status that goes with a refusal. */
    static int status(Violation violation) {
        for (Refusal each : Refusal.values()) {
            if (each.name().equals(violation.code())) {
                return switch (each.kind()) {
                    case INVALID -> 422;
                    case FORBIDDEN -> 403;
                    case NOT_FOUND -> 404;
                    case CONFLICT -> 409;
                    case TOO_MANY -> 429;
                    case UNAVAILABLE -> 503;
                };
            }
        }
        return violation.code().equals("PUMP_NOT_PAIRED") ? 404 : 409;
    }
}
