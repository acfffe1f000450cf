// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.therapy.AccessRefused;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.SessionEntry;

/** Which entries tell an outcome, and which one: how a command to a pump ended, entered late or in time, or that something was refused. */
final class Outcomes {

    private static final String REFUSED = "REFUSED";
    private static final List<String> ENDS = List.of(PumpEntries.Ended.TYPE, PumpEntries.Late.TYPE);
    private static final List<String> REFUSALS = List.of(
            SessionEntry.Refused.TYPE,
            PeopleEntry.SignRefused.TYPE,
            AccessRefused.TYPE,
            ChangeEntry.Mismatched.TYPE,
            EmergencyEntry.RetypeDiffered.TYPE,
            ChangeEntry.NotSent.TYPE,
            "provision.refused",
            DriverChange.TYPE);

    private Outcomes() {}

    /** The types among which entries of this outcome are. */
    static List<String> types(String outcome) {
        return outcome.equals(REFUSED) ? REFUSALS : ENDS;
    }

    /** Whether an entry of one of these types has this outcome. */
    static boolean has(Entry entry, String outcome) {
        if (outcome.equals(REFUSED)) {
            return REFUSALS.contains(entry.type()) && (!entry.type().equals(DriverChange.TYPE) || isNotUsed(entry));
        }
        return ENDS.contains(entry.type()) && outcome.equals(ending(entry));
    }

    /** Of a driver's service that came, went, or came and is not used, the last is a refusal. */
    private static boolean isNotUsed(Entry entry) {
        try {
            return entry.body().string("state").equals(DriverChange.State.REFUSED.name());
        } catch (JsonException unknownVersion) {
            return false; // as an ending that is not understood
        }
    }

    private static String ending(Entry entry) {
        try {
            JsonObject body = entry.body();
            if (entry.type().equals(PumpEntries.Late.TYPE)) {
                if (!body.string("type").equals(PumpEntries.Ended.TYPE)) {
                    return "";
                }
                body = body.object("body");
            }
            return body.object("result").string("outcome");
        } catch (JsonException unknownVersion) {
            return ""; // shown raw elsewhere; nothing is read out of what is not understood
        }
    }
}
