// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DrugTotal;
import org.cisterna.dosing.PathVolumes;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.therapy.DoseChange;

/** Old beside new: every setting of the pump, what changes first. Made of what {@code Therapy} gave, and of the reading that the draft rests on. */
public final class Comparison {

    private static final int DIGITS = 3;
    private static final long NANOLITRES = 1_000_000;

    private final Services services;
    private final DoseChange.Numbers numbers;
    private final Optional<Snapshot> read;
    private final boolean runs;
    private final Programme after;

    private Comparison(Services services, DoseChange.Numbers numbers, Optional<Snapshot> read) {
        this.services = services;
        this.numbers = numbers;
        this.read = read;
        this.runs = read.map(each -> each.motor() == MotorState.RUNNING).orElse(true)
                && !(numbers.before() instanceof Programme.Stopped);
        this.after = numbers.proposal().programme().orElse(numbers.before());
    }

    /** Of a change whose numbers this person may see. */
    static Comparison of(Services services, DoseChange change, DoseChange.Numbers numbers, Situation situation) {
        Optional<Snapshot> read = situation
                .status()
                .flatMap(PumpStatus::reading)
                .map(PumpStatus.Reading::snapshot)
                .filter(each -> each.revision().equals(change.revision()));
        return new Comparison(services, numbers, read);
    }

    /**
     * A setting.
     *
     * @param name of it
     * @param before what the pump has now
     * @param after what it would have
     * @param change how much that is; empty where there is no number
     * @param changes whether they differ
     */
    public record Row(String name, String before, String after, String change, boolean changes) {}

    /**
     * A drug over 24 h.
     *
     * @param drug as written for people
     * @param before what runs now
     * @param ordered what was ordered; for a secondary drug what follows from it
     * @param after what the pump can give of it; none when it can run nothing of the kind
     * @param change from before to after, as amount and in per cent; empty without an after
     */
    public record Total(String drug, Num before, Num ordered, Num after, String change) {}

    /** Every drug over 24 h. */
    List<Total> totals() {
        List<Total> totals = new ArrayList<>();
        for (DrugTotal each : numbers.proposal().totals()) {
            totals.add(new Total(
                    services.drugName(each.drug()),
                    each.before().map(Comparison::num).orElseGet(() -> Show.none(text("change.nothingRuns"))),
                    num(each.requested()),
                    each.after().map(Comparison::num).orElseGet(() -> Show.none(text("change.pumpCannot"))),
                    each.after()
                            .map(after -> DayChart.change(nanograms(each.before()), after.nanograms()))
                            .orElse("")));
        }
        return List.copyOf(totals);
    }

    private static Num num(DailyDose dose) {
        return Show.withUnit(dose.text());
    }

    private static Ratio nanograms(Optional<DailyDose> dose) {
        return dose.map(DailyDose::nanograms).orElse(Ratio.ZERO);
    }

    /** Both days over one another, as the pump gives them. */
    DayChart chart() {
        Concentration concentration = numbers.solution().primary().concentration();
        DayPlan before = runs ? DayPlan.of(numbers.before(), concentration) : new DayPlan(List.of());
        Optional<DayPlan> plan = numbers.proposal().programme().map(each -> DayPlan.of(each, concentration));
        return DayChart.of(
                before, plan.or(() -> Optional.of(DayPlan.of(numbers.order())).filter(each -> !each.isEmpty())));
    }

    /** Every setting, what changes first. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(row("mode", mode(numbers.before()), mode(after), ""));
        for (Total each : totals()) {
            rows.add(new Row(
                    text("change.set.total", each.drug()),
                    each.before().text(),
                    each.after().text(),
                    each.change(),
                    !each.before().text().equals(each.after().text())));
        }
        rows.add(row("motor", runs ? text("change.set.runs") : text("change.set.stands"), text("change.set.runs"), ""));
        steps(rows);
        rows.add(row("volume", volume(numbers.before()), volume(after), ""));
        String drug = services.drugName(numbers.solution().primary().drug());
        rows.add(row("drug", drug, drug, ""));
        String concentration =
                Show.of(numbers.solution().primary().concentration()).text();
        rows.add(row("concentration", concentration, concentration, ""));
        numbers.solution().ingredients().stream().skip(1).forEach(each -> {
            String second = services.drugName(each.drug()) + " "
                    + Show.of(each.concentration()).text();
            rows.add(row("second", second, second, ""));
        });
        read.ifPresent(each -> same(rows, each));
        numbers.proposal().path().map(PathVolumes::path).ifPresent(path -> {
            String volume = Show.of(path).text();
            rows.add(row("path", volume, volume, ""));
        });
        List<Row> sorted = new ArrayList<>(rows.stream().filter(Row::changes).toList());
        sorted.addAll(rows.stream().filter(each -> !each.changes()).toList());
        return List.copyOf(sorted);
    }

    private static void same(List<Row> rows, Snapshot snapshot) {
        String low = Show.of(snapshot.identity().capabilities().lowReservoir()).text();
        rows.add(row("low", low, low, ""));
        String left = Show.left(snapshot.reservoir()).text();
        rows.add(row("reservoir." + snapshot.identity().capabilities().reservoirSource(), left, left, ""));
    }

    private static Row row(String name, String before, String after, String change) {
        return new Row(text("change.set." + name), before, after, change, !before.equals(after));
    }

    private static String mode(Programme programme) {
        if (programme instanceof Programme.Flex flex) {
            return text("change.mode.flex", flex.steps().size());
        }
        return programme instanceof Programme.Continuous ? text("change.mode.continuous") : text("change.mode.stopped");
    }

    private void steps(List<Row> rows) {
        List<String> before = texts(numbers.before());
        List<String> now = texts(after);
        for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
            String name = text("change.set.step", i + 1);
            String old = i < before.size() ? before.get(i) : Num.NONE + " " + text("change.set.noStep");
            String fresh = i < now.size() ? now.get(i) : Num.NONE + " " + text("change.set.noStep");
            rows.add(new Row(name, old, fresh, "", !old.equals(fresh)));
        }
    }

    private List<String> texts(Programme programme) {
        Concentration concentration = numbers.solution().primary().concentration();
        return DayPlan.of(programme, concentration).parts().stream()
                .map(each -> text(
                        "change.set.part",
                        DayChart.time(each.from()),
                        DayChart.time(each.to()),
                        DayChart.hourly(each.hourly()).text()))
                .toList();
    }

    private static String volume(Programme programme) {
        return programme instanceof Programme.Stopped
                ? Num.NONE + " " + text("change.nothingRuns")
                : Show.of(programme.dailyNanolitres().dividedBy(NANOLITRES), DIGITS + DIGITS, "mL/day")
                        .text();
    }

    /** When what leaves the reservoir now reaches the tip; empty where nobody knows the catheter. */
    Optional<String> tip() {
        return numbers.proposal()
                .timeToTip()
                .map(each ->
                        text("change.tip", Show.hoursAndMinutes(each.nominal()), Show.hoursAndMinutes(each.bound())));
    }
}
