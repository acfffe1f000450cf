// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** The end of a segment is safe while it is written again. */
class TailCopyTest {
    private static final String SEGMENT = "log/segment";
    private static final byte[] BYTES = "signed, and acknowledged".getBytes(StandardCharsets.UTF_8);
    private static final int FROM = 8;

    private final SimulatedStorage disk = new SimulatedStorage(7);
    private final TailCopy tail = new TailCopy(disk, SEGMENT);

    TailCopyTest() throws IOException {
        disk.createDirectories("log");
        write(SEGMENT, 0, BYTES);
    }

    private void write(String path, long at, byte[] bytes) throws IOException {
        try (StorageFile file = disk.open(path, Mode.CREATE)) {
            file.write(at, ByteBuffer.wrap(bytes));
            file.force();
        }
    }

    private void garble() throws IOException {
        byte[] garbage = new byte[BYTES.length - FROM];
        Arrays.fill(garbage, (byte) 0xA5);
        write(SEGMENT, FROM, garbage);
    }

    @Test
    void whatWasGarbledIsPutBackAndTheCopyIsGone() throws IOException {
        tail.keep(FROM, BYTES.length);
        garble();
        tail.restore();
        assertThat(disk.readAll(SEGMENT)).isEqualTo(BYTES);
        assertThat(disk.exists(SEGMENT + ".tail")).isFalse();
    }

    @Test
    void aCopyThatIsNotWholeIsNotPutBack() throws IOException {
        tail.keep(FROM, BYTES.length);
        byte[] copy = disk.readAll(SEGMENT + ".tail");
        for (int at = 0; at < copy.length; at++) {
            byte[] torn = copy.clone();
            torn[at] ^= 1;
            write(SEGMENT + ".tail", 0, torn);
            tail.restore();
            assertThat(disk.readAll(SEGMENT)).as("byte %d", at).isEqualTo(BYTES);
            assertThat(disk.exists(SEGMENT + ".tail")).isFalse();
        }
        for (int length = 0; length < copy.length; length++) {
            write(SEGMENT + ".tail", 0, Arrays.copyOf(copy, length));
            garble();
            byte[] garbled = disk.readAll(SEGMENT);
            tail.restore();
            assertThat(disk.readAll(SEGMENT)).as("%d bytes", length).isEqualTo(garbled);
        }
    }

    /** While a log ends and the next one begins, the one that is written again need not have the last name. */
    @Test
    void aStartPutsItBackAlsoWhereALaterLogWasAboutToBegin() throws IOException {
        SimulatedStorage node = new SimulatedStorage(8);
        String path;
        try (TileLedger ledger = new World(8).open(node)) {
            ledger.append(World.entry("acknowledged"));
            path = "ledger/"
                    + node.list("ledger").stream()
                            .filter(each -> each.matches("[0-9]{4}-[0-9]+"))
                            .findFirst()
                            .orElseThrow()
                    + "/segment";
        }
        byte[] good = node.readAll(path);
        new TailCopy(node, path).keep(0, good.length);
        try (StorageFile file = node.open(path, Mode.READ_WRITE)) {
            file.write(0, ByteBuffer.wrap(new byte[64]));
            file.force();
        }
        node.createDirectories("ledger/9998-1");
        new World(9).open(node).close();
        assertThat(node.exists(path + ".tail")).isFalse();
        assertThat(Arrays.copyOf(node.readAll(path), 64)).isEqualTo(Arrays.copyOf(good, 64));
    }

    @Test
    void whereNothingIsToBeWrittenAgainThereIsNone() throws IOException {
        tail.keep(BYTES.length, BYTES.length);
        assertThat(disk.exists(SEGMENT + ".tail")).isFalse();
        tail.drop();
        tail.restore();
        assertThat(disk.readAll(SEGMENT)).isEqualTo(BYTES);
    }
}
