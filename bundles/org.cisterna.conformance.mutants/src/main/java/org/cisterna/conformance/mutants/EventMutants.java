// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpEvent;

/** Drivers that are wrong about alarms and about the pump's log. */
final class EventMutants {

    private EventMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofSession(
                        "10.03", "an alarm without a word is left out", Held.alarms(each -> each.alarms().stream()
                                .filter(alarm -> !alarm.code().startsWith("UNKNOWN"))
                                .toList())),
                Mutant.ofDriver("10.05", "an alarm that comes again keeps its first time", driver -> {
                    Map<String, Alarm> first = new HashMap<>();
                    return new OtherDriver(driver).sessions(Held.alarms(each -> each.alarms().stream()
                            .map(alarm -> first.computeIfAbsent(alarm.code(), any -> alarm))
                            .toList()));
                }),
                Mutant.ofDriver("10.06", "what was read thrice is silent for ever", driver -> {
                    Map<String, Integer> read = new HashMap<>();
                    return new OtherDriver(driver).sessions(Held.alarms(each -> each.alarms().stream()
                            .filter(alarm -> read.merge(alarm.code(), 1, Integer::sum) <= 3)
                            .toList()));
                }),
                Mutant.ofDriver("10.07", "what was read in one session is silent in the next", driver -> {
                    Set<String> before = new HashSet<>();
                    return new OtherDriver(driver).sessions((session, context) -> {
                        Set<String> silent = Set.copyOf(before);
                        return Held.alarms(each -> {
                                    each.alarms().forEach(alarm -> before.add(alarm.code()));
                                    return each.alarms().stream()
                                            .filter(alarm -> !silent.contains(alarm.code()))
                                            .toList();
                                })
                                .change(session, context);
                    });
                }),
                Mutant.ofSession(
                        "10.08",
                        "equal events are joined",
                        Held.pages(page -> Held.events(page, events -> {
                            Set<String> seen = new HashSet<>();
                            return events.stream()
                                    .map(each -> seen.add(each.code()) ? each : Held.named(each, "REPEATED"))
                                    .toList();
                        }))),
                Mutant.ofSession("10.09", "the end has the time of the beginning", Held.pages(EventMutants::flattened)),
                Mutant.ofSession(
                        "16.02",
                        "a proof that failed is not logged",
                        Held.pages(page -> Held.events(page, events -> events.stream()
                                .map(each -> each.code().contains("AUTH") ? Held.named(each, "NOTHING") : each)
                                .toList()))),
                Mutant.ofSession(
                        "16.04",
                        "what was overwritten is not told",
                        Held.pages(page -> new EventPage(page.events(), 0, page.next(), page.more()))),
                Mutant.ofSession(
                        "16.05",
                        "an event without a word is another one",
                        Held.pages(page -> Held.events(page, events -> events.stream()
                                .map(each -> each.code().startsWith("UNKNOWN") ? Held.named(each, "RESTARTED") : each)
                                .toList()))));
    }

    private static EventPage flattened(EventPage page) {
        return Held.events(page, events -> {
            List<PumpEvent> flat = new ArrayList<>();
            for (PumpEvent each : events) {
                boolean end = each.code().contains("RECOVER") || each.code().contains("END");
                flat.add(
                        end && !flat.isEmpty()
                                ? new PumpEvent(
                                        each.number(),
                                        flat.get(flat.size() - 1).at(),
                                        each.code(),
                                        each.command(),
                                        each.detail())
                                : each);
            }
            return flat;
        });
    }
}
