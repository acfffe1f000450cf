// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;
import org.cisterna.provision.Software.Part;
import org.cisterna.testkit.MemoryEvidence;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformRecordTest {

    @TempDir
    private Path folder;

    private final VirtualTime time = VirtualTime.create(3);
    private final MemoryLedger ledger = MemoryLedger.in(time);
    private final MemoryEvidence evidence = new MemoryEvidence();
    private final Map<String, Part> bundles = new HashMap<>(Map.of("a.b", new Part("1.0.0", "running", 1)));
    private boolean stopping;
    private Optional<Ledger> there = Optional.of(ledger);

    private PlatformRecord record() {
        return new PlatformRecord(
                folder, () -> new Software(bundles, stopping), () -> there, () -> Optional.of(evidence));
    }

    private List<Entry> entries() {
        return ledger.all().stream().map(Envelope::entry).toList();
    }

    @Test
    void aStartSaysWithWhichBundlesAndWhichConfigurationOnceTheyRest() throws Exception {
        Path file = Files.writeString(folder.resolve("clinic.json"), "{}");
        PlatformRecord record = record();
        record.look();
        bundles.put("c.d", new Part("2.1.0", "installed", 1));
        record.look();
        assertThat(entries()).as("a bundle came meanwhile").isEmpty();
        record.look();
        record.look();
        Digest digest = Digest.of(Files.readAllBytes(file));
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo("provision.started");
            assertThat(entry.body().array("bundles").strings())
                    .containsExactly("a.b 1.0.0 running", "c.d 2.1.0 installed");
            assertThat(entry.body().array("configuration").strings()).containsExactly("clinic.json " + digest.text());
        });
        assertThat(evidence.get(digest)).isPresent();
    }

    @Test
    void manyBundlesTakeMoreEntriesThanOne() {
        for (int i = 0; i < 250; i++) {
            bundles.put("org.cisterna.some.bundle." + i, new Part("1.0." + i, "running", 1));
        }
        PlatformRecord record = record();
        record.look();
        record.look();
        assertThat(entries())
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.body().number("parts")).isEqualTo(3));
        assertThat(entries().stream().flatMap(each -> each.body().array("bundles").strings().stream()))
                .hasSize(251);
    }

    @Test
    void eachBundleThatComesGoesOrChangesIsEnteredAndAStopIsNot() {
        PlatformRecord record = record();
        record.look();
        record.look();
        bundles.put("a.b", new Part("1.0.0", "stopped", 1));
        bundles.put("c.d", new Part("3.0.0", "running", 1));
        record.look();
        bundles.put("c.d", new Part("3.0.0", "running", 2));
        record.look();
        bundles.remove("c.d");
        there = Optional.empty();
        record.look();
        there = Optional.of(ledger);
        record.look();
        stopping = true;
        bundles.clear();
        record.look();
        assertThat(entries().stream().skip(1).map(each -> each.type() + " " + each.body()))
                .containsExactly(
                        "provision.bundle {\"after\":\"1.0.0 stopped\",\"before\":\"1.0.0 running\",\"bundle\":\"a.b\"}",
                        "provision.bundle {\"after\":\"3.0.0 running\",\"bundle\":\"c.d\"}",
                        "provision.bundle {\"after\":\"3.0.0 running\",\"before\":\"3.0.0 running\",\"bundle\":\"c.d\"}",
                        "provision.bundle {\"before\":\"3.0.0 running\",\"bundle\":\"c.d\"}");
    }

    @Test
    void whatTheLedgerDoesNotTakeWaits() {
        ledger.refuseEntriesThat(each -> each.type().equals("provision.started"));
        PlatformRecord record = record();
        record.look();
        record.look();
        assertThat(entries()).isEmpty();
        ledger.refuseEntriesThat(each -> false);
        record.look();
        assertThat(entries()).extracting(Entry::type).containsExactly("provision.started");
    }
}
