// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import org.cisterna.pump.spi.Call;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;

/**
 * Agrees on a key with a device, and proves it in both directions. The private key, the code on the label and the agreed key stay with the host: this
 * class sees public keys, nonces and proofs.
 */
final class Pairing {

    private static final int KEY = 32;
    private static final int NONCE = 16;

    private final Lines lines;
    private final PairingKeys pairing;
    private final CallContext context;
    private final Call call;

    Pairing(Lines lines, PairingKeys pairing, CallContext context, Call call) {
        this.lines = lines;
        this.pairing = pairing;
        this.context = context;
        this.call = call;
    }

    /**
     * A pairing that both sides have proved.
     *
     * @param serial whose
     * @param key its handle
     */
    record Paired(String serial, KeyHandle key) {}

    Paired pair() throws LinkException, InterruptedException {
        String own = hex(pairing.publicKey());
        String nonce = hex(context.randomness().secret(NONCE));
        Words offer = SealedLines.ask(lines, "PAIR " + own + " " + nonce, "OFFER", 4, call);
        try {
            String serial = offer.word(1);
            if (!DripLineDriver.isSerial(serial)) {
                throw new MalformedException("its serial is not 1 to 40 letters, digits, dots or hyphens");
            }
            byte[] theirs = offer.bytes(2, KEY);
            offer.bytes(3, NONCE);
            // everything both sides said goes into the key: whoever changes a word of it agrees on another key
            String said = String.join("|", "drip-line 1 pairing", serial, own, nonce, offer.word(2), offer.word(3));
            KeyHandle key = pairing.agree(theirs, ascii(said));
            String proof = hex(Arrays.copyOf(key.mac(ascii("host|" + said)), SealedLines.TAG));
            Words paired = SealedLines.ask(lines, "PROVE " + proof, "PAIRED", 2, call);
            if (!key.verify(ascii("device|" + said), paired.bytes(1, SealedLines.TAG))) {
                throw new LinkException(Reason.REFUSED, "the device did not prove that it knows the pairing code");
            }
            return new Paired(serial, key);
        } catch (MalformedException e) {
            throw SealedLines.misread("PAIR", e);
        } catch (IllegalArgumentException unusable) {
            throw new LinkException(Reason.REFUSED, "the device gave a public key that is none", unusable);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
