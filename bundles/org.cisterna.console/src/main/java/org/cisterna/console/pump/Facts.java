// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Plot;
import org.cisterna.console.show.Show;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.DailyDose;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.Ratio;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.fleet.Projection;

/** Makes ready to be shown what was read from a pump and what was enrolled. */
final class Facts {

    private static final long NANOLITRES = 1_000_000;

    private final Services services;
    private final Strips strips;

    Facts(Services services, Strips strips) {
        this.services = services;
        this.strips = strips;
    }

    /** What the last reading said, and what follows from it now. Calculated and measured volumes never have one name. */
    List<PumpView.Fact> read(PumpStatus.Reading reading, Instant pumpTime) {
        Snapshot snapshot = reading.snapshot();
        List<PumpView.Fact> facts = new ArrayList<>();
        String at = text("pump.readAt", Show.minute(reading.pumpTime()));
        facts.add(words("pump.motor", text("motor." + snapshot.motor(), Show.minute(snapshot.motorSince())), at));
        Optional<Projection> projection = Projection.of(reading);
        projection.ifPresent(each -> facts.add(value(
                "pump.reservoir.PROJECTED",
                projected(each, pumpTime),
                text("pump.projectedFrom", Show.minute(reading.pumpTime())))));
        String source = snapshot.identity().capabilities().reservoirSource().name();
        facts.add(value(
                "pump.reservoir." + source,
                Show.of(snapshot.reservoir()),
                snapshot.fillSensor()
                        .map(each -> text("pump.measuredAt", Show.second(each.measuredAt())))
                        .orElse(at)));
        snapshot.fillSensor().ifPresent(each -> {
            facts.add(value("pump.reservoir.CALCULATED", Show.of(each.calculated()), at));
            if (each.contradicts(snapshot.reservoir())) {
                facts.add(value(
                        "pump.sensor.contradicts",
                        Show.of(each.difference(snapshot.reservoir())),
                        text(
                                "pump.sensor.contradicts.words",
                                Show.of(each.tolerance()).text())));
            }
        });
        facts.add(
                value("pump.low", Show.of(snapshot.identity().capabilities().lowReservoir()), text("source.declared")));
        projection.ifPresent(each -> {
            Duration left = Duration.between(pumpTime, each.emptyAt());
            facts.add(value(
                    "pump.emptyIn",
                    left.isNegative() ? Show.none(text("fleet.shouldBeEmpty")) : Show.roughly(left),
                    text("source.PROJECTED")));
            facts.add(words("pump.refillBy", Show.day(each.refillBy()), text("pump.refillBy.source")));
        });
        facts.add(value("pump.delivered", Show.of(snapshot.delivered()), at));
        facts.add(words("pump.battery", text("battery." + snapshot.battery()), at));
        facts.add(words(
                "pump.clock",
                Show.second(snapshot.deviceClock()),
                drift(Duration.between(reading.pumpTime(), snapshot.deviceClock()))));
        facts.add(words("pump.revision", snapshot.revision().toString(), at));
        if (!reading.entered()) {
            facts.add(words("pump.notEntered", text("pump.notEntered.words"), ""));
        }
        return facts;
    }

    private static Num projected(Projection projection, Instant pumpTime) {
        return Show.left(projection.at(pumpTime));
    }

    private static String drift(Duration drift) {
        long seconds = drift.toSeconds();
        if (seconds == 0) {
            return text("pump.drift.none");
        }
        String amount = Show.count(Math.abs(seconds)).text() + Num.JOINT + "s";
        return text(seconds > 0 ? "pump.drift.ahead" : "pump.drift.behind", amount);
    }

    /** What people wrote down when it was enrolled, and how it is reached. */
    List<PumpView.Fact> record(Optional<Implant> implant, Optional<PumpStatus> status) {
        List<PumpView.Fact> facts = new ArrayList<>();
        implant.ifPresent(each -> {
            facts.add(words("pump.indication", indication(each), text("source.ENTERED")));
            facts.add(value(
                    "pump.catheter",
                    catheter(each).map(Facts::millilitres).orElseGet(() -> Show.none(text("pump.catheter.unknown"))),
                    text("source.ENTERED")));
            facts.add(words(
                    "pump.enrolled",
                    Show.minute(each.enrolled()),
                    each.enrolledBy().printedName()));
            facts.add(words(
                    "pump.model",
                    each.identity().model(),
                    text("pump.firmware", each.identity().firmware())));
        });
        status.ifPresent(each -> {
            facts.add(words("pump.family", each.family(), text("session." + each.link())));
            facts.add(words("pump.scan", ScanAdvice.words(services, each.family()), text("source.declared")));
            facts.add(words("pump.address", each.address(), text(each.simulated() ? "pump.simulated" : "pump.real")));
        });
        return facts;
    }

    private String indication(Implant implant) {
        return services.library()
                .flatMap(library -> library.drug(implant.reservoir().primary().drug()))
                .flatMap(drug -> drug.indications().stream()
                        .filter(each -> each.id().equals(implant.indication()))
                        .findFirst())
                .map(each -> each.name())
                .orElse(implant.indication());
    }

    /** The programme as a picture, with the pump's own time of day. */
    Plot plot(PumpStatus.Reading reading, Instant pumpTime) {
        Snapshot snapshot = reading.snapshot();
        Optional<Solution.Ingredient> drug = snapshot.solution().map(Solution::primary);
        int minute = Math.floorMod(pumpTime.getEpochSecond() / 60, Programme.MINUTES_PER_DAY);
        return Plot.of(
                snapshot.programme(),
                drug.map(Solution.Ingredient::concentration),
                drug.map(each -> services.drugName(each.drug())).orElse(""),
                Optional.empty(),
                snapshot.motor() == MotorState.RUNNING ? Optional.of(new DayTime(minute)) : Optional.empty());
    }

    /** The dose of 24 h; why there is none. */
    Num dose(Optional<PumpStatus.Reading> reading) {
        return reading.map(each -> each.snapshot()
                        .solution()
                        .map(solution -> Show.withUnit(DailyDose.of(
                                        each.snapshot().programme(),
                                        solution.primary().concentration())
                                .text()))
                        .orElseGet(() -> Show.none(text("fleet.notTold"))))
                .orElseGet(() -> Show.none(text("fleet.notRead")));
    }

    /** Of what, and how. */
    String doseOf(Optional<PumpStatus.Reading> reading) {
        return reading.map(each -> text(
                        "pump.doseOf",
                        each.snapshot()
                                .solution()
                                .map(solution ->
                                        services.drugName(solution.primary().drug()))
                                .orElse(text("pump.noDrug")),
                        mode(each.snapshot().programme())))
                .orElse("");
    }

    private static String mode(Programme programme) {
        if (programme instanceof Programme.Flex flex) {
            return text("mode.flex", flex.steps().size());
        }
        return text(programme instanceof Programme.Continuous ? "mode.continuous" : "mode.stopped");
    }

    /** What lies between reservoir and tip, as far as it was written down and read. */
    List<PumpView.Plug> plugs(Optional<Implant> implant, Optional<PumpStatus.Reading> reading, Instant pumpTime) {
        List<PumpView.Plug> plugs = new ArrayList<>();
        Optional<Solution> told = reading.flatMap(each -> each.snapshot().solution());
        Num volume = reading.map(each -> Projection.of(each)
                        .map(projection -> projected(projection, pumpTime))
                        .orElseGet(() -> Show.left(each.snapshot().reservoir())))
                .orElseGet(() -> Show.none(text("fleet.notRead")));
        told.ifPresent(each -> plugs.add(
                new PumpView.Plug(text("content.reservoir"), strips.named(each), volume, text("content.told"))));
        implant.ifPresent(each -> {
            String when = text("content.enrolled", Show.day(each.enrolled()));
            if (told.isEmpty() || !told.get().equals(each.reservoir())) {
                plugs.add(new PumpView.Plug(
                        text("content.reservoirEnrolled"),
                        strips.named(each.reservoir()),
                        told.isPresent() ? Show.none(text("content.seeAbove")) : volume,
                        when));
            }
            plugs.add(new PumpView.Plug(
                    text("content.path"),
                    strips.named(each.path()),
                    path(each).map(Facts::millilitres).orElseGet(() -> Show.none(text("pump.catheter.unknown"))),
                    when));
        });
        return plugs;
    }

    /**
     * How long what leaves the reservoir now takes to the tip, by the schedule from this time of the pump's day on; at the earliest half the way,
     * because drug runs ahead in the middle of a catheter.
     */
    String timeToTip(Optional<Implant> implant, Optional<PumpStatus.Reading> reading, Instant pumpTime) {
        Optional<Ratio> path = implant.flatMap(Facts::path);
        Optional<PumpStatus.Reading> flowing =
                reading.filter(each -> each.snapshot().motor() == MotorState.RUNNING);
        if (path.isEmpty() || flowing.isEmpty()) {
            return text(path.isEmpty() ? "content.tip.noPath" : "content.tip.noFlow");
        }
        Snapshot snapshot = flowing.get().snapshot();
        // the pump's own clock, as far as it was off when it was read
        LocalTime clock = LocalTime.ofInstant(
                pumpTime.plus(Duration.between(flowing.get().pumpTime(), snapshot.deviceClock())), ZoneOffset.UTC);
        Optional<Duration> whole = snapshot.programme().timeToDeliver(path.get(), clock);
        Optional<Duration> half = snapshot.programme().timeToDeliver(path.get().dividedBy(2), clock);
        return whole.isEmpty() || half.isEmpty()
                ? text("content.tip.noFlow")
                : text(
                        "content.tip",
                        Show.hoursAndMinutes(whole.get()),
                        Show.hoursAndMinutes(half.get()),
                        clock.truncatedTo(ChronoUnit.MINUTES).toString());
    }

    private static Optional<Ratio> catheter(Implant implant) {
        Ratio sum = Ratio.ZERO;
        for (CatheterSegment each : implant.catheter()) {
            if (each.supplied().isEmpty()
                    || each.trimmed().isEmpty()
                    || each.trimmed().get().compareTo(each.supplied().get()) > 0) {
                return Optional.empty();
            }
            sum = sum.plus(
                    each.bore().times(each.supplied().get().minus(each.trimmed().get())));
        }
        return Optional.of(sum);
    }

    private static Optional<Ratio> path(Implant implant) {
        return catheter(implant)
                .map(each -> each.plus(
                        implant.identity().capabilities().tubingVolume().exact()));
    }

    private static Num millilitres(Ratio nanolitres) {
        return Show.of(nanolitres.dividedBy(NANOLITRES), 4, "mL");
    }

    private static PumpView.Fact value(String name, Num value, String source) {
        return new PumpView.Fact(text(name), Optional.of(value), "", source);
    }

    private static PumpView.Fact words(String name, String words, String source) {
        return new PumpView.Fact(text(name), Optional.empty(), words, source);
    }
}
