// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import java.util.List;
import java.util.function.Predicate;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;

/**
 * What one clinician released alone and nobody has reviewed yet. It stands wherever people look until somebody reviews it.
 *
 * @param lines the one that is due first at the front
 * @param missing why it cannot be said, in words; empty when it can
 */
public record Owed(List<Line> lines, String missing) {

    /** Last part of the address of a review. */
    public static final String STEP = "second-look";

    /**
     * A review that is due.
     *
     * @param word in capitals: due, or overdue
     * @param when by when, or since when
     * @param address of the review
     * @param serial of the pump
     * @param pump address of its page
     * @param patient the reference in parts
     * @param signer who signed alone
     * @param reason why alone
     */
    public record Line(
            String word,
            String when,
            String address,
            String serial,
            String pump,
            List<String> patient,
            String signer,
            String reason) {}

    /** Copies the list. */
    public Owed {
        lines = List.copyOf(lines);
    }

    /** Of every pump. */
    public static Owed of(Services services, Identified who) {
        return of(services, who, each -> true);
    }

    /** Of one pump. */
    public static Owed of(Services services, PumpId pump, Identified who) {
        return of(services, who, each -> each.pump().equals(pump));
    }

    private static Owed of(Services services, Identified who, Predicate<BreakGlass> wanted) {
        try {
            Answer<List<BreakGlass>> open = services.therapy().openReviews(who);
            if (open instanceof Answer.Done<List<BreakGlass>> done) {
                return new Owed(
                        done.value().stream().filter(wanted).map(Owed::line).toList(), "");
            }
            boolean away =
                    open.violations().stream().noneMatch(each -> each.code().equals(Refusal.NOT_PERMITTED.name()));
            return new Owed(List.of(), away ? text("owed.missing") : "");
        } catch (Missing away) {
            return new Owed(List.of(), text("owed.missing"));
        }
    }

    private static Line line(BreakGlass glass) {
        return new Line(
                text(glass.overdue() ? "owed.overdue" : "owed.due"),
                text(glass.overdue() ? "owed.since" : "owed.by", Show.minute(glass.due())),
                Links.pump(glass.pump()) + "/programme/" + Links.segment(glass.change()) + "/" + STEP,
                glass.pump().serial(),
                Links.pump(glass.pump()),
                Show.parts(glass.patient()),
                glass.signer().text(),
                glass.reason());
    }

    /** The first of them. */
    public List<Line> first(int most) {
        return lines.subList(0, Math.min(most, lines.size()));
    }
}
