// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The host's side of a key agreement: X25519 (RFC 7748), then HKDF-SHA-256 (RFC 5869) with the SHA-256 of the pairing code (ASCII) as salt,
 * 32 bytes out. The host holds private key and pairing code.
 */
@ProviderType
public interface PairingKeys {

    /** The host's public key: 32 bytes, the u-coordinate in little-endian order. */
    byte[] publicKey();

    /**
     * Agrees with the device.
     *
     * @param devicePublicKey 32 bytes, as above
     * @param info what the derivation is bound to, by the family's protocol page
     * @return the handle of the derived key; the host keeps the key once {@link PumpDriver#pair} ends well
     * @throws IllegalArgumentException when the device's key is not a usable one
     */
    KeyHandle agree(byte[] devicePublicKey, byte[] info);
}
