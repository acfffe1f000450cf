// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

class PumpKeysTest {

    private static final PumpId ID = new PumpId("Test pumps Ltd", "A-1");
    private static final String KEY = "keys/pumps/Test_pumps_Ltd@A-1.key.json";
    private static final KeptState STATE =
            new KeptState(3, Json.object().put("counter", 17).build());

    private static PumpKeys.Bond bond(int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new PumpKeys.Bond(
                ID, "fake", "fake:A-1", true, Instant.parse("2026-01-05T08:00:00Z"), new SecretKey(bytes));
    }

    @Test
    void aKeyAndWhatADriverKeptSurviveARestartAndAreForTheOwnerAlone() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        PumpKeys keys = new PumpKeys(disk);
        keys.keep(bond(1));
        keys.keep(ID, STATE);

        SimulatedStorage after = disk.afterCrash(2);
        PumpKeys again = new PumpKeys(after);
        assertThat(again.bond(ID).orElseThrow().key().bytes())
                .isEqualTo(bond(1).key().bytes());
        assertThat(again.bond(ID).orElseThrow().address()).isEqualTo("fake:A-1");
        assertThat(again.kept(ID)).isEqualTo(Optional.of(STATE));
        assertThat(after.files()).hasSize(2).allMatch(after::isOwnerOnly);
    }

    @Test
    void pairingAgainForgetsWhatWasKeptUnderTheOldKey() throws Exception {
        PumpKeys keys = new PumpKeys(new SimulatedStorage(1));
        keys.keep(bond(1));
        keys.keep(ID, STATE);
        keys.keep(bond(2));
        assertThat(keys.kept(ID)).isEmpty();
        assertThat(keys.bond(ID).orElseThrow().key().bytes())
                .isEqualTo(bond(2).key().bytes());
    }

    @Test
    void aDamagedKeyIsNamedAndHarmsNoOther() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        PumpKeys keys = new PumpKeys(disk);
        keys.keep(bond(1));
        write(disk, "keys/pumps/Test@B-2.key.json", "{\"version\":1");
        write(
                disk,
                "keys/pumps/Test@B-3.key.json",
                "{\"version\":2,\"pump\":\"Test/B-3\",\"family\":\"f\",\"address\":\"a:b\","
                        + "\"simulated\":true,\"since\":\"2026-01-05T08:00:00Z\",\"key\":\"00\"}");
        PumpKeys again = new PumpKeys(disk);
        assertThat(again.bond(ID)).isPresent();
        assertThat(again.trouble(new PumpId("Test", "B-2")))
                .hasValueSatisfying(words -> assertThat(words).contains("not the key of a pump"));
        assertThat(again.trouble(new PumpId("Test", "B-3")))
                .hasValueSatisfying(words -> assertThat(words).contains("version 2"));
        assertThat(again.trouble(ID)).isEmpty();
    }

    private static void write(Storage disk, String path, String text) throws IOException {
        try (var file = disk.open(path, Storage.Mode.CREATE_PRIVATE)) {
            file.write(0, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aDriverMayNotKeepMuch() throws Exception {
        PumpKeys keys = new PumpKeys(new SimulatedStorage(1));
        keys.keep(bond(1));
        KeptState large =
                new KeptState(1, Json.object().put("x", "y".repeat(4090)).build());
        assertThatThrownBy(() -> keys.keep(ID, large)).hasMessageContaining("4096 bytes");
    }

    @Test
    void aCrashWhileAKeyIsReplacedLeavesTheOldOrTheNewOne() throws Exception {
        long seed = Seeds.seed("PumpKeysTest.crash");
        for (long step = 1; ; step++) {
            SimulatedStorage disk = new SimulatedStorage(seed);
            PumpKeys keys = new PumpKeys(disk);
            keys.keep(bond(1));
            disk.crashAt(disk.operations() + step);
            boolean done = true;
            try {
                keys.keep(bond(2));
            } catch (IOException e) {
                done = false;
            }
            if (!disk.fired()) {
                assertThat(step).isGreaterThan(3);
                return;
            }
            byte[] left = new PumpKeys(disk.afterCrash(seed + step))
                    .bond(ID)
                    .orElseThrow()
                    .key()
                    .bytes();
            assertThat(left[0]).isIn((byte) 1, (byte) 2);
            assertThat(done).isFalse();
            assertThat(disk.afterCrash(seed).isOwnerOnly(KEY)).isTrue();
        }
    }
}
