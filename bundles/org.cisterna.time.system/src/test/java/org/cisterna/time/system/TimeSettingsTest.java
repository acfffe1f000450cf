// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeSettingsTest {

    @Test
    void keepsSimulatedPumpTimeInTheCacheOfTheDataFolder() {
        assertThat(TimeSettings.validated("simulated", "/srv/cisterna").pumpTimeFile())
                .contains(Path.of("/srv/cisterna/cache/pump-time"));
    }

    @Test
    void houseTimeNeedsNoDataFolder() {
        assertThat(TimeSettings.validated("house", null)).isEqualTo(new TimeSettings(false, Optional.empty()));
        assertThat(TimeSettings.validated("house", "/srv/cisterna").simulated()).isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysEverythingThatIsWrong() {
        assertThatThrownBy(() -> TimeSettings.validated("fast", "\0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pumpTime is \"fast\"; it must be \"house\" or \"simulated\"")
                .hasMessageContaining("cisterna.data")
                .hasMessageContaining("not a path");
        assertThatThrownBy(() -> TimeSettings.validated("simulated", " "))
                .hasMessageContaining("the property cisterna.data does not name the data folder");
    }
}
