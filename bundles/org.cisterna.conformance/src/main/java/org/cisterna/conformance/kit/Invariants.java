// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.FillSensor;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Snapshot.Battery;

/** What has to hold of all readings of a life, whatever was done to the pump. Judged from the recorded trace alone. */
final class Invariants {

    private Invariants() {}

    /** Rule 8.01: what is left and what was given add up, and what is left is there. */
    static void reservoir(Trace trace, Capabilities can, Judge judge) {
        long capacity = can.reservoirCapacity().nanolitres();
        Optional<Long> sum = Optional.empty();
        for (Trace.Reading each : trace.readings()) {
            judge.about(() -> trace.momentsUntil(each.at()));
            // a fill-level sensor drifts as its pump declares: what has to add up is the pump's account
            long left = each.snapshot()
                    .fillSensor()
                    .map(FillSensor::calculated)
                    .orElse(each.snapshot().reservoir())
                    .nanolitres();
            judge.expect(left <= capacity, () -> "the reservoir shows " + left + " nL and holds " + capacity + " nL");
            long now = left + each.snapshot().delivered().nanolitres();
            long first = sum.orElse(now);
            sum = Optional.of(first);
            judge.expect(
                    Tolerance.agree(now, first),
                    () -> "at " + each.at() + " what is left and what was given are " + now + " nL together, and were "
                            + first + " nL");
            each.truth()
                    .ifPresent(truth -> judge.expect(
                            Tolerance.agree(left, truth.usablePicolitres() / 1_000),
                            () -> "at " + each.at() + " " + truth.usablePicolitres() / 1_000 + " nL are there, and "
                                    + left + " nL are shown"));
        }
    }

    /** Rule 9.05: what is reported as delivered flowed. */
    static void delivered(Trace trace, Judge judge) throws NotTestable {
        for (Trace.Reading each : trace.readings()) {
            judge.about(() -> trace.momentsUntil(each.at()));
            FlowTruth truth = each.truth().orElseThrow(() -> NotTestable.rig("the rig does not measure the flow"));
            long shown = each.snapshot().delivered().nanolitres();
            judge.expect(
                    Tolerance.agree(shown, truth.pushedPicolitres() / 1_000),
                    () -> "at " + each.at() + " " + truth.pushedPicolitres() / 1_000 + " nL had flowed, and " + shown
                            + " nL are reported");
        }
    }

    /** Rule 9.07: neither the count nor the fluid goes back. */
    static void forward(Trace trace, Judge judge) {
        List<Trace.Reading> readings = trace.readings();
        for (int i = 1; i < readings.size(); i++) {
            Trace.Reading before = readings.get(i - 1);
            Trace.Reading now = readings.get(i);
            judge.about(() -> trace.momentsUntil(now.at()));
            judge.expect(
                    now.snapshot().delivered().compareTo(before.snapshot().delivered()) >= 0,
                    () -> "the delivered volume fell from "
                            + before.snapshot().delivered().text() + " to "
                            + now.snapshot().delivered().text());
            if (before.truth().isPresent() && now.truth().isPresent()) {
                judge.expect(
                        now.truth().get().pushedPicolitres()
                                >= before.truth().get().pushedPicolitres(),
                        () -> "fluid was drawn back at " + now.at());
            }
        }
    }

    /** Rule 12.01: a battery gets no better by itself. A state that nobody knows says nothing. */
    static void battery(Trace trace, Judge judge) {
        Battery worst = Battery.OK;
        for (Trace.Reading each : trace.readings()) {
            judge.about(() -> trace.momentsUntil(each.at()));
            Snapshot snapshot = each.snapshot();
            Battery before = worst;
            if (snapshot.battery() != Battery.UNKNOWN) {
                judge.expect(
                        snapshot.battery().compareTo(before) >= 0,
                        () -> "the battery was " + before + " and is " + snapshot.battery() + " at " + each.at());
                worst = snapshot.battery().compareTo(before) > 0 ? snapshot.battery() : before;
            }
        }
    }

    /** Rule 16.01: the log, read on and on, gives each event once, and says what was lost; the number it is read on from at the end. */
    static long events(Trace trace, Judge judge) {
        long expected = 0;
        long before = -1;
        for (EventPage page : trace.pages()) {
            long from = expected;
            for (PumpEvent event : page.events()) {
                long last = before;
                judge.expect(event.number() > last, () -> "event " + event.number() + " comes after event " + last);
                before = event.number();
            }
            if (!page.events().isEmpty()) {
                long first = page.events().get(0).number();
                judge.expect(
                        from == 0 || first == from + page.lost(),
                        () -> "read on from " + from + ", the first event is " + first + ", and " + page.lost()
                                + " are said to be lost");
            }
            expected = page.next();
        }
        return expected;
    }
}
