// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

final class DeviceMemoryTest {

    private static final String PLACE = "S2-000001";

    private static byte[] image(Random random, int size) {
        byte[] image = new byte[size];
        random.nextBytes(image);
        return image;
    }

    private static Optional<byte[]> reopened(Storage storage) throws IOException {
        return DeviceMemory.open(storage, PLACE).image();
    }

    @Test
    void whatWasStoredIsThereAgain() throws IOException {
        Random random = new Random(1);
        SimulatedStorage storage = new SimulatedStorage(1);
        DeviceMemory memory = DeviceMemory.open(storage, PLACE);
        assertThat(memory.image()).isEmpty();
        assertThat(memory.readAgain()).isEmpty();
        for (int size : new int[] {900, 5_000, 17, 0, 700}) {
            byte[] image = image(random, size);
            memory.store(image);
            assertThat(memory.image().orElseThrow()).isEqualTo(image);
            assertThat(memory.readAgain().orElseThrow()).isEqualTo(image);
            assertThat(reopened(storage).orElseThrow()).isEqualTo(image);
            assertThat(reopened(storage.afterCrash(size)).orElseThrow()).isEqualTo(image);
        }
        assertThat(storage.isOwnerOnly(PLACE + "/bank-a")).isTrue();
    }

    /** A crash during any operation, with any part of what was not durable lost or torn, leaves the old image or the new one. */
    @Test
    void aCrashAtAnyPointLeavesOldOrNew() throws IOException {
        long seed = Seeds.seed("DeviceMemoryTest.crash");
        Random random = new Random(seed);
        int points = 0;
        for (int writesBefore = 0; writesBefore < 4; writesBefore++) {
            boolean more = true;
            for (int crashAfter = 1; more; crashAfter++) {
                SimulatedStorage storage = new SimulatedStorage(random.nextLong());
                DeviceMemory memory = DeviceMemory.open(storage, PLACE);
                Optional<byte[]> old = Optional.empty();
                for (int i = 0; i < writesBefore; i++) {
                    old = Optional.of(image(random, 3_000 + random.nextInt(2_000)));
                    memory.store(old.orElseThrow());
                }
                byte[] fresh = image(random, 3_000 + random.nextInt(2_000));
                storage.crashAt(storage.operations() + crashAfter);
                more = crashes(memory, fresh);
                points++;
                for (int fate = 0; fate < 20; fate++) {
                    Optional<byte[]> found = reopened(storage.afterCrash(random.nextLong()));
                    if (!more) {
                        assertThat(found.orElseThrow()).isEqualTo(fresh);
                    } else if (found.isEmpty()) {
                        assertThat(old).isEmpty();
                    } else if (old.isEmpty() || !Arrays.equals(found.get(), old.get())) {
                        assertThat(found.get()).isEqualTo(fresh);
                    }
                }
            }
        }
        assertThat(points).isGreaterThan(8);
    }

    private static boolean crashes(DeviceMemory memory, byte[] fresh) {
        try {
            memory.store(fresh);
            return false;
        } catch (IOException expected) {
            assertThatThrownBy(() -> memory.store(fresh)).hasMessageContaining("failed before");
            return true;
        }
    }

    @Test
    void damageIsFoundAndNotTakenForAnImage() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        DeviceMemory memory = DeviceMemory.open(storage, PLACE);
        memory.store(new byte[] {1, 2, 3});
        memory.store(new byte[] {4, 5, 6});
        String newest = storage.files().stream()
                .filter(f -> f.endsWith("bank-b"))
                .findFirst()
                .orElseThrow();

        storage.flip(newest, 21, 4);
        assertThat(memory.readAgain()).isEmpty();
        assertThat(reopened(storage).orElseThrow()).containsExactly(1, 2, 3);

        storage.flip(PLACE + "/bank-a", 5, 1);
        assertThatThrownBy(() -> DeviceMemory.open(storage, PLACE)).hasMessageContaining("both memory banks");
    }
}
