// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.storage.Storage;

/**
 * Which devices a folder holds: {@code fleet.json}, readable by its owner alone, because it holds what is printed on the labels.
 *
 * @param seed of the fleet, for as long as the folder lives
 * @param pumps in the order of their numbers
 * @param papers what is written of the last fills of those that were filled since they were made, or have no telemetry
 */
record FleetFile(long seed, List<DeviceSetup> pumps, List<Papers> papers) {

    private static final String NAME = "fleet.json";

    FleetFile {
        pumps = List.copyOf(pumps);
        papers = List.copyOf(papers);
    }

    /**
     * The folder's fleet, made or made larger when the order asks for more than there is. A pump that is new has lived through its past before the file names
     * it: a kill in between leaves a device that nobody knows, and the next start makes it anew.
     *
     * @param further that have to be there too, by the seed of the folder
     * @param maker makes a new device
     */
    static FleetFile open(
            Storage storage, FleetOrder order, LongFunction<List<PastPump>> further, Instant now, Maker maker)
            throws IOException {
        boolean known = storage.exists(NAME);
        FleetFile there = known ? read(storage) : new FleetFile(order.seed(), List.of(), List.of());
        List<DeviceSetup> pumps = new ArrayList<>(there.pumps());
        List<Papers> papers = new ArrayList<>(there.papers());
        // those with papers were wanted by name; only the others count against the order
        Set<String> named = papers.stream().map(Papers::serial).collect(Collectors.toSet());
        long ordinary =
                pumps.stream().filter(each -> !named.contains(each.serial())).count();
        for (int number = 1; ordinary < order.pumps(); number++) {
            DeviceSetup setup = FleetPlan.pump(there.seed(), number, now);
            if (pumps.stream().noneMatch(each -> each.serial().equals(setup.serial()))) {
                pumps.add(setup);
                ordinary++;
            }
        }
        for (PastPump pump : further.apply(there.seed())) {
            DeviceSetup setup = pump.pump()
                    .setup(FleetPlan.pairingCode(there.seed(), pump.pump().serial()), now);
            if (isNew(pumps, setup)) {
                maker.make(pump, setup, there.seed());
                pumps.add(setup);
                papers.add(pump.papers(now));
            }
        }
        if (pumps.size() == there.pumps().size()) {
            return there;
        }
        FleetFile grown = new FleetFile(there.seed(), pumps, papers);
        JsonObject json = Json.object()
                .put("seed", Long.toString(grown.seed()))
                .put(
                        "pumps",
                        Json.array(grown.pumps().stream().map(DeviceSetup::json).toList()))
                .put(
                        "papers",
                        Json.array(grown.papers().stream().map(Papers::json).toList()))
                .build();
        storage.replaceAtomically(NAME, json.canonicalBytes(), Storage.Mode.CREATE_PRIVATE);
        return grown;
    }

    /** Makes a device that was not there. */
    interface Maker {
        void make(PastPump pump, DeviceSetup setup, long seed) throws IOException;
    }

    private static boolean isNew(List<DeviceSetup> pumps, DeviceSetup setup) throws IOException {
        Optional<DeviceSetup> same = pumps.stream()
                .filter(each -> each.serial().equals(setup.serial()))
                .findFirst();
        if (same.isPresent() && !same.get().toString().equals(setup.toString())) {
            throw new IOException("the folder has " + same.get() + " already, so there cannot be " + setup
                    + "; give the pump of the story another serial");
        }
        return same.isEmpty();
    }

    private static FleetFile read(Storage storage) throws IOException {
        try {
            JsonObject json = (JsonObject) Json.parse(storage.readAll(NAME));
            return new FleetFile(
                    Long.parseLong(json.string("seed")),
                    json.array("pumps").objects().stream()
                            .map(DeviceSetup::fromJson)
                            .toList(),
                    json.optionalArray("papers").map(each -> each.objects()).orElse(List.of()).stream()
                            .map(Papers::fromJson)
                            .toList());
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IOException(
                    NAME + " in the folder of simulated devices cannot be read: " + e.getMessage()
                            + ". Restore it from a backup, or remove the folder to make a new fleet",
                    e);
        }
    }
}
