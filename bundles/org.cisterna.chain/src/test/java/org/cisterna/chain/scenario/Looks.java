// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Truth;
import org.cisterna.sim.scenario.Expectation;
import org.cisterna.sim.scenario.ScenarioAct;

/** Holds an expectation against what is so. */
final class Looks {

    private final HostDesk desk;
    private final Instant begin;

    Looks(HostDesk desk, Instant begin) {
        this.desk = desk;
        this.begin = begin;
    }

    /** What is so in place of what was expected, in words; empty when that is so. */
    Optional<String> seenInstead(ScenarioAct.Expect expect, Duration from, Bed bed)
            throws InterruptedException, IOException {
        Expectation what = expect.what();
        if (what instanceof Expectation.Delivered delivered) {
            return bounds(
                    bed.since(delivered.since(), Truth::atTipPicolitres),
                    delivered.least(),
                    delivered.most(),
                    "left the tip");
        } else if (what instanceof Expectation.Lost lost) {
            return bounds(bed.since(lost.since(), Truth::lostPicolitres), lost.least(), lost.most(), "were lost");
        } else if (what instanceof Expectation.Holds holds) {
            return bounds(bed.holdsNanolitres(), holds.least(), holds.most(), "can be taken out");
        } else if (what instanceof Expectation.Flowing flowing) {
            return differs(
                    flowing.flows(), bed.device().truth().flowing(), flowing.flows() ? "nothing flows" : "it flows");
        } else if (what instanceof Expectation.Outcome wanted) {
            String is = desk.outcome(bed).map(Outcome::name).orElse("none, for nothing was sent");
            return differs(wanted.name(), is, "the outcome is " + is);
        } else if (what instanceof Expectation.Refused wanted) {
            return bed.refused().contains(wanted.code())
                    ? Optional.empty()
                    : Optional.of(
                            "the last act was " + (bed.refused().isEmpty() ? "done" : "refused with " + bed.refused()));
        } else if (what instanceof Expectation.MayBeStopped said) {
            Optional<Instant> since = desk.mayBeStoppedSince(bed);
            return differs(
                    said.said(),
                    since.isPresent(),
                    since.map(each -> "the host says that it may be stopped since " + each)
                            .orElse("the host does not say that it may be stopped"));
        } else if (what instanceof Expectation.Event event) {
            List<String> log = desk.log(bed);
            return differs(
                    event.logged(),
                    log.contains(event.code()),
                    bed.refused().isEmpty() ? "its log holds " + log : "its log was refused with " + bed.refused());
        }
        return inReading(expect, from, bed);
    }

    private Optional<String> inReading(ScenarioAct.Expect expect, Duration from, Bed bed)
            throws InterruptedException, IOException {
        if (!expect.within().isZero()) {
            desk.act(new ScenarioAct.Read(), Optional.of(bed));
            if (!bed.refused().isEmpty()) {
                return Optional.of("it could not be read: " + bed.refused());
            }
        }
        Optional<PumpStatus.Reading> reading = desk.reading(bed);
        if (reading.isEmpty()) {
            return Optional.of("it was never read");
        }
        Snapshot snapshot = reading.get().snapshot();
        return said(expect.what(), snapshot, begin.plus(from), expect.within())
                .map(seen -> "the reading of " + reading.get().pumpTime() + " says " + seen);
    }

    private static Optional<String> said(Expectation what, Snapshot snapshot, Instant from, Duration within) {
        if (what instanceof Expectation.Motor motor) {
            return differs(motor.state(), snapshot.motor(), "motor " + snapshot.motor());
        } else if (what instanceof Expectation.Battery battery) {
            return differs(battery.state(), snapshot.battery(), "battery " + snapshot.battery());
        } else if (what instanceof Expectation.Runs runs) {
            return differs(
                    runs.programme(),
                    snapshot.programme(),
                    snapshot.programme().toJson().canonicalText());
        } else if (what instanceof Expectation.Reservoir reservoir) {
            return bounds(snapshot.reservoir().nanolitres(), reservoir.least(), reservoir.most(), "as its reservoir");
        }
        Expectation.Alarm alarm = (Expectation.Alarm) what;
        Optional<Alarm> stands = snapshot.alarms().stream()
                .filter(each -> each.code().equals(alarm.code()))
                .findFirst();
        if (alarm.stands()
                && !within.isZero()
                && stands.flatMap(Alarm::since).filter(from::isAfter).isPresent()) {
            return Optional.of(
                    "that it stands since " + stands.flatMap(Alarm::since).orElseThrow());
        }
        return differs(
                alarm.stands(),
                stands.isPresent(),
                "alarms " + snapshot.alarms().stream().map(Alarm::code).toList());
    }

    private static Optional<String> differs(Object wanted, Object is, String seen) {
        return wanted.equals(is) ? Optional.empty() : Optional.of(seen);
    }

    private static Optional<String> bounds(long nanolitres, Volume least, Volume most, String words) {
        return nanolitres >= least.nanolitres() && nanolitres <= most.nanolitres()
                ? Optional.empty()
                : Optional.of(new Volume(nanolitres).text() + " " + words);
    }
}
