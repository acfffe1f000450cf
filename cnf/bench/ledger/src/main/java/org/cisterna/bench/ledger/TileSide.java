// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.cisterna.audit.Entry;
import org.cisterna.audit.evidence.EvidenceFiles;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.storage.FileStorage;
import org.cisterna.time.system.SystemTime;

/** The platform's own ledger, whole: canonical JSON, envelopes, hashes, group commit, and behind it tiles and signed checkpoints. */
final class TileSide implements Side {

    private final SystemTime time = SystemTime.start();
    private final CountedStorage storage;
    private final TileLedger ledger;
    private final Entry entry;

    TileSide(Path folder) throws IOException {
        storage = new CountedStorage(new FileStorage(folder));
        ledger = TileLedger.open(
                storage, LedgerOptions.of("bench"), time.house(), time.house(), time.threads(), time.randomness());
        entry = Subject.entry(EvidenceFiles.open(storage).put(Subject.record().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Writer writer() {
        return new Writer() {
            @Override
            public void append(int records) {
                List<Entry> batch = Collections.nCopies(records, entry);
                if (ledger.append(batch).size() != records) {
                    throw new IllegalStateException("a receipt is missing");
                }
            }

            @Override
            public void close() {
                // nothing of its own
            }
        };
    }

    @Override
    public long records() {
        return ledger.size();
    }

    /** Of the segment. */
    @Override
    public OptionalLong syncs() {
        return OptionalLong.of(storage.segmentSyncs());
    }

    @Override
    public OptionalLong groups() {
        return OptionalLong.of(storage.groups());
    }

    @Override
    public void close() {
        ledger.close();
        time.close();
    }
}
