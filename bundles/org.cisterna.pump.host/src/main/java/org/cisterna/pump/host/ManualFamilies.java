// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.pump.spi.ManualFamily;
import org.jspecify.annotations.Nullable;

/**
 * The families without telemetry whose services are there. Each is asked once, when somebody first wants to know; what it then said it is, whatever
 * it would say later.
 */
final class ManualFamilies {

    private static final int MAX_TEXT = 200;

    private final World world;
    private final Patience patience;
    private final Consumer<DriverChange> changed;
    private final List<Slot> slots = new CopyOnWriteArrayList<>();

    private static final class Slot {
        private final ManualFamily service;
        private final Instant since;
        private @Nullable Said said;

        Slot(ManualFamily service, Instant since) {
            this.service = service;
            this.since = since;
        }
    }

    /** What a family said of itself, and why it is not used; empty when it is. */
    private record Said(Optional<ManualDescription> description, String trouble) {

        private DriverChange change(DriverChange.State state) {
            Optional<DriverDescriptor> descriptor = description.map(ManualDescription::descriptor);
            return new DriverChange(
                    descriptor.map(DriverDescriptor::family).orElse(""),
                    state,
                    description.map(ManualDescription::digest),
                    descriptor.map(each -> each.name() + " " + each.version()).orElse(""),
                    trouble);
        }
    }

    /**
     * None yet.
     *
     * @param changed is told who came, went, or is not used
     */
    ManualFamilies(World world, Consumer<DriverChange> changed) {
        this.world = world;
        this.patience = new Patience(world.house(), world.threads());
        this.changed = changed;
    }

    void add(ManualFamily service) {
        slots.add(new Slot(service, world.house().now()));
    }

    void remove(ManualFamily service) {
        Optional<Slot> gone =
                slots.stream().filter(each -> each.service == service).findFirst();
        gone.ifPresent(slots::remove);
        gone.flatMap(each -> Optional.ofNullable(each.said))
                .filter(each -> each.trouble().isEmpty())
                .ifPresent(each -> changed.accept(each.change(DriverChange.State.GONE)));
    }

    private synchronized Said said(Slot slot) {
        Said known = slot.said;
        if (known != null) {
            return known;
        }
        Called<ManualDescription> called =
                patience.call("family's description", world.settings().atOnce(), slot.service::description);
        Said said = called instanceof Called.Value<ManualDescription> value
                ? new Said(Optional.of(value.value()), trouble(value.value()))
                : new Said(
                        Optional.empty(),
                        slot.service.getClass().getName() + " does not say what it is: "
                                + ((Called.Failed<ManualDescription>) called).words());
        slot.said = said;
        changed.accept(
                said.change(said.trouble().isEmpty() ? DriverChange.State.APPEARED : DriverChange.State.REFUSED));
        return said;
    }

    private String trouble(ManualDescription description) {
        DriverDescriptor descriptor = description.descriptor();
        for (String text :
                List.of(descriptor.name(), descriptor.version(), descriptor.manufacturer(), descriptor.description())) {
            if (!ForeignWords.isPlain(text, 2 * MAX_TEXT)) {
                return "its description holds a text that is blank, too long or not printable: "
                        + ForeignWords.of(text);
            }
        }
        boolean second = slots.stream()
                .map(each -> each.said)
                .anyMatch(each -> each != null
                        && each.trouble().isEmpty()
                        && each.description()
                                .filter(other -> other.descriptor().family().equals(descriptor.family()))
                                .isPresent());
        return second
                ? "there is another description of the family " + descriptor.family()
                        + ", and it came first; take one of the two out"
                : "";
    }

    /** The descriptions that are used. */
    List<ManualDescription> all() {
        return slots.stream()
                .map(this::said)
                .filter(each -> each.trouble().isEmpty())
                .flatMap(each -> each.description().stream())
                .sorted(java.util.Comparator.comparing(each -> each.descriptor().family()))
                .toList();
    }

    /** The description of a family, when it is here. */
    Optional<ManualDescription> find(String family) {
        return all().stream()
                .filter(each -> each.descriptor().family().equals(family))
                .findFirst();
    }

    /** As they stand in the list of drivers. */
    List<DriverStatus> statuses(ToIntFunction<String> pumps) {
        List<DriverStatus> statuses = new ArrayList<>();
        for (Slot slot : slots) {
            Said said = said(slot);
            boolean used = said.trouble().isEmpty();
            Optional<DriverDescriptor> descriptor = said.description().map(ManualDescription::descriptor);
            String family = descriptor.map(DriverDescriptor::family).orElse("unknown");
            statuses.add(new DriverStatus(
                    family,
                    used ? DriverStatus.State.RUNNING : DriverStatus.State.REFUSED,
                    slot.since,
                    said.trouble(),
                    descriptor,
                    used ? pumps.applyAsInt(family) : 0,
                    0));
        }
        return statuses;
    }
}
