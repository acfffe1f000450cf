// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.edition.EditionStatus;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.dosing.edition.PumpVerdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drug library as services: the editions, and what is in force of them. The limits come once the ledger was read, for only then is it known
 * which edition is in force; until then every draft is blocked.
 */
@Component(name = "org.cisterna.dosing.library", service = Editions.class, immediate = true)
public final class LibraryComponent implements Editions {

    private static final Logger LOG = LoggerFactory.getLogger(LibraryComponent.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Entries from one snapshot to the next. */
    private static final long EVERY = 4096;

    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final List<EvidenceStore> stores = new CopyOnWriteArrayList<>();
    private final List<DosingEngine> engines = new CopyOnWriteArrayList<>();
    private final Map<Ledger, Signal> reading = new ConcurrentHashMap<>();
    private final TimeSource house;
    private final Threads threads;
    private final LibraryEditions editions;
    private final Serving serving;

    /**
     * Reads the data of this jar.
     *
     * @throws IllegalArgumentException naming every reason for which they are not fit
     */
    @Activate
    public LibraryComponent(
            BundleContext context,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference Threads threads) {
        this.house = house;
        this.threads = threads;
        this.editions = new LibraryEditions(
                ShippedLibrary.data(),
                new LibraryEditions.Services(
                        () -> ledgers.stream().findFirst(),
                        () -> stores.stream().findFirst(),
                        () -> engines.stream().findFirst()),
                house);
        this.serving = new Serving(editions, (library, limits) -> {
            String type = limits ? LimitProvider.class.getName() : DrugLibrary.class.getName();
            ServiceRegistration<?> registration =
                    context.registerService(type, library, FrameworkUtil.asDictionary(Map.of()));
            return registration::unregister;
        });
        serving.begin();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        ledgers.add(ledger);
        Signal stop = threads.newSignal();
        reading.put(ledger, stop);
        threads.start("drug library reading of the ledger", () -> read(ledger, stop));
    }

    void unbindLedger(Ledger ledger) {
        ledgers.remove(ledger);
        Signal stop = reading.remove(ledger);
        if (stop != null) {
            stop.raise();
        }
        editions.keep(ledger, 1);
    }

    /** Tries again soon while what is in force cannot be told, as while the store of evidence is still to come. */
    private void read(Ledger ledger, Signal stop) throws InterruptedException {
        Duration pause;
        do {
            pause = AGAIN;
            try {
                serving.update();
                editions.keep(ledger, EVERY);
                pause = editions.inForce().isDone() ? PAUSE : AGAIN;
            } catch (RuntimeException broken) { // a ledger that goes while it is read; no limits are served
                LOG.error("the editions of the drug library could not be read", broken);
            }
        } while (!house.await(stop, house.now().plus(pause)));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEvidence(EvidenceStore store) {
        stores.add(store);
    }

    void unbindEvidence(EvidenceStore store) {
        stores.remove(store);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEngine(DosingEngine engine) {
        engines.add(engine);
    }

    void unbindEngine(DosingEngine engine) {
        engines.remove(engine);
    }

    @Deactivate
    void deactivate() {
        reading.values().forEach(Signal::raise);
        serving.end();
    }

    @Override
    public Answer<List<EditionStatus>> all() {
        return editions.all();
    }

    @Override
    public Answer<EditionStatus> draft(byte[] library, Caller author) {
        return editions.draft(library, author);
    }

    @Override
    public Answer<EditionStatus> review(Digest read, Caller reviewer) {
        return editions.review(read, reviewer);
    }

    @Override
    public Answer<EditionStatus> release(Digest edition, Caller releaser) {
        Answer<EditionStatus> released = editions.release(edition, releaser);
        serving.update();
        return released;
    }

    @Override
    public Answer<EditionStatus> withdraw(Digest edition, String reason, Caller caller) {
        Answer<EditionStatus> withdrawn = editions.withdraw(edition, reason, caller);
        serving.update();
        return withdrawn;
    }

    @Override
    public Answer<List<String>> difference(Digest edition) {
        return editions.difference(edition);
    }

    @Override
    public Answer<List<PumpVerdict>> verdicts(Digest edition) {
        return editions.verdicts(edition);
    }
}
