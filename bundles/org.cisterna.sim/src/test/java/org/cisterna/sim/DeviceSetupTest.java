// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

final class DeviceSetupTest {

    private static DeviceSetup setup(String serial, String code) {
        Map<String, Concentration> content = new LinkedHashMap<>();
        content.put("morphine", new Concentration(20_000_000));
        content.put("bupivacaine", new Concentration(15_000_000));
        return new DeviceSetup(
                "synchromed",
                "S2-20",
                serial,
                code,
                Instant.parse("2026-01-05T08:00:00Z"),
                new Volume(175_500),
                new Volume(18_000_000),
                content,
                List.of(new DaySchedule.Step(0, 48_000), new DaySchedule.Step(720, 96_000)));
    }

    @Test
    void goesThroughJsonAndKeepsTheOrderOfTheDrugs() {
        DeviceSetup setup = setup("S2-000007", "31415926");
        DeviceSetup back =
                DeviceSetup.fromJson((JsonObject) Json.parse(setup.json().canonicalText()));
        assertThat(back).isEqualTo(setup);
        assertThat(back.content().keySet()).containsExactly("morphine", "bupivacaine");
    }

    @Test
    void refusesWhatCouldBeAPathAndKeepsTheCodeOutOfText() {
        assertThatThrownBy(() -> setup("../evil", "31415926")).hasMessageContaining("../evil");
        assertThatThrownBy(() -> setup("S2-1", "12x")).hasMessageContaining("digits only");
        assertThat(setup("S2-1", "31415926").toString()).doesNotContain("31415926");
        assertThat(new DeviceLabel("m", "o", "s", "31415926").toString()).doesNotContain("31415926");
    }
}
