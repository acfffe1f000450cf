// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private @Nullable String before;

    @BeforeEach
    void remember() {
        before = System.getProperty(Seeds.PROPERTY);
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(Seeds.PROPERTY);
        } else {
            System.setProperty(Seeds.PROPERTY, before);
        }
    }

    @Test
    void takesTheSeedThatIsGiven() {
        System.setProperty(Seeds.PROPERTY, "-42");
        assertThat(Seeds.seed("SeedsTest")).isEqualTo(-42);
    }

    @Test
    void drawsADifferentOneEachTimeWhenNoneIsGiven() {
        System.clearProperty(Seeds.PROPERTY);
        assertThat(Seeds.seed("SeedsTest")).isNotEqualTo(Seeds.seed("SeedsTest"));
    }

    @Test
    void refusesWhatIsNoNumber() {
        System.setProperty(Seeds.PROPERTY, "today");
        assertThatThrownBy(() -> Seeds.seed("SeedsTest")).hasMessageContaining("-Dcisterna.seed=today is not a seed");
    }
}
