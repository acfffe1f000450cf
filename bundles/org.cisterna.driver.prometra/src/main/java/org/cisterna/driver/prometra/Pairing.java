// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

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

/** Pairs as a programmer, section 3 of the protocol page, then opens a session under the new key to learn who the pump is. */
final class Pairing {

    private final MessageLink<Message> link;
    private final PairingKeys keys;
    private final CallContext context;
    private final Call call;

    Pairing(MessageLink<Message> link, PairingKeys keys, CallContext context, Call call) {
        this.link = link;
        this.keys = keys;
        this.context = context;
        this.call = call;
    }

    Answer<PumpIdentity> pair() throws LinkException, InterruptedException {
        OpenDialogue<Request, RefusedAnswer, Message> dialogue = Words.before(link, call);
        Bytes platformKey = Bytes.of(keys.publicKey());
        Bytes hostNonce = Bytes.of(context.randomness().secret(Derivation.NONCE));
        Fields start = new Fields()
                .number(0x15, Derivation.SUITE)
                .number(0x16, Derivation.PROGRAMMER)
                .bytes(0x17, hostNonce)
                .bytes(0x18, platformKey);
        Answer<PairingOffer> offered = dialogue.askForNew(
                        new Request(Kind.PAIR_START, start), answer -> answer.understood(Pairing::offer))
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
        Fields confirm = new Fields().bytes(0x1A, Derivation.hostConfirmation(key, info));
        Answer<Boolean> confirmed = dialogue.ask(
                        new Request(Kind.PAIR_CONFIRM, confirm),
                        reply -> reply.understood(fields -> {
                            boolean ours = fields.bytes(0x19, Derivation.KEY_ID).equals(keyId);
                            Bytes confirmation = fields.bytes(0x1A, Derivation.PROOF);
                            return ours && Derivation.isDeviceConfirmation(key, info, confirmation)
                                    ? Optional.of(true)
                                    : Optional.empty();
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
        Description device = channel.value().read(Kind.DESCRIBE, new Fields(), Description::read, call);
        channel.value().leave(context, SealedDialogue.GOODBYE);
        return device.serial().equals(serial)
                ? Identities.understood(device)
                : Answer.refused(DrivenPumps.mismatch(serial, device.serial()));
    }

    private static Optional<PairingOffer> offer(FieldCursor fields) throws MalformedException {
        String serial = fields.text(0x12);
        boolean known = fields.number(0x15) == Derivation.SUITE;
        PairingOffer offer = new PairingOffer(
                serial, fields.bytes(0x17, Derivation.NONCE), fields.bytes(0x18, Derivation.PUBLIC_KEY));
        return known ? Optional.of(offer) : Optional.empty();
    }
}
