// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.storage.Storage;

/**
 * Which devices a folder holds: {@code fleet.json}, readable by its owner alone, because it holds what is printed on the labels.
 *
 * @param seed of the fleet, for as long as the folder lives
 * @param pumps in the order of their numbers
 */
record FleetFile(long seed, List<DeviceSetup> pumps) {

    private static final String NAME = "fleet.json";

    FleetFile {
        pumps = List.copyOf(pumps);
    }

    /** The folder's fleet, made or made larger when the order asks for more than there is. */
    static FleetFile open(Storage storage, FleetOrder order, List<ScenarioPump> further, Instant now)
            throws IOException {
        boolean known = storage.exists(NAME);
        FleetFile there = known ? read(storage) : new FleetFile(order.seed(), List.of());
        List<DeviceSetup> pumps = new ArrayList<>(there.pumps());
        for (int number = pumps.size() + 1; pumps.size() < order.pumps(); number++) {
            pumps.add(FleetPlan.pump(there.seed(), number, now));
        }
        for (ScenarioPump pump : further) {
            add(pumps, pump.setup(FleetPlan.pairingCode(there.seed(), pump.serial()), now));
        }
        if (pumps.size() == there.pumps().size()) {
            return there;
        }
        FleetFile grown = new FleetFile(there.seed(), pumps);
        JsonObject json = Json.object()
                .put("seed", Long.toString(grown.seed()))
                .put(
                        "pumps",
                        Json.array(grown.pumps().stream().map(DeviceSetup::json).toList()))
                .build();
        storage.replaceAtomically(NAME, json.canonicalBytes(), Storage.Mode.CREATE_PRIVATE);
        return grown;
    }

    /** Adds a pump, unless it is there. */
    private static void add(List<DeviceSetup> pumps, DeviceSetup setup) throws IOException {
        Optional<DeviceSetup> same = pumps.stream()
                .filter(each -> each.serial().equals(setup.serial()))
                .findFirst();
        if (same.isEmpty()) {
            pumps.add(setup);
        } else if (!same.get().toString().equals(setup.toString())) {
            throw new IOException("the folder has " + same.get() + " already, so there cannot be " + setup
                    + "; give the pump of the story another serial");
        }
    }

    private static FleetFile read(Storage storage) throws IOException {
        try {
            JsonObject json = (JsonObject) Json.parse(storage.readAll(NAME));
            return new FleetFile(
                    Long.parseLong(json.string("seed")),
                    json.array("pumps").objects().stream()
                            .map(DeviceSetup::fromJson)
                            .toList());
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IOException(
                    NAME + " in the folder of simulated devices cannot be read: " + e.getMessage()
                            + ". Restore it from a backup, or remove the folder to make a new fleet",
                    e);
        }
    }
}
