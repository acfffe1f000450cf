// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is {@link Instant#parse}: the same instant, or the same refusal. */
final class TimestampTest {

    private static final int INSTANTS = 20_000;
    private static final String CHARACTERS = "0123456789-:TZ. +a\u0660";

    @Test
    void everyInstantIsReadAsItWasWritten() {
        SplittableRandom random = Seed.random("TimestampTest instants");
        for (int i = 0; i < INSTANTS; i++) {
            long nanos = random.nextInt(3) == 0 ? 0 : random.nextInt(1000) * 1_000_000L + random.nextInt(2) * 1_000L;
            Instant instant = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L), nanos);
            assertThat(Timestamp.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @Test
    void aTextWithACharacterInTheWrongPlaceIsReadOrRefusedAsByTheLibrary() {
        SplittableRandom random = Seed.random("TimestampTest characters");
        for (int i = 0; i < INSTANTS; i++) {
            StringBuilder text =
                    new StringBuilder(random.nextBoolean() ? "2026-01-05T08:00:00Z" : "2026-01-05T08:00:00.000Z");
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            sameAsTheLibrary(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-05T24:00:00Z",
                "2026-01-05T24:00:01Z",
                "2016-12-31T23:59:60Z",
                "2026-02-29T08:00:00Z",
                "2028-02-29T08:00:00.999Z",
                "2026-13-01T08:00:00Z",
                "2026-00-00T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "2026-01-05T08:00:00",
                "2026-01-05t08:00:00z",
                "2026-01-05T08:00:00.00Z",
                "2026-01-05T08:00:00.000000Z",
                "2026-01-05T08:00:00+01:00",
                "+12026-01-05T08:00:00Z",
                "",
            })
    void whatIsUnusualIsReadOrRefusedAsByTheLibrary(String text) {
        sameAsTheLibrary(text);
    }

    private static void sameAsTheLibrary(String text) {
        Instant expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeException refused) {
            assertThatThrownBy(() -> Timestamp.parse(text)).as(text).hasMessage(refused.getMessage());
            return;
        }
        assertThat(Timestamp.parse(text)).as(text).isEqualTo(expected);
    }
}
