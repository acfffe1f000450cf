// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cisterna.audit.verify.Verify;
import org.cisterna.testkit.SimulatedStorage;

/**
 * The independent verifier over a disk in memory. It gets the whole data folder, as an operator has it who verifies a node in place: beside what the
 * key signed last, and with no file that may be left out.
 */
final class LedgerCheck {

    private static final String KEY = "ledger.vkey";

    private LedgerCheck() {}

    /**
     * Fails unless the verifier finds everything good.
     *
     * @param disk of a platform that was closed
     * @param folder where the bytes are laid out for the verifier, and taken away again
     * @return what the verifier says
     */
    static String good(SimulatedStorage disk, Path folder, String what) throws IOException {
        Path data = Files.createTempDirectory(folder, "ledger");
        try {
            for (String path : disk.files()) {
                Path file = data.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, disk.readAll(path));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream words = new PrintStream(out, true, StandardCharsets.UTF_8);
            int status = Verify.run(
                    List.of(data.toString(), "--key", data.resolve(KEY).toString()), words, words);
            String said = out.toString(StandardCharsets.UTF_8);
            assertThat(status).as("%s: the verifier says %s", what, said).isZero();
            assertThat(said).as(what).doesNotContain("not compared", "not looked at");
            return said;
        } finally {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
