// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.fleet;

import static org.cisterna.console.frame.Texts.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.AlarmLine;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.Projection;

/** Makes a row of the fleet ready to be shown. Every value of a row comes from one revision and one moment. */
final class Rows {

    private final Services services;

    Rows(Services services) {
        this.services = services;
    }

    FleetView.Row row(FleetRow row, Instant pumpTime) {
        Optional<Snapshot> snapshot = row.reading().map(each -> each.snapshot());
        boolean byHand = row.byHand();
        return new FleetView.Row(
                row.pump().text(),
                row.revision(),
                Links.pump(row.pump()),
                row.pump().manufacturer(),
                row.pump().serial(),
                row.patient().map(each -> Show.parts(each.text())).orElse(List.of()),
                AlarmLine.first(row.alarms(), snapshot),
                text(byHand ? "alarm.byHand" : row.reading().isPresent() ? "alarm.none" : "alarm.notRead"),
                Math.max(0, row.alarms().size() - 1),
                text("fleet.state." + row.state().name()),
                since(row),
                marks(row),
                row.solution()
                        .map(each -> services.drugName(each.primary().drug()))
                        .orElse(text("fleet.noDrug")),
                row.dailyDose().map(each -> Show.withUnit(each.text())).orElseGet(() -> Show.none(none(row, byHand))),
                byHand ? Show.none(text("fleet.byHand")) : reservoir(row, pumpTime),
                read(row),
                share(row, pumpTime),
                byHand ? Show.none(text("fleet.byHand")) : emptyIn(row, pumpTime),
                row.replaceBy().map(Show::day).orElse(text(byHand ? "fleet.noBattery" : "fleet.noReplacement")));
    }

    private static String none(FleetRow row, boolean byHand) {
        return byHand ? text("fleet.byHand") : noReading(row);
    }

    /** How old what is shown is, or what is past its time. */
    static String since(FleetRow row) {
        return switch (row.state()) {
            case IN_VISIT ->
                text(
                        "fleet.since.visit",
                        row.visit().orElseThrow().by().printedName(),
                        Show.minute(row.visit().orElseThrow().since()));
            case OVERDUE -> {
                FleetRow.Due due = row.overdue().get(0);
                yield text("fleet.due." + due.what().name(), Show.day(due.since()));
            }
            case PROJECTED ->
                text("fleet.since.read", Show.minute(row.reading().orElseThrow().pumpTime()));
            case BY_HAND -> text("fleet.since.byHand");
            case NEVER_READ -> text("fleet.since.never");
        };
    }

    /** What must not be overlooked. */
    static List<String> marks(FleetRow row) {
        List<String> marks = new ArrayList<>();
        if (row.unknown().isPresent()) {
            marks.add(text(row.byHand() ? "mark.unknown.byHand" : "mark.unknown"));
        }
        row.standstill()
                .ifPresent(each -> marks.add(
                        each.proven()
                                ? text("mark.motor." + each.motor().name(), Show.minute(each.since()))
                                : text("mark.mayStand", Show.minute(each.since()))));
        if (row.contentDiffers()) {
            marks.add(text("mark.content"));
        }
        row.accessed().ifPresent(each -> marks.add(text("mark.accessed", Show.minute(each.found()))));
        row.uncertainSince().ifPresent(each -> marks.add(text("mark.uncertain", Show.minute(each))));
        row.reviews().stream().findFirst().ifPresent(each -> marks.add(text("mark.review", Show.minute(each.due()))));
        if (!row.unreadable().isEmpty()) {
            marks.add(text("mark.unreadable"));
        }
        return List.copyOf(marks);
    }

    private static Num reservoir(FleetRow row, Instant pumpTime) {
        if (row.projection().isPresent()) {
            return Show.left(row.projection().get().at(pumpTime));
        }
        return row.reading()
                .map(each -> Show.left(each.snapshot().reservoir()))
                .orElseGet(() -> Show.none(noReading(row)));
    }

    private static String read(FleetRow row) {
        return row.reading()
                .map(each -> text(
                        "fleet.read",
                        Show.left(each.snapshot().reservoir()).text(),
                        text("fleet.source."
                                + each.snapshot().identity().capabilities().reservoirSource())))
                .orElse("");
    }

    private static int share(FleetRow row, Instant pumpTime) {
        if (row.reading().isEmpty()) {
            return -1;
        }
        Snapshot snapshot = row.reading().get().snapshot();
        Volume now = row.projection().map(each -> each.at(pumpTime)).orElse(snapshot.reservoir());
        long capacity = snapshot.identity().capabilities().reservoirCapacity().nanolitres();
        return capacity == 0 ? -1 : (int) Math.min(100, now.nanolitres() * 100 / capacity);
    }

    private static Num emptyIn(FleetRow row, Instant pumpTime) {
        Optional<Projection> projection = row.projection();
        if (projection.isEmpty()) {
            return Show.none(row.reading().isPresent() ? text("fleet.nothingFlows") : noReading(row));
        }
        Duration left = Duration.between(pumpTime, projection.get().emptyAt());
        return left.isNegative() || left.isZero() ? Show.none(text("fleet.shouldBeEmpty")) : Show.roughly(left);
    }

    private static String noReading(FleetRow row) {
        return row.reading().isPresent() ? text("fleet.notTold") : text("fleet.notRead");
    }
}
