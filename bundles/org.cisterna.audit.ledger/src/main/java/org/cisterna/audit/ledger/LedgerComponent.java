// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.ConsistencyProof;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.audit.InclusionProof;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.Receipt;
import org.cisterna.audit.Selection;
import org.cisterna.audit.Subscription;
import org.cisterna.audit.TailListener;
import org.cisterna.storage.FileStorage;
import org.cisterna.storage.Storage;
import org.cisterna.time.ClockStepListener;
import org.cisterna.time.Randomness;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The {@link TileLedger} of the data folder that the framework property {@value #DATA} names, as a service. */
@Component(
        name = LedgerComponent.PID,
        configurationPid = LedgerComponent.PID,
        service = {Ledger.class, ClockStepListener.class},
        immediate = true)
@Designate(ocd = LedgerConfig.class)
public final class LedgerComponent implements Ledger, ClockStepListener {
    static final String PID = "org.cisterna.audit.ledger";
    private static final String DATA = "cisterna.data";

    private final TileLedger ledger;
    private final Witnesses witnesses;

    /** Opens the ledger. */
    @Activate
    public LedgerComponent(
            LedgerConfig config,
            BundleContext context,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference(target = TimeSource.PUMP_TARGET) TimeSource pump,
            @Reference Threads threads,
            @Reference Randomness randomness)
            throws IOException {
        String data = context.getProperty(DATA);
        if (data == null || data.isBlank()) {
            throw new IllegalStateException("the property " + DATA + " is not set; give the data folder, for example -D"
                    + DATA + "=/srv/cisterna");
        }
        List<WitnessAddress> asked = WitnessAddress.all(List.of(config.witnesses()));
        Storage storage = new FileStorage(Path.of(data));
        ledger = TileLedger.open(
                storage,
                LedgerOptions.of(config.node())
                        .keeping(config.lowDiskMebibytes(), config.leastDiskMebibytes())
                        .replacing(config.replaceKey().strip())
                        .restoredAt(config.restored().strip()),
                house,
                pump,
                threads,
                randomness,
                Optional.of(new BundleCode()));
        witnesses = new Witnesses(
                ledger.witnessed(storage),
                asked.stream()
                        .map(each -> new AskedWitness(each, new HttpWitness(each, house, threads)))
                        .toList(),
                house);
        witnesses.start(threads);
    }

    @Deactivate
    void close() {
        witnesses.close();
        ledger.close();
    }

    @Override
    public Receipt append(Entry entry) {
        return ledger.append(entry);
    }

    @Override
    public List<Receipt> append(List<Entry> entries) {
        return ledger.append(entries);
    }

    @Override
    public LedgerStatus status() {
        return ledger.status();
    }

    @Override
    public long size() {
        return ledger.size();
    }

    @Override
    public List<Envelope> read(long fromSequence, int max) {
        return ledger.read(fromSequence, max);
    }

    @Override
    public Selection read(long fromSequence, int max, Set<String> types) {
        return ledger.read(fromSequence, max, types);
    }

    @Override
    public Optional<Envelope> find(Receipt receipt) {
        return ledger.find(receipt);
    }

    @Override
    public String checkpoint() {
        return ledger.checkpoint();
    }

    @Override
    public Optional<byte[]> staticFile(String path) {
        return ledger.staticFile(path);
    }

    @Override
    public InclusionProof inclusion(long index, long treeSize) {
        return ledger.inclusion(index, treeSize);
    }

    @Override
    public ConsistencyProof consistency(long oldSize, long newSize) {
        return ledger.consistency(oldSize, newSize);
    }

    @Override
    public InclusionProof inclusion(String shard, long index, long treeSize) {
        return ledger.inclusion(shard, index, treeSize);
    }

    @Override
    public ConsistencyProof consistency(String shard, long oldSize, long newSize) {
        return ledger.consistency(shard, oldSize, newSize);
    }

    @Override
    public long export(List<EntryRange> ranges, OutputStream out) throws IOException {
        return ledger.export(ranges, out);
    }

    @Override
    public Subscription follow(long fromSequence, TailListener listener) {
        return ledger.follow(fromSequence, listener);
    }

    @Override
    public Optional<FoldSnapshots> snapshots() {
        return ledger.snapshots();
    }

    @Override
    public void stepped(Instant houseTime, Duration wallStep) {
        ledger.stepped(houseTime, wallStep);
    }
}
