// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.host.HostFold.Pairing;

/**
 * All that a {@link HostFold} remembers of the ledger, so that it can be kept and taken up again: what is not in here is forgotten by a restart
 * that finds a snapshot. What else the fold holds follows from it. Guarded by whoever owns it; the values in it never change, but for the lists of
 * {@code unreadable}.
 */
final class HostState {
    final Map<PumpId, Pairing> pairings;
    final Map<PumpId, PumpStatus.Reading> readings;
    final Map<CommandId, CommandRecord> commands;
    final Map<Long, CommandId> usedReleases;
    final Map<PumpId, List<String>> unreadable;
    final Set<Digest> late;
    final ManualBook manual;
    /** The sequence of the first entry that was not seen. */
    long next;
    /** How many commands there were. */
    long order;

    /** Of no entries. */
    HostState() {
        pairings = new TreeMap<>();
        readings = new HashMap<>();
        commands = new HashMap<>();
        usedReleases = new HashMap<>();
        unreadable = new HashMap<>();
        late = new HashSet<>();
        manual = new ManualBook();
    }

    /** A copy that does not change with the original. */
    HostState(HostState original) {
        pairings = new TreeMap<>(original.pairings);
        readings = new HashMap<>(original.readings);
        commands = new HashMap<>(original.commands);
        usedReleases = new HashMap<>(original.usedReleases);
        unreadable = new HashMap<>();
        original.unreadable.forEach((pump, words) -> unreadable.put(pump, new ArrayList<>(words)));
        late = new HashSet<>(original.late);
        manual = new ManualBook(original.manual);
        next = original.next;
        order = original.order;
    }
}
