// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

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

    private final MessageLink<Message> link;
    private final CallContext context;
    private final Call call;
    private final KeyHandle key;

    Handshake(MessageLink<Message> link, CallContext context, Call call, KeyHandle key) {
        this.link = link;
        this.context = context;
        this.call = call;
        this.key = key;
    }

    private record Challenge(String serial, Bytes deviceNonce, Bytes session) {}

    /**
     * Opens.
     *
     * @param serial of the pump that must answer
     * @return refused when another pump answers
     * @throws LinkException when nobody proved to hold the key
     */
    Answer<SealedChannel> open(String serial) throws LinkException, InterruptedException {
        OpenDialogue<Request, RefusedAnswer, Message> dialogue = Words.before(link, call);
        Bytes keyId = Derivation.keyId(key);
        Bytes hostNonce = Bytes.of(context.randomness().secret(Derivation.NONCE));
        FieldList open = new FieldList()
                .number("suite", Derivation.SUITE)
                .bytes("nonce", hostNonce)
                .bytes("id", keyId);
        Challenge challenge = dialogue.askForNew(
                        new Request(Kind.OPEN, open), answer -> answer.understood(Handshake::challenge))
                .orNoSession(Handshake::isUnknownKey);
        if (!challenge.serial().equals(serial)) {
            return Answer.refused(DrivenPumps.mismatch(serial, challenge.serial()));
        }
        Bytes bound = Derivation.sessionContext(serial, keyId, challenge.session(), hostNonce, challenge.deviceNonce());
        FieldList prove =
                new FieldList().bytes("session", challenge.session()).bytes("proof", Derivation.hostProof(key, bound));
        dialogue.ask(
                        new Request(Kind.PROVE, prove),
                        answer -> answer.understood(fields -> {
                            boolean ours =
                                    fields.bytes("session", Message.SESSION).equals(challenge.session());
                            Bytes proof = fields.bytes("proof", Derivation.PROOF);
                            return ours && Derivation.isDeviceProof(key, bound, proof)
                                    ? Optional.of(true)
                                    : Optional.empty();
                        }))
                .orNoSession(Handshake::isUnknownKey);
        return Answer.done(new SealedChannel(link, key, bound, challenge.session()));
    }

    private static Optional<Challenge> challenge(FieldCursor fields) throws MalformedException {
        String serial = fields.text("serial");
        boolean known = fields.number("suite") == Derivation.SUITE;
        Challenge challenge = new Challenge(
                serial, fields.bytes("nonce", Derivation.NONCE), fields.bytes("session", Message.SESSION));
        return known ? Optional.of(challenge) : Optional.empty();
    }

    private static boolean isUnknownKey(RefusedAnswer refusal) {
        return refusal.has(RefusalWords.UNAUTHENTICATED);
    }
}
