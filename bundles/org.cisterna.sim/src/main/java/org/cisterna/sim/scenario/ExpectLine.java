// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.scenario.Words.Wrong;

/** What has to be so of one pump. */
final class ExpectLine {

    private static final String WHAT = "motor, runs, alarm, no-alarm, event, no-event, battery, outcome, refused,"
            + " may-be-stopped, not-said-stopped, delivered, lost, holds, reservoir, flowing or not-flowing";
    private static final List<String> OUTCOMES = List.of("APPLIED", "NOT_APPLIED", "UNKNOWN");

    /** What is so in the world, whatever a pump says. */
    private static final List<String> TRUTH = List.of("delivered", "lost", "holds", "flowing", "not-flowing");

    private final DeviceFamily family;
    private final Duration now;

    ExpectLine(DeviceFamily family, Duration now) {
        this.family = family;
        this.now = now;
    }

    ScenarioAct read(Words words) throws Wrong {
        Expectation what = what(words);
        Duration within = words.takes("within") ? words.positiveTime("time") : Duration.ZERO;
        return new ScenarioAct.Expect(what, within);
    }

    private Expectation what(Words words) throws Wrong {
        String what = words.take("what is expected");
        if (!family.hasTelemetry() && !TRUTH.contains(what)) {
            throw new Wrong(
                    what,
                    "is nothing but what a pump says, and one of " + family.name() + " has no telemetry",
                    "choose one of " + TRUTH);
        }
        return switch (what) {
            case "motor" ->
                new Expectation.Motor(
                        words.constant(MotorState.class, "a state of the motor", List.of(MotorState.values())));
            case "battery" ->
                new Expectation.Battery(words.constant(
                        Snapshot.Battery.class, "a state of the battery", List.of(Snapshot.Battery.values())));
            case "runs" -> new Expectation.Runs(ActLine.programme(words));
            case "alarm" -> new Expectation.Alarm(words.code("alarm"), true);
            case "no-alarm" -> new Expectation.Alarm(words.code("alarm"), false);
            case "event" -> new Expectation.Event(words.code("event"), true);
            case "no-event" -> new Expectation.Event(words.code("event"), false);
            case "outcome" -> outcome(words.take("an outcome"));
            case "refused" -> new Expectation.Refused(words.code("code of a refusal"));
            case "may-be-stopped" -> new Expectation.MayBeStopped(true);
            case "not-said-stopped" -> new Expectation.MayBeStopped(false);
            case "flowing" -> new Expectation.Flowing(true);
            case "not-flowing" -> new Expectation.Flowing(false);
            case "delivered" -> {
                Volume[] bounds = bounds(words);
                yield new Expectation.Delivered(bounds[0], bounds[1], since(words));
            }
            case "lost" -> {
                Volume[] bounds = bounds(words);
                yield new Expectation.Lost(bounds[0], bounds[1], since(words));
            }
            case "holds" -> {
                Volume[] bounds = bounds(words);
                yield new Expectation.Holds(bounds[0], bounds[1]);
            }
            case "reservoir" -> {
                Volume[] bounds = bounds(words);
                yield new Expectation.Reservoir(bounds[0], bounds[1]);
            }
            default -> throw new Wrong(what, "is nothing that can be expected", "choose " + WHAT);
        };
    }

    private static Expectation outcome(String name) throws Wrong {
        if (!OUTCOMES.contains(name)) {
            throw new Wrong(name, "is no outcome", "choose one of " + OUTCOMES);
        }
        return new Expectation.Outcome(name);
    }

    private Duration since(Words words) throws Wrong {
        words.require("since", "the time from which it is counted, as in 'since 0 s'");
        Duration since = words.time("time");
        if (since.compareTo(now) > 0) {
            throw new Wrong(since.toString(), "is later than the line itself", "count from an earlier time");
        }
        return since;
    }

    private static Volume[] bounds(Words words) throws Wrong {
        Volume least = words.volume("volume");
        words.require("to", "the upper bound: a volume lies between two");
        Volume most = words.volume("volume");
        if (most.compareTo(least) < 0) {
            throw new Wrong(
                    Arrays.asList(least.text(), most.text()).toString(),
                    "has its bounds the wrong way round",
                    "give the lower first");
        }
        return new Volume[] {least, most};
    }
}
