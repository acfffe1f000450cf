// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformEndTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @AfterEach
    void forget() {
        System.clearProperty(PlatformEnd.STOPPED);
    }

    @Test
    void hasEndedWhenItsThreadHas() throws InterruptedException {
        Thread platform = new Thread(() -> {});
        platform.start();

        assertThat(new PlatformEnd(platform).await(LONG)).isTrue();
    }

    @Test
    void hasEndedWhenItsLastBundleSaysSoThoughTheLauncherNeverComesBack() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Thread platform = new Thread(() -> {
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        platform.start();
        try {
            assertThat(new PlatformEnd(platform).await(Duration.ofMillis(1))).isFalse();
            System.setProperty(PlatformEnd.STOPPED, "true");
            assertThat(new PlatformEnd(platform).await(LONG)).isTrue();
            assertThat(platform.isAlive()).isTrue();
        } finally {
            never.countDown();
            platform.join();
        }
    }
}
