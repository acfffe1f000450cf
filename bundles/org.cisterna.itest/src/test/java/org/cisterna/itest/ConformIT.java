// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** The whole kit from the command line, on the very bundle of a driver that ships: it is conformant, and stays so. */
public final class ConformIT {

    /** It needs 20 s alone; as long as the command itself waits for its kit. */
    private static final long PATIENCE_SECONDS = 600;

    @Test
    public void aDriverThatShipsIsConformant() throws Exception {
        Path report = Product.newFolder("conform").resolve("report");
        Command run = Command.within(PATIENCE_SECONDS, "conform", "synchromed", "--out", report.toString());
        assertEquals(run.toString(), 0, run.status());
        assertTrue(run.output(), run.output().contains("level      CONFORMANT"));
        assertTrue(run.output(), run.output().contains("FAIL 0") && run.output().contains("ERROR 0"));
        assertTrue(Files.readString(report.resolve("report.html"), StandardCharsets.UTF_8)
                .contains("Class TRANSACTIONAL: conformant"));
    }
}
