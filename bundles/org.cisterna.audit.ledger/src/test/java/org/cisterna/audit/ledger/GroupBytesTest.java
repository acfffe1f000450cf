// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupBytesTest {
    private final GroupBytes bytes = new GroupBytes();

    private byte[] groupOf(long first, List<byte[]> records) {
        bytes.begin(first);
        for (byte[] record : records) {
            int place = bytes.room(record.length);
            System.arraycopy(record, 0, bytes.bytes(), place, record.length);
            bytes.add(record.length);
        }
        ByteBuffer group = bytes.group();
        byte[] copy = new byte[group.remaining()];
        group.get(copy);
        return copy;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Put together as the format is described, by other means. */
    private static byte[] described(long first, List<byte[]> records) {
        int body = records.stream().mapToInt(r -> r.length + 6).sum();
        ByteBuffer group = ByteBuffer.allocate(24 + body + 4);
        group.put(text("CGRP")).putInt(body).putInt(records.size()).putLong(first);
        group.putInt(SegmentFormat.crc(group.array(), 0, 20));
        for (byte[] record : records) {
            group.putShort((short) record.length)
                    .putInt(SegmentFormat.crc(record, 0, record.length))
                    .put(record);
        }
        return group.putInt(SegmentFormat.crc(group.array(), 24, body)).array();
    }

    @Test
    void hasTheBytesOfTheFormat() {
        List<byte[]> records = List.of(text("{\"a\":1}"), text("{}"));
        assertThat(groupOf(7, records)).isEqualTo(described(7, records));
    }

    @Test
    void growsWithWhatIsPutIn() {
        List<byte[]> records = List.of(new byte[65_535], new byte[65_535], new byte[30_000]);
        assertThat(groupOf(0, records)).isEqualTo(described(0, records));
    }

    @Test
    void nothingOfALargeGroupIsInTheNext() {
        groupOf(0, Collections.nCopies(40, text("x".repeat(60_000))));
        List<byte[]> records = List.of(text("{\"b\":2}"));
        assertThat(groupOf(40, records)).isEqualTo(described(40, records));
        assertThat(bytes.bytes().length)
                .as("room of the large one is given back")
                .isLessThan(1024 * 1024);
    }
}
