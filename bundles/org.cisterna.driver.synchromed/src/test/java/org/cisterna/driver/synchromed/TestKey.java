// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.dialogue.Bytes;

/** A key of a test, which is no secret. */
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
        return tag.length >= 16 && MessageDigest.isEqual(Arrays.copyOf(mac(data), tag.length), tag);
    }

    /** The tag of a frame that the device sends; the page's formula once more. */
    Bytes deviceTag(Bytes context, Bytes tagged) {
        Bytes data = new FieldWriter()
                .label("cisterna-s2/tag/1")
                .u8(2)
                .bytes(context)
                .bytes(tagged)
                .done();
        return Bytes.of(mac(data.toArray())).part(0, 16);
    }
}
