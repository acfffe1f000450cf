// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.conformance.run.BundleContent;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.Standing;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs of the kit as a service. Jars and reports of a run lie in {@code DIR/cache/conformance} while it goes on. */
@Component(service = KitRuns.class, immediate = true)
public final class RunsComponent implements KitRuns {

    private static final Logger LOG = LoggerFactory.getLogger(RunsComponent.class);

    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final List<EvidenceStore> evidence = new CopyOnWriteArrayList<>();
    private final Map<PumpDriver, InstalledDriver> drivers = new ConcurrentHashMap<>();
    private final Threads threads;
    private final Path folder;
    private final RunDesk desk;

    /** Takes away what an earlier start left behind. */
    @Activate
    public RunsComponent(
            BundleContext context,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference Threads threads)
            throws IOException {
        this.threads = threads;
        String data = context.getProperty("cisterna.data");
        this.folder = Path.of(data == null ? "data" : data)
                .toAbsolutePath()
                .resolve("cache")
                .resolve("conformance");
        this.desk = new RunDesk(
                new RunDesk.Services(
                        () -> ledgers.stream().findFirst(),
                        () -> evidence.stream().findFirst(),
                        this::installed),
                new KitCommand(
                        threads, house, Optional.ofNullable(context.getProperty("cisterna.commands")), KitCommand.MAIN),
                house,
                folder);
        desk.tidyUp();
    }

    @Deactivate
    void deactivate() {
        desk.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        ledgers.add(ledger);
        // whoever asks first need not wait until all of it was read
        threads.start("conformance-ledger", desk::catchUp);
    }

    void unbindLedger(Ledger ledger) {
        ledgers.remove(ledger);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEvidence(EvidenceStore store) {
        evidence.add(store);
    }

    void unbindEvidence(EvidenceStore store) {
        evidence.remove(store);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDriver(PumpDriver driver, ServiceReference<PumpDriver> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle != null) {
            InstalledDriver found = found(bundle);
            drivers.put(driver, found);
            // what a driver says takes as long as it likes
            threads.start("conformance-driver", () -> describe(driver, found));
        }
    }

    void unbindDriver(PumpDriver driver) {
        drivers.remove(driver);
    }

    private InstalledDriver found(Bundle bundle) {
        String name = String.valueOf(bundle.getSymbolicName());
        String version = bundle.getVersion().toString();
        Path jar = folder.resolve("driver-" + bundle.getBundleId() + "-" + bundle.getLastModified() + ".jar");
        try {
            Files.createDirectories(folder);
            BundleJar.write(bundle, jar);
            return new InstalledDriver(name, version, "", Optional.of(BundleContent.digest(jar)), jar, "");
        } catch (IOException unreadable) {
            return new InstalledDriver(
                    name,
                    version,
                    "",
                    Optional.empty(),
                    jar,
                    "what its bundle holds cannot be read: " + unreadable.getMessage());
        }
    }

    private void describe(PumpDriver driver, InstalledDriver found) {
        String family = "";
        try {
            family = driver.descriptor().family();
        } catch (RuntimeException | LinkageError foreign) {
            LOG.warn("the driver {} did not say which pumps it drives: {}", found.name(), foreign.toString());
        }
        InstalledDriver described = new InstalledDriver(
                found.name(), found.version(), family, found.content(), found.jar(), found.trouble());
        drivers.computeIfPresent(driver, (same, before) -> described);
    }

    private List<InstalledDriver> installed() {
        return drivers.values().stream()
                .sorted(Comparator.comparing(InstalledDriver::name))
                .toList();
    }

    @Override
    public List<Standing> standings() {
        return desk.standings();
    }

    @Override
    public List<KitRun> runs() {
        return desk.runs();
    }

    @Override
    public Optional<KitRun> run(String id) {
        return desk.run(id);
    }

    @Override
    public Optional<String> obstacle() {
        return desk.obstacle();
    }

    @Override
    public Answer<KitRun> start(RunOrder order, Caller caller) {
        return desk.start(order, caller);
    }

    @Override
    public Answer<KitRun> cancel(String id, Caller caller) {
        return desk.cancel(id, caller);
    }

    @Override
    public Answer<byte[]> file(String id, ReportFile file) {
        return desk.file(id, file);
    }
}
