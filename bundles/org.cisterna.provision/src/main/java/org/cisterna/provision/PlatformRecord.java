// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.canonical.Digest;
import org.cisterna.provision.Software.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the ledger with which software and which configuration this start runs, once the bundles have come to rest, and afterwards each bundle that
 * comes, goes or changes. Looked at by one thread. What could not be entered is entered when there is a ledger again.
 */
final class PlatformRecord {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformRecord.class);
    private static final long MOST_BYTES = 1 << 20;

    private final Path configuration;
    private final Supplier<Software> software;
    private final Supplier<Optional<Ledger>> ledger;
    private final Supplier<Optional<EvidenceStore>> evidence;
    private final List<Entry> waiting = new ArrayList<>();
    private Optional<Software> seen = Optional.empty();
    private boolean told;

    /**
     * A record.
     *
     * @param configuration the folder whose files were read at the start
     */
    PlatformRecord(
            Path configuration,
            Supplier<Software> software,
            Supplier<Optional<Ledger>> ledger,
            Supplier<Optional<EvidenceStore>> evidence) {
        this.configuration = configuration;
        this.software = software;
        this.ledger = ledger;
        this.evidence = evidence;
    }

    /** Looks once; to be called again and again. */
    void look() {
        Software now = software.get();
        if (now.stopping()) {
            return;
        }
        boolean rests =
                seen.map(Software::bundles).filter(now.bundles()::equals).isPresent();
        if (!told) {
            if (rests && ledger.get().isPresent()) {
                waiting.addAll(ProvisionEntries.started(now, configuration()));
                told = true;
            }
        } else if (!rests) {
            changes(seen.orElseThrow().bundles(), now.bundles());
        }
        seen = Optional.of(now);
        flush();
    }

    private void changes(Map<String, Part> before, Map<String, Part> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Optional<Part> old = Optional.ofNullable(before.get(name));
            Optional<Part> fresh = Optional.ofNullable(after.get(name));
            if (!old.equals(fresh)) {
                waiting.add(ProvisionEntries.bundle(name, old, fresh));
            }
        }
    }

    /** The files of the configuration with their digests; kept as evidence where that can be. */
    private SortedMap<String, Digest> configuration() {
        SortedMap<String, Digest> files = new TreeMap<>();
        if (!Files.isDirectory(configuration)) {
            return files;
        }
        try (Stream<Path> inside = Files.list(configuration)) {
            for (Path each : inside.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(each) <= MOST_BYTES) {
                    byte[] bytes = Files.readAllBytes(each);
                    files.put(each.getFileName().toString(), Digest.of(bytes));
                    keep(bytes);
                }
            }
        } catch (IOException unreadable) {
            LOG.error("a file of the configuration cannot be read, so it is not entered: {}", unreadable.getMessage());
        }
        return files;
    }

    private void keep(byte[] bytes) {
        try {
            evidence.get().ifPresent(each -> each.put(bytes));
        } catch (EvidenceUnavailableException unavailable) {
            LOG.warn("a file of the configuration is entered by its digest alone: {}", unavailable.getMessage());
        }
    }

    private void flush() {
        Optional<Ledger> there = ledger.get();
        while (!waiting.isEmpty() && there.isPresent()) {
            try {
                there.get().append(waiting.get(0));
                waiting.remove(0);
            } catch (LedgerUnavailableException unavailable) {
                return; // its own status says so; the entries wait
            }
        }
    }
}
