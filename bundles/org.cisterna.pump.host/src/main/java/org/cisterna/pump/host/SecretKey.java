// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.security.MessageDigest;
import java.util.Arrays;
import org.cisterna.pump.spi.KeyHandle;

/** A key as a driver gets it: it can be used and not seen. */
final class SecretKey implements KeyHandle {

    private static final int MIN_TAG = 16;
    private static final int MAX_TAG = 32;

    private final byte[] key;

    SecretKey(byte[] key) {
        this.key = key.clone();
    }

    @Override
    public byte[] mac(byte[] data) {
        return Hkdf.hmac(key, data);
    }

    @Override
    public boolean verify(byte[] data, byte[] tag) {
        if (tag.length < MIN_TAG || tag.length > MAX_TAG) {
            return false;
        }
        return MessageDigest.isEqual(Arrays.copyOf(mac(data), tag.length), tag);
    }

    /** The key itself; for the key store alone. */
    byte[] bytes() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "a key";
    }
}
