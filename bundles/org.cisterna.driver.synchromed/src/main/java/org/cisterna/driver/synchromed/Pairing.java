// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.DrivenPumps;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.OpenDialogue;
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

    private record Offer(Bytes deviceKey, Bytes deviceNonce, String serial) {}

    Answer<PumpIdentity> pair() throws LinkException, InterruptedException {
        OpenDialogue<Request, RefusedAnswer, Frame> dialogue = Words.before(link, call);
        Bytes platformKey = Bytes.of(keys.publicKey());
        Bytes hostNonce = Bytes.of(context.randomness().secret(Derivation.NONCE));
        Bytes begin = new FieldWriter()
                .u8(Derivation.SUITE)
                .bytes(platformKey)
                .bytes(hostNonce)
                .done();
        OpenDialogue.Heard<Offer, RefusedAnswer> offered =
                dialogue.askForNew(new Request(MessageType.PAIR_BEGIN, begin), Words.whole(Pairing::offer));
        if (!(offered instanceof OpenDialogue.Heard.Answered<Offer, RefusedAnswer> answer)) {
            return refused(offered);
        }
        Offer offer = answer.value();
        Optional<Violation> unusable = Identities.DRIVEN.unusableSerial(offer.serial());
        if (unusable.isPresent()) {
            return Answer.refused(unusable.get());
        }
        Bytes info =
                Derivation.pairingInfo(offer.serial(), platformKey, offer.deviceKey(), hostNonce, offer.deviceNonce());
        KeyHandle key;
        try {
            key = keys.agree(offer.deviceKey().toArray(), info.toArray());
        } catch (IllegalArgumentException e) {
            return Answer.refused(Violation.of(
                    "DEVICE_KEY",
                    "the pump offered a public key that cannot be used; nothing was agreed. Try again, and do not use the pump's link if it"
                            + " happens again"));
        }
        Bytes keyId = Derivation.keyId(key);
        Request prove = new Request(MessageType.PAIR_PROVE, Derivation.hostConfirmation(key, info));
        OpenDialogue.Heard<Boolean, RefusedAnswer> done = dialogue.ask(prove, Words.whole(reader -> {
            Bytes confirmation = reader.bytes(Frame.TAG);
            boolean right = reader.bytes(Derivation.KEY_ID).equals(keyId)
                    && Derivation.isDeviceConfirmation(key, info, confirmation);
            return right ? Optional.of(true) : Optional.empty();
        }));
        return done instanceof OpenDialogue.Heard.Answered<Boolean, RefusedAnswer>
                ? identity(offer.serial(), key)
                : refused(done);
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

    private static Optional<Offer> offer(FieldReader reader) throws MalformedException {
        boolean known = reader.u8() == Derivation.SUITE;
        Offer offer = new Offer(reader.bytes(PUBLIC_KEY), reader.bytes(Derivation.NONCE), reader.text());
        return known ? Optional.of(offer) : Optional.empty();
    }

    private static <T> Answer<PumpIdentity> refused(OpenDialogue.Heard<T, RefusedAnswer> heard) {
        return Answer.refused(
                ((OpenDialogue.Heard.Refused<T, RefusedAnswer>) heard).refusal().violations());
    }
}
