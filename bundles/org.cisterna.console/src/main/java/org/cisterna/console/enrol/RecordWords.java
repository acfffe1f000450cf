// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.enrol;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Services;
import org.cisterna.console.pump.Strips;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.VolumePerLength;
import org.cisterna.therapy.Implant;

/** An enrolment in lines to be looked at: before it is entered as it was read, and afterwards as it stands in the ledger. */
public final class RecordWords {

    private final Services services;

    RecordWords(Services services) {
        this.services = services;
    }

    /**
     * A value to be looked at once more.
     *
     * @param label its name
     * @param value as read
     */
    public record Line(String label, String value) {}

    /** Everything typed, as it was read. */
    List<Line> of(TypedEnrolment typed) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(text("enrol.patient"), String.join(" ", Show.parts(typed.value("patient")))));
        lines.add(new Line(text("enrol.indication"), indication(typed.value("indication"))));
        lines.add(new Line(text("enrol.family"), typed.value("family")));
        for (int i = 0; i < typed.reservoir(); i++) {
            lines.add(new Line(
                    text("enrol.review.reservoir", i + 1),
                    services.drugName(typed.value("drug-" + i)) + " "
                            + concentration(typed.value("concentration-" + i))));
        }
        if (typed.path() == 0) {
            lines.add(new Line(text("enrol.review.path"), text("enrol.review.pathSame")));
        }
        for (int i = 0; i < typed.path(); i++) {
            lines.add(new Line(
                    text("enrol.review.pathDrug", i + 1),
                    services.drugName(typed.value("path-drug-" + i)) + " "
                            + concentration(typed.value("path-concentration-" + i))));
        }
        for (int i = 0; i < typed.segments(); i++) {
            lines.add(new Line(
                    text("enrol.review.segment", i + 1),
                    text(
                            "enrol.review.segmentWords",
                            typed.value("model-" + i),
                            length(typed.value("supplied-" + i)),
                            length(typed.value("trimmed-" + i)),
                            Show.of(VolumePerLength.parse(typed.value("bore-" + i))
                                            .orElseThrow())
                                    .text())));
        }
        return lines;
    }

    private static String concentration(String typed) {
        return Show.of(Concentration.parse(typed).orElseThrow()).text();
    }

    private static String length(String typed) {
        return typed.isEmpty()
                ? text("enrol.notKnown")
                : Show.of(Length.parse(typed).orElseThrow()).text();
    }

    private String indication(String id) {
        return services.library().stream()
                .flatMap(each -> each.drugs().stream())
                .flatMap(each -> each.indication(id).stream())
                .map(each -> Show.sentence(each.name()))
                .findFirst()
                .orElse(id);
    }

    /** A record. */
    List<Line> of(Implant record) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(text("enrol.done.model"), record.identity().model()));
        lines.add(new Line(text("enrol.indication"), indication(record.indication())));
        lines.add(new Line(text("enrol.done.reservoir"), solution(record.reservoir())));
        lines.add(new Line(text("enrol.review.path"), solution(record.path())));
        for (int i = 0; i < record.catheter().size(); i++) {
            CatheterSegment each = record.catheter().get(i);
            lines.add(new Line(
                    text("enrol.review.segment", i + 1),
                    text(
                            "enrol.review.segmentWords",
                            each.model(),
                            length(each.supplied()),
                            length(each.trimmed()),
                            Show.of(each.bore()).text())));
        }
        lines.add(new Line(text("enrol.done.by"), record.enrolledBy().text()));
        lines.add(new Line(text("enrol.done.entry"), Show.count(record.entry()).text()));
        return lines;
    }

    private static String length(Optional<Length> length) {
        return length.map(each -> Show.of(each).text()).orElse(text("enrol.notKnown"));
    }

    /** A solution as it is written for people. */
    String solution(Solution solution) {
        return new Strips(services).named(solution);
    }
}
