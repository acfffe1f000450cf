// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Caller;
import org.cisterna.pump.DriverJar;

/** The ledger entries of the drivers folder: {@code provision.found}, {@code .admitted}, {@code .running}, {@code .refused}, {@code .removed}. */
final class ProvisionEntries {

    static final String ADMITTED = "provision.admitted";
    static final int VERSION = 1;

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
