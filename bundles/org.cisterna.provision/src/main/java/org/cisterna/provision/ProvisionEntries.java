// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.provision.Software.Part;
import org.cisterna.pump.Caller;
import org.cisterna.pump.DriverJar;

/** The ledger entries of the drivers folder: {@code provision.found}, {@code .admitted}, {@code .running}, {@code .refused}, {@code .removed}; and of what runs beside: {@code .started}, {@code .bundle}. */
final class ProvisionEntries {

    static final String ADMITTED = "provision.admitted";
    /** With which software and configuration a start runs. */
    static final String STARTED = "provision.started";

    /** A bundle came, went or changed. */
    static final String BUNDLE = "provision.bundle";

    static final int VERSION = 1;

    private static final int BUNDLES_AN_ENTRY = 100;
    private static final int MOST_FILES = 40;

    private ProvisionEntries() {}

    /** What the system noticed about a jar. */
    static Entry noticed(String event, DriverJar jar) {
        return Entry.of("provision." + event, VERSION, Actor.system("provision"))
                .body(body(jar))
                .build();
    }

    /** Somebody admitted a jar. */
    static Entry admitted(DriverJar jar, Caller caller) {
        return Entry.of(ADMITTED, VERSION, new Actor(caller.id(), caller.printedName(), caller.role(), caller.via()))
                .correlation(caller.correlation())
                .body(body(jar))
                .build();
    }

    /**
     * With what the platform started: its bundles, in as many entries as they need, and the files of its configuration by their digests.
     *
     * @param configuration digests by name
     */
    static List<Entry> started(Software software, SortedMap<String, Digest> configuration) {
        List<String> all = new TreeMap<>(software.bundles())
                .entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue().version() + " "
                                + each.getValue().state())
                        .toList();
        List<String> files = configuration.entrySet().stream()
                .limit(MOST_FILES)
                .map(each -> each.getKey() + " " + each.getValue().text())
                .toList();
        List<Entry> entries = new ArrayList<>();
        for (int from = 0; from == 0 || from < all.size(); from += BUNDLES_AN_ENTRY) {
            entries.add(Entry.of(STARTED, VERSION, Actor.system("provision"))
                    .body(Json.object()
                            .put("part", from / BUNDLES_AN_ENTRY + 1)
                            .put("parts", Math.max(1, (all.size() + BUNDLES_AN_ENTRY - 1) / BUNDLES_AN_ENTRY))
                            .put(
                                    "bundles",
                                    Json.texts(all.subList(from, Math.min(all.size(), from + BUNDLES_AN_ENTRY))))
                            .put("configuration", Json.texts(from == 0 ? files : List.of()))
                            .build())
                    .build());
        }
        return entries;
    }

    /** A bundle came, went or changed while the platform ran. */
    static Entry bundle(String name, Optional<Part> before, Optional<Part> after) {
        return Entry.of(BUNDLE, VERSION, Actor.system("provision"))
                .body(Json.object()
                        .put("bundle", name)
                        .putOptional("before", before.map(each -> each.version() + " " + each.state()))
                        .putOptional("after", after.map(each -> each.version() + " " + each.state()))
                        .build())
                .build();
    }

    private static org.cisterna.canonical.JsonObject body(DriverJar jar) {
        return Json.object()
                .put("file", jar.file())
                .putOptional("digest", jar.digest().map(Digest::text))
                .putOptional("symbolicName", jar.symbolicName())
                .putOptional("version", jar.version())
                .put("reason", jar.reason())
                .build();
    }
}
