// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryQuery;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

/** No type of entry that tells a refusal or how a command ended is left out of the search for outcomes. */
class OutcomesTest {

    /** By its name, or by a word that stands alone as a value. */
    private static final Pattern REFUSAL_TYPE = Pattern.compile("refused|mismatch|differed|not-");

    private static final Pattern REFUSAL_BODY = Pattern.compile("\"(state|outcome|result)\":\"REFUSED\"");
    private static final Pattern END = Pattern.compile("\"outcome\":\"(APPLIED|NOT_APPLIED|UNKNOWN)\"");

    /** A stop of therapy repeats the outcome of the pump's own entry, which is found; both would make one stop two. */
    private static final Set<String> REPEATED = Set.of("therapy.stopped");

    @Test
    void eachGoldenEntryHasTheOutcomeThatItsWordsSay() throws Exception {
        Set<String> outcomes = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../../docs/golden-entries.jsonl"), StandardCharsets.UTF_8)) {
            Entry entry = Entry.from((JsonObject) Json.parse(line.getBytes(StandardCharsets.UTF_8)));
            String said = said(entry);
            outcomes.add(said);
            for (String each : EntryQuery.OUTCOMES) {
                assertThat(Outcomes.has(entry, each)).as("%s in %s", each, line).isEqualTo(each.equals(said));
            }
            if (!said.isEmpty()) {
                assertThat(Outcomes.types(said)).as("types of %s", said).contains(entry.type());
            }
        }
        assertThat(outcomes).contains("APPLIED", "UNKNOWN", "REFUSED");
    }

    private static String said(Entry entry) {
        String body = entry.body().canonicalText();
        if (REFUSAL_TYPE.matcher(entry.type()).find()
                || REFUSAL_BODY.matcher(body).find()) {
            return "REFUSED";
        }
        Matcher end = END.matcher(body);
        return !REPEATED.contains(entry.type()) && end.find() ? end.group(1) : "";
    }
}
