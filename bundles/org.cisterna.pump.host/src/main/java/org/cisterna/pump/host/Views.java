// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.PumpStatus.LinkState;
import org.cisterna.pump.host.HostFold.Pairing;

/** Pumps and drivers as people see them: the fold, the bonds, and what this process is doing. */
final class Views {

    private final Parts parts;
    private final ManualFamilies families;

    Views(Parts parts, ManualFamilies families) {
        this.parts = parts;
        this.families = families;
    }

    /** The pumps that are paired, or were and are not entered so. */
    Set<PumpId> ids() {
        Set<PumpId> ids = new TreeSet<>(parts.feed().fold().pumps());
        parts.keys().bonds().forEach(bond -> ids.add(bond.pump()));
        ids.addAll(parts.feed().fold().manualPumps());
        return ids;
    }

    /** One of them. */
    Optional<PumpStatus> status(PumpId pump, boolean busy) {
        HostFold fold = parts.feed().fold();
        Optional<PumpStatus> byHand = fold.manual(pump).map(each -> byHand(each, fold));
        if (byHand.isPresent()) {
            return byHand;
        }
        Optional<Pairing> pairing = fold.pairing(pump);
        Optional<PumpKeys.Bond> bond = parts.keys().bond(pump);
        if (pairing.isEmpty() && bond.isEmpty()) {
            return Optional.empty();
        }
        String family = pairing.map(each -> each.paired().family())
                .orElseGet(() -> bond.orElseThrow().family());
        Link link = link(pump, family, pairing.isPresent(), busy);
        return Optional.of(new PumpStatus(
                pump,
                family,
                pairing.map(each -> each.paired().address())
                        .orElseGet(() -> bond.orElseThrow().address()),
                pairing.map(Pairing::since).orElseGet(() -> bond.orElseThrow().since()),
                pairing.map(each -> each.paired().identity().simulated())
                        .orElseGet(() -> bond.orElseThrow().simulated()),
                link.state(),
                link.words(),
                parts.feed().reading(pump),
                fold.standing(pump).flatMap(CommandRecord::view)));
    }

    /** A pump without telemetry: it has no reading, and never will. */
    private PumpStatus byHand(ManualPump pump, HostFold fold) {
        List<String> unreadable = fold.unreadable(pump.pump());
        boolean described = families.find(pump.family()).isPresent();
        return new PumpStatus(
                pump.pump(),
                pump.family(),
                "",
                pump.since(),
                pump.identity().simulated(),
                LinkState.NO_TELEMETRY,
                !unreadable.isEmpty()
                        ? Refusals.unreadable(unreadable).message()
                        : described
                                ? ""
                                : ManualRefusals.notDescribed(pump.family()).message(),
                Optional.empty(),
                fold.standing(pump.pump()).flatMap(CommandRecord::view));
    }

    private record Link(LinkState state, String words) {}

    private Link link(PumpId pump, String family, boolean entered, boolean busy) {
        Optional<DriverSlot> running = parts.drivers().running(family);
        if (running.isEmpty()) {
            Optional<DriverSlot> refused = parts.drivers().refused(family);
            return refused.map(slot -> new Link(
                            LinkState.DRIVER_FAULTY,
                            "its driver is not used: " + slot.known().reason()))
                    .orElseGet(() -> new Link(
                            LinkState.DRIVER_STOPPED,
                            "driver stopped since "
                                    + parts.drivers()
                                            .last(family)
                                            .map(slot -> slot.known().since())
                                            .orElse(parts.notes().start())));
        }
        List<String> stuck = running.get().lanes().stuckFor(pump);
        if (!stuck.isEmpty()) {
            return new Link(
                    LinkState.DRIVER_FAULTY,
                    "calls of its driver do not come back (" + String.join(", ", stuck)
                            + "); it can still be stopped; restart the platform");
        }
        return new Link(busy ? LinkState.IN_SESSION : LinkState.SILENT, words(pump, entered));
    }

    private String words(PumpId pump, boolean entered) {
        if (!entered) {
            return Refusals.pairingNotEntered(pump).message();
        }
        if (parts.keys().bond(pump).isEmpty()) {
            return "its key cannot be used: " + parts.keys().trouble(pump).orElse("it is not there")
                    + "; pair it again";
        }
        List<String> unreadable = parts.feed().fold().unreadable(pump);
        if (!unreadable.isEmpty()) {
            return Refusals.unreadable(unreadable).message();
        }
        return parts.notes().wrong(pump).orElse("");
    }

    /** The drivers. */
    List<DriverStatus> drivers() {
        Map<String, Long> pumps = ids().stream()
                .flatMap(id -> status(id, false).stream())
                .collect(Collectors.groupingBy(PumpStatus::family, Collectors.counting()));
        ToIntFunction<String> count = family -> Math.toIntExact(pumps.getOrDefault(family, 0L));
        List<DriverStatus> described = families.statuses(count);
        Set<String> driven = new TreeSet<>(pumps.keySet());
        described.forEach(each -> driven.remove(each.family()));
        return Stream.concat(
                        parts.drivers().statuses(driven, count, parts.notes().start()).stream(), described.stream())
                .sorted(Comparator.comparing(DriverStatus::family).thenComparing(DriverStatus::state))
                .toList();
    }
}
