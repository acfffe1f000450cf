// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.DriverSlot.Departed;
import org.cisterna.pump.host.DriverSlot.Known;
import org.cisterna.pump.host.DriverSlot.State;
import org.cisterna.pump.spi.PumpDriver;

/** The drivers that are there, and the last word about those that were. Safe for any number of threads. */
final class DriverRegistry {

    private static final int MAX_TEXT = 300;

    private final World world;
    private final List<DriverSlot> slots = new CopyOnWriteArrayList<>();
    /** By family: the last word about the driver of it that went last; not the driver, whose classes go with it. */
    private final Map<String, Departed> gone = new ConcurrentSkipListMap<>();

    DriverRegistry(World world) {
        this.world = world;
    }

    /** A service came. It is of no use until it was {@linkplain #ask asked}. */
    void add(PumpDriver driver) {
        slots.add(new DriverSlot(driver, world));
    }

    /** A service went; whatever uses it is told. Does not block. */
    Optional<DriverSlot> remove(PumpDriver driver) {
        for (DriverSlot slot : slots) {
            if (slot.driver() == driver) {
                Known last = slot.known();
                slots.remove(slot);
                Departed departed = slot.departed(world.house().now());
                if (last.state() == State.RUNNING) {
                    gone.put(family(last), departed);
                }
                slot.gone(departed.known());
                return last.state() == State.ASKED ? Optional.empty() : Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** The drivers to be asked what they are: new ones, and those refused because of another that has gone since. */
    List<DriverSlot> toBeAsked() {
        return slots.stream()
                .filter(slot -> slot.known().state() == State.ASKED || isFreeNow(slot.known()))
                .toList();
    }

    /** Whether a driver was refused for nothing but another one that is gone now. */
    private boolean isFreeNow(Known known) {
        return known.state() == State.REFUSED
                && known.descriptor().isPresent()
                && running(family(known)).isEmpty()
                && trouble(known.descriptor().get()).isEmpty();
    }

    /** Asks a driver what it is, and takes it or not. One caller at a time. Empty when it went meanwhile. */
    Optional<DriverChange> ask(DriverSlot slot) {
        Called<DriverDescriptor> said =
                slot.patience().call("driver descriptor", world.settings().atOnce(), slot.driver()::descriptor);
        Known next;
        if (said instanceof Called.Value<DriverDescriptor> descriptor) {
            String trouble = trouble(descriptor.value());
            Optional<DriverSlot> rival = running(descriptor.value().family()).filter(other -> other != slot);
            if (trouble.isEmpty() && rival.isPresent()) {
                trouble = "there is another driver for the family "
                        + descriptor.value().family() + ", " + name(rival.get().known())
                        + ", and it came first; take one of the two out";
            }
            next = known(trouble, Optional.of(descriptor.value()));
        } else {
            Called.Failed<DriverDescriptor> failed = (Called.Failed<DriverDescriptor>) said;
            next = known(
                    slot.driver().getClass().getName() + " does not say what it is: " + failed.words(),
                    Optional.empty());
        }
        return slot.become(next) ? Optional.of(change(slot.known())) : Optional.empty();
    }

    private Known known(String trouble, Optional<DriverDescriptor> descriptor) {
        return new Known(
                trouble.isEmpty() ? State.RUNNING : State.REFUSED, world.house().now(), descriptor, trouble);
    }

    private static String trouble(DriverDescriptor descriptor) {
        for (String text :
                List.of(descriptor.name(), descriptor.version(), descriptor.manufacturer(), descriptor.description())) {
            if (!ForeignWords.isPlain(text, MAX_TEXT)) {
                return "its description holds a text that is blank, longer than " + MAX_TEXT
                        + " characters or not printable: " + ForeignWords.of(text);
            }
        }
        if (descriptor.conduct().driverClass() == DriverClass.MANUAL) {
            return "it declares class MANUAL, and a pump without telemetry has no driver with sessions; it is to publish a ManualFamily";
        }
        return "";
    }

    /** The entry about a driver. */
    static DriverChange change(Known known) {
        return new DriverChange(
                family(known),
                switch (known.state()) {
                    case RUNNING -> DriverChange.State.APPEARED;
                    case REFUSED -> DriverChange.State.REFUSED;
                    case GONE, ASKED -> DriverChange.State.GONE;
                },
                known.descriptor().map(DriverDescriptor::digest),
                name(known),
                known.reason());
    }

    /** The driver of a family that is used. */
    Optional<DriverSlot> running(String family) {
        for (DriverSlot slot : slots) { // every view of a pump asks
            Known known = slot.known();
            if (known.state() == State.RUNNING && family(known).equals(family)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** What came of a request to a pump of a family, for the list of drivers; gives it back as it is. */
    <T> Answer<T> heard(String family, String subject, Answer<T> answer) {
        return running(family)
                .map(slot -> slot.troubles()
                        .hear(ForeignWords.of(subject), answer, world.house().now()))
                .orElse(answer);
    }

    /** Its driver refused to preview a plan. */
    void refusedPlan(String family, String subject, List<Violation> why) {
        running(family).ifPresent(slot -> slot.troubles()
                .refusedPlan(subject, why, world.house().now()));
    }

    /** The driver of a family that is there and not used. */
    Optional<DriverSlot> refused(String family) {
        return slots.stream()
                .filter(slot -> slot.known().state() == State.REFUSED)
                .filter(slot -> family(slot.known()).equals(family))
                .findFirst();
    }

    /** The driver of a family that went last. */
    Optional<Departed> last(String family) {
        return Optional.ofNullable(gone.get(family));
    }

    /**
     * The view.
     *
     * @param families of paired pumps: one without a driver is shown too
     * @param pumps how many of a family are paired
     * @param start since when a family that never had a driver is without
     */
    List<DriverStatus> statuses(Set<String> families, ToIntFunction<String> pumps, java.time.Instant start) {
        Map<String, List<DriverStatus>> byFamily = new TreeMap<>();
        for (DriverSlot slot : slots) {
            Known known = slot.known();
            if (known.state() == State.RUNNING || known.state() == State.REFUSED) {
                String family = family(known);
                int stuck = slot.stuckCalls() + (known.state() == State.RUNNING ? stuckOfGone(family) : 0);
                byFamily.computeIfAbsent(family, f -> new ArrayList<>())
                        .add(new DriverStatus(
                                family.isEmpty() ? "unknown" : family,
                                known.state() == State.RUNNING
                                        ? DriverStatus.State.RUNNING
                                        : DriverStatus.State.REFUSED,
                                known.since(),
                                known.reason(),
                                known.descriptor(),
                                known.state() == State.RUNNING ? pumps.applyAsInt(family) : 0,
                                stuck,
                                slot.troubles().told()));
            }
        }
        Set<String> all = new TreeSet<>(families);
        all.addAll(gone.keySet());
        for (String family : all) {
            if (running(family).isEmpty()) {
                Optional<Known> last = last(family).map(Departed::known);
                byFamily.computeIfAbsent(family, f -> new ArrayList<>())
                        .add(new DriverStatus(
                                family,
                                DriverStatus.State.STOPPED,
                                last.map(Known::since).orElse(start),
                                last.isPresent() ? "its service went" : "no driver for this family has come yet",
                                last.flatMap(Known::descriptor),
                                pumps.applyAsInt(family),
                                stuckOfGone(family)));
            }
        }
        return byFamily.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(DriverStatus::family).thenComparing(DriverStatus::state))
                .toList();
    }

    private int stuckOfGone(String family) {
        return last(family).map(Departed::stuckCalls).orElse(0);
    }

    private static String family(Known known) {
        return known.descriptor().map(DriverDescriptor::family).orElse("");
    }

    private static String name(Known known) {
        return known.descriptor()
                .map(each -> each.name() + " " + each.version())
                .orElse("");
    }
}
