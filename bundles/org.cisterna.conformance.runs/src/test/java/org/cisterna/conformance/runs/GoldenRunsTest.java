// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.pump.Caller;
import org.junit.jupiter.api.Test;

/** Entries about runs as they were written once, from {@code docs/golden-entries.jsonl}, are still read. */
class GoldenRunsTest {

    private static final Instant AT = Instant.parse("2026-11-22T14:32:27Z");

    @Test
    void everyEntryAboutARunIsStillRead() throws Exception {
        Set<KitRun.State> states = EnumSet.noneOf(KitRun.State.class);
        for (String line : Files.readAllLines(Path.of("../../docs/golden-entries.jsonl"), StandardCharsets.UTF_8)) {
            Entry golden = Entry.from((JsonObject) Json.parse(line.getBytes(StandardCharsets.UTF_8)));
            if (golden.type().startsWith("conformance.")) {
                KitRun run = RunEntries.read(
                        new Envelope(0, "node", "2026-1", 0, AT, AT, "b", "n", golden, Digest.of(new byte[0])),
                        Optional.empty());
                states.add(run.state());
                Caller caller = new Caller(
                        golden.actor().id(),
                        golden.actor().printedName(),
                        golden.actor().role(),
                        golden.actor().via(),
                        "");
                Entry again = golden.type().equals(RunEntries.STARTED)
                        ? RunEntries.started(run, caller)
                        : RunEntries.ended(run, golden.actor().isSystem() ? Optional.empty() : Optional.of(caller));
                assertThat(again.json().canonicalText()).isEqualTo(golden.json().canonicalText());
            }
        }
        assertThat(states).contains(KitRun.State.RUNNING, KitRun.State.FINISHED, KitRun.State.CANCELLED);
    }
}
