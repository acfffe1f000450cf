// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TimeZone;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Outcome;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's zone and its summer time: they move no step of a schedule, and leave no trace. */
class ZoneTest {

    private static final long SEED = Seeds.seed("ZoneTest");
    private static final Duration DAY = Duration.ofDays(1);

    /** Before summer time begins in America and Europe, and ends in Australia. */
    private static final Instant SENT = Instant.parse("2026-03-07T00:00:00Z");

    /** After the last of them. */
    private static final Instant END = Instant.parse("2026-04-06T00:00:00Z");

    /** An hour forward on the 8th and on the 29th, half an hour back on 5 April, half an hour beside the others, and none of it. */
    private static final String[] ZONES = {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"};

    @Test
    void noZoneAndNoSummerTimeOfTheMachineMovesASchedule(@TempDir Path folder) throws Exception {
        Digest plain = toldIn("UTC", folder);
        for (String zone : ZONES) {
            assertThat(toldIn(zone, folder)).as(zone).isEqualTo(plain);
        }
    }

    /** A day in four steps is sent, and each day of pump time until the end gives the same, from its first step to its last. */
    private static Digest toldIn(String zone, Path folder) throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of(zone)));
        try {
            Digest[] bytes = new Digest[1];
            Scene.begin(SEED, Clinic.in(folder.resolve(zone.replace('/', '-')), SEED), scene -> {
                Story story = scene.story();
                Bedside bedside = scene.bedside();
                story.enrol();
                scene.time().leapPumpTime(Duration.between(scene.time().pump().now(), SENT.minus(DAY)));
                Visit visit = story.visitRead();
                assertThat(story.send(story.released(visit).id()).orElseThrow().outcome())
                        .containsInstanceOf(Outcome.Applied.class);
                bedside.deliveredIn(Duration.between(scene.time().pump().now(), SENT));
                for (Instant day = SENT; day.isBefore(END); day = day.plus(DAY)) {
                    assertThat(bedside.deliveredIn(Duration.ofHours(6)))
                            .as("%s until 06:00 in %s", day, zone)
                            .isEqualTo(30_000);
                    assertThat(bedside.deliveredIn(Duration.ofHours(4))).isEqualTo(40_000);
                    assertThat(bedside.deliveredIn(Duration.ofHours(8))).isEqualTo(48_000);
                    assertThat(bedside.deliveredIn(Duration.ofHours(6))).isEqualTo(45_000);
                }
                scene.platform().close();
                bytes[0] = scene.fingerprint();
            });
            return bytes[0];
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
