// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.DrivenPumps;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.OpenDialogue;
import org.cisterna.pump.spi.dialogue.PairingOffer;
import org.cisterna.pump.spi.dialogue.SealedDialogue;
import org.cisterna.pump.wire.LinkException;

/** Pairs, section 3 of the protocol page, then opens a session under the new key to learn who the pump is. */
final class Pairing {

    private static final int PUBLIC_KEY = 32;

    private final MessageLink<Frame> link;
    private final PairingKeys keys;
    private final CallContext context;
    private final Call call;

    Pairing(MessageLink<Frame> link, PairingKeys keys, CallContext context, Call call) {
        this.link = link;
        this.keys = keys;
        this.context = context;
        this.call = call;
    }

    Answer<PumpIdentity> pair() throws LinkException, InterruptedException {
        OpenDialogue<Request, RefusedAnswer, Frame> dialogue = Words.before(link, call);
        Bytes platformKey = Bytes.of(keys.publicKey());
        Bytes hostNonce = Bytes.of(context.randomness().secret(Derivation.NONCE));
        Bytes begin = new FieldWriter()
                .u8(Derivation.SUITE)
                .bytes(platformKey)
                .bytes(hostNonce)
                .done();
        Answer<PairingOffer> offered = dialogue.askForNew(
                        new Request(MessageType.PAIR_BEGIN, begin), Words.whole(Pairing::offer))
                .toAnswer();
        if (!(offered instanceof Answer.Done<PairingOffer> answer)) {
            return Answer.refused(offered.violations());
        }
        PairingOffer offer = answer.value();
        Answer<KeyHandle> agreed = offer.agree(Identities.DRIVEN, keys, known -> info(known, platformKey, hostNonce));
        if (!(agreed instanceof Answer.Done<KeyHandle> done)) {
            return Answer.refused(agreed.violations());
        }
        KeyHandle key = done.value();
        Bytes info = info(offer, platformKey, hostNonce);
        Bytes keyId = Derivation.keyId(key);
        Request prove = new Request(MessageType.PAIR_PROVE, Derivation.hostConfirmation(key, info));
        Answer<Boolean> confirmed = dialogue.ask(prove, Words.whole(reader -> {
                    Bytes confirmation = reader.bytes(Frame.TAG);
                    boolean right = reader.bytes(Derivation.KEY_ID).equals(keyId)
                            && Derivation.isDeviceConfirmation(key, info, confirmation);
                    return right ? Optional.of(true) : Optional.empty();
                }))
                .toAnswer();
        return confirmed.isDone() ? identity(offer.serial(), key) : Answer.refused(confirmed.violations());
    }

    private static Bytes info(PairingOffer offer, Bytes platformKey, Bytes hostNonce) {
        return Derivation.pairingInfo(offer.serial(), platformKey, offer.deviceKey(), hostNonce, offer.deviceNonce());
    }

    private Answer<PumpIdentity> identity(String serial, KeyHandle key) throws LinkException, InterruptedException {
        Answer<SealedChannel> opened = new Handshake(link, context, call, key).open(serial);
        if (!(opened instanceof Answer.Done<SealedChannel> channel)) {
            return Answer.refused(opened.violations());
        }
        Requests requests = new Requests(channel.value(), call);
        IdentityAnswer identity = requests.identity();
        Optional<FunctionsAnswer> functions = requests.functions();
        channel.value().leave(context, SealedDialogue.GOODBYE);
        return identity.serial().equals(serial)
                ? Identities.understood(identity, functions)
                : Answer.refused(DrivenPumps.mismatch(serial, identity.serial()));
    }

    private static Optional<PairingOffer> offer(FieldReader reader) throws MalformedException {
        boolean known = reader.u8() == Derivation.SUITE;
        Bytes deviceKey = reader.bytes(PUBLIC_KEY);
        Bytes deviceNonce = reader.bytes(Derivation.NONCE);
        PairingOffer offer = new PairingOffer(reader.text(), deviceNonce, deviceKey);
        return known ? Optional.of(offer) : Optional.empty();
    }
}
