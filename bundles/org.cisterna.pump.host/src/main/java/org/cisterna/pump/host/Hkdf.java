// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256, as RFC 5869 has it. Pure. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private Hkdf() {}

    /**
     * Extract, then expand.
     *
     * @param salt may be empty
     * @param secret the input key material
     * @param info what the output is bound to
     * @param length bytes wanted, 1 to 255 times 32
     */
    static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) {
        if (length < 1 || length > 255 * HASH_BYTES) {
            throw new IllegalArgumentException("HKDF gives 1 to " + 255 * HASH_BYTES + " bytes, not " + length);
        }
        byte[] pseudoRandomKey = hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, secret);
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        int done = 0;
        for (byte counter = 1; done < length; counter++) {
            block = hmac(pseudoRandomKey, block, info, new byte[] {counter});
            int part = Math.min(block.length, length - done);
            System.arraycopy(block, 0, output, done, part);
            done += part;
        }
        Arrays.fill(pseudoRandomKey, (byte) 0);
        return output;
    }

    /** HMAC-SHA-256 over the parts, one after the other. */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform must have " + HMAC + "; this one has not", e);
        }
    }
}
