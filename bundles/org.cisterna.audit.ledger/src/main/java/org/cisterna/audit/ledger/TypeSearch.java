// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Looks into the bytes of records for the types of entries. Immutable; any thread. */
final class TypeSearch {

    private static final byte[] NAME = "\"type\":\"".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> types;

    /**
     * A search.
     *
     * @param types as entries have them, which need no escapes in JSON
     */
    TypeSearch(Set<String> types) {
        this.types = types.stream()
                .map(each -> (each + '"').getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** Whether the record can be of one of the types: false is certain, true is not, for its body may have a member of that name. */
    boolean mayBeIn(byte[] bytes, int start, int length) {
        int end = start + length - NAME.length;
        for (int at = start; at < end; at++) {
            if (bytes[at] == NAME[0]
                    && bytes[at + 1] == NAME[1]
                    && Arrays.equals(bytes, at, at + NAME.length, NAME, 0, NAME.length)
                    && isOne(bytes, at + NAME.length, start + length)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOne(byte[] bytes, int at, int end) {
        for (byte[] type : types) {
            if (end - at >= type.length && Arrays.equals(bytes, at, at + type.length, type, 0, type.length)) {
                return true;
            }
        }
        return false;
    }
}
