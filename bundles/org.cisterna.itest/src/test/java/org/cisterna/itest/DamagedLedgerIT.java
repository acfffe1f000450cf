// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/** What the product does with a ledger whose last entry is torn, and with one that somebody changed. */
public final class DamagedLedgerIT {

    private static final int HEADER = 32;
    private static final int GROUP = 0x43475250;
    private static final int GROUP_HEADER = 24;
    private static final int GROUP_TRAILER = 4;

    @Test
    public void aTornEndIsCutOffAndAChangedByteStopsAllWriting() throws Exception {
        Path data = Product.newFolder("damaged").resolve("data");
        try (DemoProcess demo = DemoProcess.start(data)) {
            demo.stop();
        }
        Path segment = data.resolve("ledger/2026-1/segment");
        segment = Files.exists(segment) ? segment : onlySegment(data);

        tear(segment);
        try (DemoProcess demo = DemoProcess.start(data)) {
            JsonObject health = health(demo);
            assertTrue("still writable: " + health, health.flag("writesPossible"));
            String notes = health.array("notes").canonicalText();
            assertTrue("the recovery is said: " + health, notes.contains("cut off"));
            demo.stop();
        }
        Command recovered = RestStoryIT.verify(data);
        assertEquals("what was recovered verifies: " + recovered, 0, recovered.status());

        changeAByte(segment);
        try (DemoProcess demo = DemoProcess.start(data)) {
            JsonObject health = health(demo);
            assertTrue("nothing is written: " + health, !health.flag("writesPossible"));
            String reasons = health.array("reasons").canonicalText();
            assertTrue("where is said: " + health, reasons.contains("Entry "));
            String said = DemoProcess.errors(data);
            assertTrue(said, said.contains("no dose can be changed: Entry "));

            RestExamples examples = new RestExamples(demo.address(), demo.people());
            assertEquals(
                    "the pumps are shown",
                    200,
                    examples.send("programmer", "GET", "/api/v1/pumps", "").statusCode());
            var visit =
                    examples.send("programmer", "POST", "/api/v1/pumps/Cisterna%20Simulations/S2-000001/visits", "");
            String refused = new String(visit.body(), StandardCharsets.UTF_8);
            assertTrue("a write is refused: " + visit.statusCode() + refused, visit.statusCode() >= 400);
            var stop = examples.send(
                    "programmer",
                    "POST",
                    "/api/v1/pumps/Cisterna%20Simulations/S2-000001/stop",
                    "{\"reason\": \"patient is drowsy\"}");
            String stopped = new String(stop.body(), StandardCharsets.UTF_8);
            assertEquals("a stop goes out: " + stopped, 200, stop.statusCode());
            assertTrue(stopped, stopped.contains("\"APPLIED\""));
            demo.stop();
        }
        Command changed = RestStoryIT.verify(data);
        assertEquals("the verifier finds it too: " + changed, 1, changed.status());
    }

    private static Path onlySegment(Path data) throws Exception {
        try (var found = Files.walk(data.resolve("ledger"))) {
            return found.filter(each -> each.endsWith("segment")).findFirst().orElseThrow();
        }
    }

    private static JsonObject health(DemoProcess demo) throws Exception {
        RestExamples nobody = new RestExamples(demo.address(), demo.people());
        return (JsonObject)
                Json.parse(nobody.send("nobody", "GET", "/health", "").body());
    }

    /** Behind the last group, group by group: the last byte that is not zero is none, for a group's own may be. */
    private static int end(Path segment) throws Exception {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(segment));
        int end = HEADER;
        while (end + GROUP_HEADER <= all.limit() && all.getInt(end) == GROUP) {
            end += GROUP_HEADER + all.getInt(end + Integer.BYTES) + GROUP_TRAILER;
        }
        assertTrue("groups were found", end > HEADER);
        return end;
    }

    /** The beginning of a group behind the last one, as a write leaves it that power cut short. */
    private static void tear(Path segment) throws Exception {
        int end = end(segment);
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x43, 0x47, 0x52, 0x50, 0, 0, 1, 10, 0, 0, 0, 1, 7}), end);
        }
    }

    /** One bit in the middle of the entries. */
    private static void changeAByte(Path segment) throws Exception {
        byte[] all = Files.readAllBytes(segment);
        int end = end(segment);
        int middle = Math.max(HEADER + 1, end / 2);
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (all[middle] ^ 1)}), middle);
        }
    }
}
