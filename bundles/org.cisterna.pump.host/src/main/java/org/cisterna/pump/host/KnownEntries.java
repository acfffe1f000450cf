// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.EntryForms;

/**
 * Which entries about a pump this version of the host can be sure to understand. Of its own types it knows the versions; those of other parts
 * of the platform are known by their first word, and their owners judge the rest. Anything else blocks writes to the pump it concerns, for
 * it may say what this version must not overlook.
 */
final class KnownEntries {

    private static final Set<String> OTHERS = Set.of(
            "therapy", "dosing", "people", "provision", "ledger", "platform", "records", "web", "rest", "console");

    private KnownEntries() {}

    /** Its body, in the form of today where it is one of the host's own; empty where this version cannot read it. */
    static Optional<JsonObject> readable(Entry entry) {
        String type = entry.type();
        String owner = type.substring(0, type.indexOf('.'));
        return owner.equals("pump")
                ? EntryForms.newest(type, entry.version(), entry.body())
                : Optional.of(entry.body()).filter(body -> OTHERS.contains(owner));
    }
}
