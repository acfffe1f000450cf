// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.DriverJar;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drivers folder as a service: watches {@code DIR/drivers} on a thread of its own. */
@Component(name = "org.cisterna.provision", configurationPid = "org.cisterna.provision", immediate = true)
@Designate(ocd = DriverFolderComponent.Settings.class)
public final class DriverFolderComponent implements DriverAdmissions {

    /** Configuration of the drivers folder. */
    @ObjectClassDefinition(name = "Drivers folder", description = "Who may put a driver into the running system")
    public @interface Settings {

        /** Whether every jar is admitted by itself. */
        @AttributeDefinition(
                name = "Admit by itself",
                description =
                        "true admits every jar put into the folder, and enters that the demo did so; for demonstrations only")
        boolean admitByItself() default false;
    }

    private static final Logger LOG = LoggerFactory.getLogger(DriverFolderComponent.class);
    private static final Duration END = Duration.ofSeconds(25);

    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final List<EvidenceStore> evidence = new CopyOnWriteArrayList<>();
    private final DriverFolder folder;
    private final PlatformRecord record;
    private final TimeSource house;
    private final FolderWatch watch;
    private final Worker worker;

    /** Starts to watch. */
    @Activate
    public DriverFolderComponent(
            BundleContext context,
            Settings settings,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference Threads threads)
            throws IOException {
        this.house = house;
        String data = context.getProperty("cisterna.data");
        Path root = Path.of(data == null ? "data" : data);
        Path drivers = Files.createDirectories(root.resolve("drivers"));
        this.folder = new DriverFolder(
                drivers,
                root.resolve("cache").resolve("drivers"),
                new FrameworkBundles(context, threads, house),
                house,
                () -> ledgers.stream().findFirst(),
                settings.admitByItself()
                        ? Optional.of(new Caller("demo", "Cisterna demo", "integrator", "provision", "demo"))
                        : Optional.empty());
        this.record = new PlatformRecord(
                root.resolve("config"),
                () -> Software.of(context),
                () -> ledgers.stream().findFirst(),
                () -> evidence.stream().findFirst());
        this.watch = FolderWatch.over(drivers, house, threads);
        this.worker = threads.start("provision folder", () -> watch(drivers));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        ledgers.add(ledger);
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

    @Deactivate
    void deactivate() throws InterruptedException, IOException {
        watch.close();
        worker.interrupt();
        if (!worker.join(house.now().plus(END))) {
            LOG.error("the watcher of the drivers folder did not end in {} s", END.toSeconds());
        }
    }

    @Override
    public List<DriverJar> jars() {
        return folder.jars();
    }

    @Override
    public Answer<DriverJar> admit(Digest digest, Caller caller) {
        return folder.admit(digest, caller);
    }

    private void watch(Path drivers) throws InterruptedException {
        String lastTrouble = "";
        boolean first = true;
        while (!Thread.currentThread().isInterrupted()) {
            watch.looking();
            try {
                if (first) {
                    record.look(); // what the platform is stands in the ledger before its drivers do
                    first = false;
                }
                folder.scan();
                record.look();
                lastTrouble = "";
            } catch (IOException unreadable) {
                String trouble = String.valueOf(unreadable.getMessage());
                if (!trouble.equals(lastTrouble)) {
                    LOG.error("the drivers folder {} cannot be read: {}", drivers.getFileName(), trouble);
                    lastTrouble = trouble;
                }
            }
            watch.await();
        }
    }
}
