// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A library with one datum that is not fit to stand in it is refused as a whole. */
class LibraryReaderTest {

    private static final String GOOD =
            """
            {"format":2,"version":"t","sources":[{"id":"s","title":"a paper","address":"somewhere"}],
             "drugs":[{"id":"baclofen","displayName":"baclofen","doseUnit":"mcg/day",
               "withdrawal":{"priority":"HIGH","text":"fever","onset":"hours","source":"s","trust":"READ"},
               "indications":[{"id":"spasticity-spinal","name":"spasticity"}],"admixtures":[]}],
             "keepings":[],"limits":[{"drug":"baclofen","kind":"MAX_DAILY_DOSE","value":"1000 mcg/day","effect":"CONFIRM",
               "reason":"r","source":"s","trust":"READ"}]}""";

    private static LibraryData read(String json) {
        return LibraryReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatIsFit() {
        LibraryData data = read(GOOD);

        assertThat(data.limits().limits()).singleElement().satisfies(limit -> assertThat(limit.source())
                .isEqualTo("a paper [s]"));
        assertThat(data.drugs().get(0).withdrawal().source()).isEqualTo("a paper [s]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // a number without unit, source, trust
                "1000 mcg/day | 1000 | unit",
                "1000 mcg/day | 1000 mg | mg",
                "\"reason\":\"r\",\"source\":\"s\", | \"reason\":\"r\", | source",
                "\"source\":\"s\",\"trust\":\"READ\"}]} | \"source\":\"s\"}]} | trust",
                "\"source\":\"s\",\"trust\":\"READ\"}]} | \"source\":\"t\",\"trust\":\"READ\"}]} | no source \"t\"",
                // weak memory
                "\"s\",\"trust\":\"READ\"}]} | \"s\",\"trust\":\"MEMORY_MEDIUM\"}]} | MEMORY_MEDIUM",
                "\"s\",\"trust\":\"READ\"}]} | \"s\",\"trust\":\"MEMORY_LOW\"}]} | MEMORY_LOW",
                "\"s\",\"trust\":\"READ\"}]} | \"s\",\"trust\":\"UNKNOWN\"}]} | UNKNOWN",
                "\"s\",\"trust\":\"READ\"}, | \"s\",\"trust\":\"MEMORY_MEDIUM\"}, | withdrawal profile rests on MEMORY_MEDIUM",
                "\"s\",\"trust\":\"READ\"}]} | \"s\",\"trust\":\"hearsay\"}]} | READ, DERIVED",
                // harder than the source allows
                "CONFIRM | BLOCK | may confirm only",
                "\"s\",\"trust\":\"READ\"}]} | \"s\",\"trust\":\"INSTITUTION\"}]} | no trust of a library",
                // what does not belong together
                "\"limits\":[{\"drug\":\"baclofen\" | \"limits\":[{\"drug\":\"morphine\" | not in the library",
                "\"kind\" | \"indication\":\"pain\",\"kind\" | does not have: pain",
                "\"displayName\":\"baclofen\" | \"displayName\":\"BACLOFAN\" | capitals only",
                "\"doseUnit\":\"mcg/day\" | \"doseUnit\":\"mcg/h\" | mcg/h",
                "\"sources\":[ | \"sources\":[{\"id\":\"u\",\"title\":\"unused\",\"address\":\"x\"}, | nothing was taken",
                "\"format\":2 | \"format\":1 | format 2",
                "\"keepings\":[] | \"keepings\":[{\"drugs\":[\"morphine\"],\"duration\":\"9 day\",\"text\":\"x\",\"source\":\"s\",\"trust\":\"READ\"}] | keeping time of a drug",
                "\"keepings\":[] | \"keepings\":[{\"drugs\":[\"baclofen\"],\"duration\":\"9 day\",\"text\":\"x\",\"source\":\"s\",\"trust\":\"MEMORY_HIGH\"}] | the pharmacy's date",
                "\"reason\" | \"resaon\" | resaon",
            })
    void refusesWhatIsNot(String part, String instead, String says) {
        assertThat(GOOD).contains(part);

        assertThatThrownBy(() -> read(GOOD.replace(part, instead)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    @Test
    void namesEveryReasonAtOnce() {
        String bad = GOOD.replace("1000 mcg/day", "1000").replace("\"onset\":\"hours\"", "\"onset\":\"\"");

        assertThatThrownBy(() -> read(bad)).hasMessageContainingAll("drugs[0]", "limits[0]");
    }
}
