// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualLabel;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Progress;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.spi.ManualFamily;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.storage.FileStorage;
import org.cisterna.time.Randomness;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The host as a service. Drivers, links, ledger and evidence come and go while it stays. */
@Component(name = "org.cisterna.pump.host", configurationPid = "org.cisterna.pump.host", immediate = true)
@Designate(ocd = HostConfig.class)
public final class HostComponent implements PumpHost, ManualPumps {

    private final Host host;

    /** Opens the host on the data folder; refuses a configuration that is wrong, naming every reason. */
    @Activate
    public HostComponent(
            BundleContext context,
            HostConfig config,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference(target = TimeSource.PUMP_TARGET) TimeSource pump,
            @Reference Threads threads,
            @Reference Randomness randomness)
            throws IOException {
        String data = context.getProperty("cisterna.data");
        host = new Host(new World(
                house,
                pump,
                threads,
                randomness,
                new FileStorage(Path.of(data == null ? "data" : data)),
                settings(config)));
    }

    /** Checked settings of a configuration. */
    static Settings settings(HostConfig config) {
        return new Settings(
                Duration.ofMillis(config.openLinkMillis()),
                Duration.ofMillis(config.readMillis()),
                Duration.ofMillis(config.stageMillis()),
                Duration.ofMillis(config.commitMillis()),
                Duration.ofMillis(config.stopMillis()),
                Duration.ofMillis(config.pairMillis()),
                Settings.DEFAULT.atOnce(),
                Duration.ofMillis(config.graceMillis()),
                Duration.ofMillis(config.ledgerMillis()),
                Duration.ofMillis(config.ledgerBeforeStopMillis()),
                Duration.ofMillis(config.queuedMillis()),
                config.queueLength(),
                config.lanes(),
                config.attempts(),
                Duration.ofMillis(config.pauseMillis()),
                config.journalBytes());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDriver(PumpDriver driver) {
        host.add(driver);
    }

    void unbindDriver(PumpDriver driver) {
        host.remove(driver);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFamily(ManualFamily family) {
        host.add(family);
    }

    void unbindFamily(ManualFamily family) {
        host.remove(family);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLinkProvider(LinkProvider provider) {
        host.add(provider);
    }

    void unbindLinkProvider(LinkProvider provider) {
        host.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        host.add(ledger);
    }

    void unbindLedger(Ledger ledger) {
        host.remove(ledger);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEvidenceStore(EvidenceStore store) {
        host.add(store);
    }

    void unbindEvidenceStore(EvidenceStore store) {
        host.remove(store);
    }

    @Deactivate
    void deactivate() {
        host.close();
    }

    @Override
    public List<PumpStatus> pumps() {
        return host.pumps();
    }

    @Override
    public Optional<PumpStatus> pump(PumpId pump) {
        return host.pump(pump);
    }

    @Override
    public List<DriverStatus> drivers() {
        return host.drivers();
    }

    @Override
    public List<FoundPump> found() {
        return host.found();
    }

    @Override
    public Answer<PumpIdentity> pair(String address, String family, String pairingCode, Caller caller) {
        return host.pair(address, family, pairingCode, caller);
    }

    @Override
    public Answer<PumpStatus.Reading> read(PumpId pump, Caller caller) {
        return host.read(pump, caller);
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        return host.preview(plan);
    }

    @Override
    public Answer<EventPage> events(PumpId pump, long from, Caller caller) {
        return host.events(pump, from, caller);
    }

    @Override
    public Answer<CommandResult> commit(Plan plan, long release, CommandId command, Caller caller) {
        return host.commit(plan, release, command, caller);
    }

    @Override
    public Answer<CommandResult> stop(
            PumpId pump, CommandId command, String reason, Optional<String> orderedBy, Caller caller) {
        return host.stop(pump, command, reason, orderedBy, caller);
    }

    @Override
    public Optional<String> behind() {
        return host.behind();
    }

    @Override
    public List<String> obstacles() {
        return host.obstacles();
    }

    @Override
    public AutoCloseable follow(Progress.Listener listener) {
        return host.follow(listener);
    }

    @Override
    public List<ManualDescription> families() {
        return host.manual().families();
    }

    @Override
    public List<ManualPump> manualPumps() {
        return host.manual().manualPumps();
    }

    @Override
    public Optional<ManualPump> manualPump(PumpId pump) {
        return host.manual().manualPump(pump);
    }

    @Override
    public Answer<PumpIdentity> register(ManualLabel label, ManualFill fill, Caller caller) {
        return host.manual().register(label, fill, caller);
    }

    @Override
    public Answer<ManualPump> begin(Plan plan, long release, CommandId command, Caller caller) {
        return host.manual().begin(plan, release, command, caller);
    }

    @Override
    public Answer<ManualPump> empty(
            PumpId pump, CommandId command, String reason, Optional<String> orderedBy, Caller caller) {
        return host.manual().empty(pump, command, reason, orderedBy, caller);
    }

    @Override
    public Answer<ManualPump> step(PumpId pump, CommandId command, ManualStep step, Caller caller) {
        return host.manual().step(pump, command, step, caller);
    }

    @Override
    public Answer<CommandResult> attest(PumpId pump, CommandId command, long performed, long witnessed, Caller caller) {
        return host.manual().attest(pump, command, performed, witnessed, caller);
    }
}
