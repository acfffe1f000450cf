// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.Map;
import java.util.Set;
import org.cisterna.audit.Entry;
import org.cisterna.pump.EventEntries;
import org.cisterna.pump.ManualEntries;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;

/**
 * Which entries about a pump this version of the host can be sure to understand. Of its own types it knows the versions; those of other parts
 * of the platform are known by their first word, and their owners judge the rest. Anything else blocks writes to the pump it concerns, for
 * it may say what this version must not overlook.
 */
final class KnownEntries {

    private static final Map<String, Integer> OURS = Map.of(
            PumpEntries.Paired.TYPE, PumpEntries.Paired.VERSION,
            PumpEntries.Reading.TYPE, PumpEntries.Reading.VERSION,
            PumpEntries.Intent.TYPE, PumpEntries.Intent.VERSION,
            PumpEntries.Ended.TYPE, PumpEntries.Ended.VERSION,
            PumpEntries.Late.TYPE, PumpEntries.Late.VERSION,
            EventEntries.PageRead.TYPE, EventEntries.PageRead.VERSION,
            PumpEntries.DriverChange.TYPE, PumpEntries.DriverChange.VERSION,
            Release.ENTRY_TYPE, Release.ENTRY_VERSION,
            ManualEntries.Registered.TYPE, ManualEntries.Registered.VERSION,
            ManualEntries.StepDone.TYPE, ManualEntries.StepDone.VERSION);

    private static final Set<String> OTHERS = Set.of(
            "therapy", "dosing", "people", "provision", "ledger", "platform", "records", "web", "rest", "console");

    private KnownEntries() {}

    static boolean readable(Entry entry) {
        String type = entry.type();
        String owner = type.substring(0, type.indexOf('.'));
        return owner.equals("pump") ? Integer.valueOf(entry.version()).equals(OURS.get(type)) : OTHERS.contains(owner);
    }
}
