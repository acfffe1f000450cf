// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import org.cisterna.audit.Entry;

/** An entry on its way to the disk, with the bytes that its caller's thread has made of it. */
final class Item {
    private final Entry entry;
    private final byte[] bytes;

    Item(Entry entry) {
        this.entry = entry;
        this.bytes = entry.json().canonicalBytes();
    }

    Entry entry() {
        return entry;
    }

    byte[] bytes() {
        return bytes;
    }
}
