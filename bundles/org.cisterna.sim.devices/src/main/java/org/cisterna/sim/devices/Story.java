// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.sim.scenario.ScenarioAct;
import org.cisterna.sim.scenario.ScenarioStep;
import org.cisterna.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets happen to the devices of a folder what a scenario says, at its pump times: faults of pumps and links, syringes, presses. What somebody is to do by the
 * host, and what is expected, is left to people. How far it is stands in {@code story.json}, written before each act, so that none happens twice; one that a kill
 * interrupts is left out. Used by one thread.
 */
final class Story {

    private static final Logger LOG = LoggerFactory.getLogger(Story.class);
    private static final String NAME = "story.json";

    private final Storage storage;
    private final DeviceFleet fleet;
    private final Digest digest;
    private final Instant begun;
    private final List<ScenarioStep> steps;
    private int done;

    private Story(
            Storage storage, DeviceFleet fleet, Digest digest, List<ScenarioStep> steps, Instant begun, int done) {
        this.storage = storage;
        this.fleet = fleet;
        this.digest = digest;
        this.steps = steps;
        this.begun = begun;
        this.done = done;
    }

    /** A story that goes on where the folder has it, or begins now when the folder has none, or another one. */
    static Story open(Storage storage, Scenario scenario, DeviceFleet fleet) throws IOException {
        List<ScenarioStep> steps =
                scenario.steps().stream().filter(Story::happensHere).toList();
        Digest digest = Digest.of(scenario.toString().getBytes(StandardCharsets.UTF_8));
        LOG.info(
                "the story {} has {} steps; {} of them happen here, the others are for people",
                scenario.name(),
                scenario.steps().size(),
                steps.size());
        if (storage.exists(NAME)) {
            try {
                JsonObject kept = (JsonObject) Json.parse(storage.readAll(NAME));
                if (kept.string("digest").equals(digest.text())) {
                    return new Story(
                            storage,
                            fleet,
                            digest,
                            steps,
                            Instant.parse(kept.string("begun")),
                            Math.toIntExact(kept.number("done")));
                }
            } catch (JsonException | ClassCastException e) {
                throw new IOException(
                        NAME + " in the folder of simulated devices cannot be read: " + e.getMessage()
                                + ". Remove it to begin the story anew",
                        e);
            }
        }
        Story story = new Story(storage, fleet, digest, steps, fleet.now(), 0);
        story.keep();
        return story;
    }

    private static boolean happensHere(ScenarioStep step) {
        return step.act() instanceof ScenarioAct.OfDevice
                && !(step.act() instanceof ScenarioAct.Replay)
                && !(step.act() instanceof ScenarioAct.Fault fault
                        && fault.atByte().isPresent());
    }

    /** Lets everything happen that is due. */
    void tick() throws IOException {
        while (done < steps.size()
                && !fleet.now().isBefore(begun.plus(steps.get(done).at()))) {
            ScenarioStep step = steps.get(done);
            done++;
            keep();
            try {
                happens(step);
                LOG.info("line {} of the story has happened", step.line());
            } catch (IllegalArgumentException e) {
                LOG.warn("line {} of the story cannot happen: {}", step.line(), e.getMessage());
            }
        }
    }

    private void keep() throws IOException {
        JsonObject json = Json.object()
                .put("digest", digest.text())
                .put("begun", begun.toString())
                .put("done", done)
                .build();
        storage.replaceAtomically(NAME, json.canonicalBytes(), Storage.Mode.CREATE_PRIVATE);
    }

    private void happens(ScenarioStep step) throws IOException {
        ManagedDevice managed = fleet.find(step.pump().orElseThrow());
        SimulatedDevice device = fleet.alive(managed);
        if (step.act() instanceof ScenarioAct.Fault fault) {
            device.inject(fault.fault(), fault.value());
        } else if (step.act() instanceof ScenarioAct.Break broken) {
            managed.arm(broken.fault(), broken.thenAway());
        } else if (step.act() instanceof ScenarioAct.Reach reach) {
            managed.away(!reach.within());
        } else if (step.act() instanceof ScenarioAct.Withdraw withdraw) {
            device.withdraw(withdraw.volume());
        } else if (step.act() instanceof ScenarioAct.Fill fill) {
            device.fill(fill.volume(), fill.solution());
        } else {
            device.patientAsks();
        }
    }
}
