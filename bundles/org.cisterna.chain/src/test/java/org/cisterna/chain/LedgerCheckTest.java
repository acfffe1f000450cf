// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests of this bundle lean on: their check of the ledger fails where something is wrong around the log. */
class LedgerCheckTest {

    private static final long SEED = 20_261_123;

    @Test
    void aLogThatWasPutBackAloneIsFound(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            scene.story().enrol();
            SimulatedStorage early = scene.disk().afterKill();
            scene.time().leapPumpTime(Scene.MONTH);
            scene.story().visitRead();
            scene.platform().close();
            LedgerCheck.good(scene.disk(), folder, "as it was left");
            SimulatedStorage mixed = scene.disk().afterKill();
            remove(mixed, "ledger/");
            for (String path : paths(early, "ledger/")) {
                mixed.createDirectories(path.substring(0, path.lastIndexOf('/')));
                mixed.replaceAtomically(path, early.readAll(path), Storage.Mode.CREATE);
            }
            assertThatThrownBy(() -> LedgerCheck.good(mixed, folder, "an older log"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("keys/ledger.signed, what the key has signed last,");
        });
    }

    @Test
    void evidenceThatIsGoneAltogetherIsFound(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            scene.story().enrol();
            scene.platform().close();
            SimulatedStorage bare = scene.disk().afterKill();
            remove(bare, "evidence/");
            assertThatThrownBy(() -> LedgerCheck.good(bare, folder, "no evidence"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("NOT GOOD")
                    .hasMessageContaining("evidence");
        });
    }

    private static List<String> paths(SimulatedStorage disk, String folder) {
        return disk.files().stream().filter(each -> each.startsWith(folder)).toList();
    }

    private static void remove(SimulatedStorage disk, String folder) throws IOException {
        List<String> paths = paths(disk, folder);
        assertThat(paths).as(folder).isNotEmpty();
        for (String each : paths) {
            disk.delete(each);
        }
    }
}
