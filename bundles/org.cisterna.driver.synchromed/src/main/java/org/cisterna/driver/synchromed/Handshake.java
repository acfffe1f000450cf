// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.DrivenPumps;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.OpenDialogue;
import org.cisterna.pump.wire.LinkException;

/** Opens a session, section 4 of the protocol page: both sides prove that they hold the key. */
final class Handshake {

    private final MessageLink<Frame> link;
    private final CallContext context;
    private final Call call;
    private final KeyHandle key;
    private final Bytes keyId;

    Handshake(MessageLink<Frame> link, CallContext context, Call call, KeyHandle key) {
        this.link = link;
        this.context = context;
        this.call = call;
        this.key = key;
        this.keyId = Derivation.keyId(key);
    }

    private record Challenge(Bytes deviceNonce, long sessionId, String serial) {}

    /**
     * Opens.
     *
     * @param serial of the pump that must answer
     * @return refused when another pump answers
     * @throws LinkException when nobody proved to hold the key
     */
    Answer<SealedChannel> open(String serial) throws LinkException, InterruptedException {
        OpenDialogue<Request, RefusedAnswer, Frame> dialogue = Words.before(link, call);
        Bytes hostNonce = Bytes.of(context.randomness().secret(Derivation.NONCE));
        Bytes hello = new FieldWriter()
                .u8(Derivation.SUITE)
                .bytes(hostNonce)
                .bytes(keyId)
                .done();
        Challenge challenge = dialogue.askForNew(
                        new Request(MessageType.HELLO, hello), Words.whole(Handshake::challenge))
                .orNoSession(Handshake::isUnknownKey);
        if (!challenge.serial().equals(serial)) {
            return Answer.refused(DrivenPumps.mismatch(serial, challenge.serial()));
        }
        Bytes bound =
                Derivation.sessionContext(serial, keyId, challenge.sessionId(), hostNonce, challenge.deviceNonce());
        Bytes prove = new FieldWriter()
                .u32(challenge.sessionId())
                .bytes(Derivation.hostProof(key, bound))
                .done();
        dialogue.ask(new Request(MessageType.PROVE, prove), Words.whole(reader -> {
                    boolean ours = reader.u32() == challenge.sessionId();
                    Bytes proof = reader.bytes(Frame.TAG);
                    return ours && Derivation.isDeviceProof(key, bound, proof) ? Optional.of(true) : Optional.empty();
                }))
                .orNoSession(Handshake::isUnknownKey);
        return Answer.done(new SealedChannel(link, key, bound, challenge.sessionId()));
    }

    private static Optional<Challenge> challenge(FieldReader reader) throws MalformedException {
        boolean known = reader.u8() == Derivation.SUITE;
        Challenge challenge = new Challenge(reader.bytes(Derivation.NONCE), reader.u32(), reader.text());
        return known && challenge.sessionId() != 0 ? Optional.of(challenge) : Optional.empty();
    }

    private static boolean isUnknownKey(RefusedAnswer refusal) {
        return refusal.has(RefusalWords.UNAUTHENTICATED);
    }
}
