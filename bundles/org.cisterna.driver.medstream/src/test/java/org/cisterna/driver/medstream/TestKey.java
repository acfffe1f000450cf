// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.dialogue.Bytes;

/** A key that a test knows. */
record TestKey(Bytes key) implements KeyHandle {

    @Override
    public byte[] mac(byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean verify(byte[] data, byte[] tag) {
        return MessageDigest.isEqual(Arrays.copyOf(mac(data), tag.length), tag);
    }
}
