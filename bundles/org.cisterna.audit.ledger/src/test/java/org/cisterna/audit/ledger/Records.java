// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The records of an entry bundle. */
final class Records {

    private Records() {}

    static List<byte[]> of(byte[] bundle) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(bundle);
        while (left.hasRemaining()) {
            byte[] record = new byte[Short.toUnsignedInt(left.getShort())];
            left.get(record);
            records.add(record);
        }
        return records;
    }
}
