// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.util.Optional;
import java.util.function.Function;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;

/**
 * What a pump offered when it was asked to pair. Nobody vouches for it until both sides have confirmed the key.
 *
 * @param serial as it said
 * @param deviceNonce fresh for this pairing
 * @param deviceKey its public key
 */
public record PairingOffer(String serial, Bytes deviceNonce, Bytes deviceKey) {

    /**
     * Agrees on a key.
     *
     * @param driven the pumps that the driver drives
     * @param keys of the platform
     * @param info makes of this offer what the key is bound to
     * @return refused, with {@code UNSUPPORTED_PUMP} or {@code DEVICE_KEY}, when the serial can name no pump or the public key is none
     */
    public Answer<KeyHandle> agree(DrivenPumps driven, PairingKeys keys, Function<PairingOffer, Bytes> info) {
        Optional<Violation> unusable = driven.unusableSerial(serial);
        if (unusable.isPresent()) {
            return Answer.refused(unusable.get());
        }
        try {
            return Answer.done(keys.agree(deviceKey.toArray(), info.apply(this).toArray()));
        } catch (IllegalArgumentException e) {
            return Answer.refused(Violation.of(
                    "DEVICE_KEY",
                    "the pump offered a public key that cannot be used; nothing was agreed. Try again, and do not use the pump's link if it"
                            + " happens again"));
        }
    }
}
