// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import org.cisterna.sim.Bytes;

/**
 * Somebody who may speak to the device.
 *
 * @param role the family's number of what they may do; {@link Pairings#NO_ROLE} in a family that knows but one
 * @param keyId by which they name the key
 * @param key what was agreed; 32 bytes, secret
 */
public record Pairing(int role, Bytes keyId, Bytes key) {

    /** Without the key. */
    @Override
    public String toString() {
        return "pairing " + keyId.hex() + (role == Pairings.NO_ROLE ? "" : " of role " + role);
    }
}
