// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

class EntryFormsTest {

    /** The version in which each type is written: a writer that is ahead of its reader would block its own pumps. */
    private static final Map<String, Integer> WRITTEN = Map.ofEntries(
            Map.entry(PumpEntries.Paired.TYPE, PumpEntries.Paired.VERSION),
            Map.entry(PumpEntries.Reading.TYPE, PumpEntries.Reading.VERSION),
            Map.entry(PumpEntries.Intent.TYPE, PumpEntries.Intent.VERSION),
            Map.entry(PumpEntries.Ended.TYPE, PumpEntries.Ended.VERSION),
            Map.entry(PumpEntries.Late.TYPE, PumpEntries.Late.VERSION),
            Map.entry(PumpEntries.DriverChange.TYPE, PumpEntries.DriverChange.VERSION),
            Map.entry(EventEntries.PageRead.TYPE, EventEntries.PageRead.VERSION),
            Map.entry(ManualEntries.Registered.TYPE, ManualEntries.Registered.VERSION),
            Map.entry(ManualEntries.StepDone.TYPE, ManualEntries.StepDone.VERSION),
            Map.entry(Release.ENTRY_TYPE, Release.ENTRY_VERSION));

    private static final JsonObject FIRST = (JsonObject) Json.parse(
            "{\"events\":0,\"from\":0,\"lost\":0,\"more\":false,\"next\":0,\"notes\":[\"the page was not kept\"]}");

    @Test
    void theNewestVersionIsTheOneThatIsWritten() {
        WRITTEN.forEach((type, version) -> {
            assertThat(EntryForms.newest(type)).as(type).contains(version);
            assertThat(EntryForms.newest(type, version, FIRST)).as("as it is").contains(FIRST);
            assertThat(EntryForms.newest(type, version + 1, FIRST))
                    .as("of later")
                    .isEmpty();
            assertThat(EntryForms.newest(type, 0, FIRST)).isEmpty();
        });
        assertThat(EntryForms.newest("pump.unheard")).isEmpty();
        assertThat(EntryForms.newest("pump.unheard", 1, FIRST)).isEmpty();
    }

    @Test
    void anOlderBodySaysTheSameInTheNewestForm() {
        JsonObject before = (JsonObject) Json.parse(FIRST.canonicalText());
        JsonObject newest =
                EntryForms.newest(EventEntries.PageRead.TYPE, 1, FIRST).orElseThrow();
        assertThat(FIRST).isEqualTo(before);
        EventEntries.PageRead read = EventEntries.PageRead.fromJson(newest);
        assertThat(read.clock()).as("version 1 did not say").isEmpty();
        assertThat(read.notes()).containsExactly("the page was not kept");
        assertThat(read.toJson()).isEqualTo(newest);
    }

    @Test
    void aBodyThatIsNotOfItsVersionIsRefused() {
        JsonObject foreign =
                (JsonObject) Json.parse("{\"clock\":{}," + FIRST.canonicalText().substring(1));
        assertThatThrownBy(() -> EntryForms.newest(EventEntries.PageRead.TYPE, 1, foreign))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("clock");
    }

    @Test
    void aStepOfTheFirstVersionIsSaidInTheSameWordsAndOneOfLaterKindsIsNone() {
        String command = "00000000000000000000000000000001";
        JsonObject first = (JsonObject)
                Json.parse("{\"command\":\"" + command + "\",\"step\":{\"kind\":\"EMPTY\",\"returned\":\"8 mL\"}}");
        assertThat(EntryForms.newest(ManualEntries.StepDone.TYPE, 1, first)).contains(first);
        for (String later : new String[] {"CHECK", "EXPLAIN"}) {
            JsonObject foreign =
                    (JsonObject) Json.parse("{\"command\":\"" + command + "\",\"step\":{\"kind\":\"" + later + "\"}}");
            assertThatThrownBy(() -> EntryForms.newest(ManualEntries.StepDone.TYPE, 1, foreign))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining(later);
        }
    }
}
