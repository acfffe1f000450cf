// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.pump.Answer;
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
        return all(type).findFirst();
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
}
