// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.calculation.CalculationEngine;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.PumpHost;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Refusal;

/** The services that come and go. What is missing is a refusal that says what, and what to do. */
final class Surroundings {

    private static final Map<Class<?>, String> WORDS = Map.of(
            Ledger.class, "the ledger",
            EvidenceStore.class, "the store of evidence",
            PumpHost.class, "the pump host",
            DosingEngine.class, "the dosing engine",
            DrugLibrary.class, "the drug library",
            ManualPumps.class, "the keeper of pumps without telemetry",
            CalculationEngine.class, "the engine of calculations",
            People.class, "the service of accounts");

    /** One object may give several services; each counts as itself. */
    private record Bound(Class<?> type, Object service) {}

    private final List<Bound> services = new CopyOnWriteArrayList<>();

    <T> void bind(Class<T> type, T service) {
        services.add(new Bound(type, service));
    }

    <T> void unbind(Class<T> type, T service) {
        services.removeIf(each -> each.type() == type && each.service() == service);
    }

    /** Whether this very service is there. */
    <T> boolean isBound(Class<T> type, T service) {
        return all(type).anyMatch(each -> each == service);
    }

    private <T> Stream<T> all(Class<T> type) {
        return services.stream().filter(each -> each.type() == type).map(each -> type.cast(each.service()));
    }

    /** A service, the one that came first. */
    <T> Optional<T> find(Class<T> type) {
        for (Bound each : services) {
            if (each.type() == type) {
                return Optional.of(type.cast(each.service()));
            }
        }
        return Optional.empty();
    }

    /** Every limiter that is there. */
    List<LimitProvider> limiters() {
        return all(LimitProvider.class).toList();
    }

    /** A service, or the refusal in words. */
    <T> Answer<T> need(Class<T> type) {
        return find(type)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.SERVICE_MISSING.because(missing(type))));
    }

    /** That a service is missing, in words. */
    static String missing(Class<?> type) {
        return WORDS.getOrDefault(type, type.getSimpleName())
                + " is not there now, and this needs it; it may be starting again, try later or look at the list of services";
    }

    /** What is missing for therapy to be changed. */
    List<String> missing() {
        return List.of(Ledger.class, PumpHost.class, DosingEngine.class, DrugLibrary.class, People.class).stream()
                .filter(type -> find(type).isEmpty())
                .map(Surroundings::missing)
                .toList();
    }

    /**
     * Why no dose can be changed, though every service is there.
     *
     * @param required the limiters without which every draft is blocked
     */
    List<String> obstacles(List<String> required) {
        Set<String> there = limiters().stream().map(LimitProvider::name).collect(Collectors.toSet());
        Stream<String> limits = required.stream()
                .filter(name -> !there.contains(name))
                .map(name ->
                        "the limits called '" + name + "' never came, or went, so every draft is blocked; they come"
                                + " with the next start once their configuration in DIR/config is right, and what it lacks is in"
                                + " DIR/log");
        Stream<String> accounts = find(People.class)
                .filter(people -> people.people().isEmpty())
                .map(people -> "no account is valid, so nobody can sign in; the first administrator is made through the"
                        + " set-up link that ./cisterna run prints at its start")
                .stream();
        Stream<String> pumps = find(PumpHost.class).stream()
                .flatMap(host -> Stream.concat(host.behind().stream(), host.obstacles().stream()));
        return Stream.of(limits, accounts, pumps).flatMap(each -> each).toList();
    }
}
