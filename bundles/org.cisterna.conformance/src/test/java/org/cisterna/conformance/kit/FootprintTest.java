// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** What is taken for something that a driver left behind, and what is not. */
final class FootprintTest {

    private static final String ZONE = "user.timezone";

    /** In a process that nobody had asked for its zone, the kit's own look at it was taken for a setting that the driver had changed. */
    @Test
    void lookingAtTheZoneForTheFirstTimeChangesNothing() throws Exception {
        TimeZone zone = TimeZone.getDefault();
        Optional<String> property = Optional.ofNullable(System.getProperty(ZONE));
        try {
            System.clearProperty(ZONE);
            TimeZone.setDefault(null);
            Footprint before = Footprint.now();
            assertThat(Footprint.now().since(before)).isEmpty();
        } finally {
            property.ifPresent(each -> System.setProperty(ZONE, each));
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aSettingThatWasChangedIsNamed() throws Exception {
        Footprint before = Footprint.now();
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            System.setProperty("example.left", "behind");
            assertThat(Footprint.now().since(before))
                    .containsExactly("changed: system property example.left", "changed: time zone");
        } finally {
            System.clearProperty("example.left");
            TimeZone.setDefault(zone);
        }
        assertThat(Footprint.now().since(before)).isEmpty();
    }
}
