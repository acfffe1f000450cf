// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import org.cisterna.pump.spi.KeyHandle;

/** A key that from some moment on finds every seal of the pump wrong, and counts how often it was asked. */
final class SealedKey implements KeyHandle {

    private final KeyHandle inner;
    private boolean refuses;
    private int asked;

    SealedKey(KeyHandle inner) {
        this.inner = inner;
    }

    void refuse() {
        refuses = true;
        asked = 0;
    }

    int asked() {
        return asked;
    }

    @Override
    public byte[] mac(byte[] data) {
        return inner.mac(data);
    }

    @Override
    public boolean verify(byte[] data, byte[] tag) {
        asked++;
        return !refuses && inner.verify(data, tag);
    }
}
