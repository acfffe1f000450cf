// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import org.osgi.annotation.versioning.ProviderType;

/** A key that can be used and not seen: HMAC-SHA-256 under the key agreed at pairing. Thread-safe. */
@ProviderType
public interface KeyHandle {

    /** The 32 bytes of HMAC-SHA-256 over the data. */
    byte[] mac(byte[] data);

    /**
     * Whether a tag is right, compared in constant time.
     *
     * @param data what the tag is over
     * @param tag the first 16 to 32 bytes of the HMAC
     */
    boolean verify(byte[] data, byte[] tag);
}
