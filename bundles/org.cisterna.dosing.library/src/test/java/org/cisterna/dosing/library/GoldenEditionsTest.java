// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.pump.Caller;
import org.junit.jupiter.api.Test;

/** Entries about editions as they were written once, from {@code docs/golden-entries.jsonl}, are still read. */
class GoldenEditionsTest {

    @Test
    void everyStepIsStillRead() throws Exception {
        List<EditionStep.Step> steps = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../../docs/golden-entries.jsonl"), StandardCharsets.UTF_8)) {
            Entry golden = Entry.from((JsonObject) Json.parse(line.getBytes(StandardCharsets.UTF_8)));
            if (golden.type().equals(Editions.ENTRY_TYPE)) {
                EditionStep step = EditionStep.read(golden.body());
                steps.add(step.step());
                Caller caller = new Caller(
                        golden.actor().id(),
                        golden.actor().printedName(),
                        golden.actor().role(),
                        golden.actor().via(),
                        golden.correlation().orElse(""));
                assertThat(step.entry(caller).body().canonicalBytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(new String(golden.body().canonicalBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(steps).containsAll(EnumSet.allOf(EditionStep.Step.class));
    }
}
