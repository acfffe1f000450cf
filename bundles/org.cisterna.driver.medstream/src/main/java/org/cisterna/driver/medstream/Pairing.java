// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

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
        Bytes hostKey = Bytes.of(keys.publicKey());
        Bytes hostNonce = Bytes.of(context.randomness().secret(Derivation.NONCE));
        FieldList start = new FieldList()
                .number("suite", Derivation.SUITE)
                .number("role", Derivation.PROGRAMMER)
                .bytes("nonce", hostNonce)
                .bytes("key", hostKey);
        Answer<PairingOffer> offered = dialogue.askForNew(
                        new Request(Kind.PAIR, start), answer -> answer.understood(Pairing::offer))
                .toAnswer();
        if (!(offered instanceof Answer.Done<PairingOffer> answer)) {
            return Answer.refused(offered.violations());
        }
        PairingOffer offer = answer.value();
        Answer<KeyHandle> agreed = offer.agree(Identities.DRIVEN, keys, known -> info(known, hostKey, hostNonce));
        if (!(agreed instanceof Answer.Done<KeyHandle> done)) {
            return Answer.refused(agreed.violations());
        }
        KeyHandle key = done.value();
        Bytes info = info(offer, hostKey, hostNonce);
        Bytes keyId = Derivation.keyId(key);
        FieldList confirm = new FieldList().bytes("proof", Derivation.hostConfirmation(key, info));
        Answer<Boolean> confirmed = dialogue.ask(
                        new Request(Kind.CONFIRM, confirm),
                        reply -> reply.understood(fields -> {
                            boolean ours = fields.bytes("id", Derivation.KEY_ID).equals(keyId);
                            Bytes confirmation = fields.bytes("proof", Derivation.PROOF);
                            return ours && Derivation.isDeviceConfirmation(key, info, confirmation)
                                    ? Optional.of(true)
                                    : Optional.empty();
                        }))
                .toAnswer();
        return confirmed.isDone() ? identity(offer.serial(), key) : Answer.refused(confirmed.violations());
    }

    private static Bytes info(PairingOffer offer, Bytes hostKey, Bytes hostNonce) {
        return Derivation.pairingInfo(offer.serial(), hostKey, offer.deviceKey(), hostNonce, offer.deviceNonce());
    }

    private Answer<PumpIdentity> identity(String serial, KeyHandle key) throws LinkException, InterruptedException {
        Answer<SealedChannel> opened = new Handshake(link, context, call, key).open(serial);
        if (!(opened instanceof Answer.Done<SealedChannel> channel)) {
            return Answer.refused(opened.violations());
        }
        Description device = channel.value().read(Kind.DESCRIBE, new FieldList(), Description::read, call);
        channel.value().leave(context, SealedDialogue.GOODBYE);
        return device.serial().equals(serial)
                ? Identities.understood(device)
                : Answer.refused(DrivenPumps.mismatch(serial, device.serial()));
    }

    private static Optional<PairingOffer> offer(FieldCursor fields) throws MalformedException {
        String serial = fields.text("serial");
        boolean known = fields.number("suite") == Derivation.SUITE;
        PairingOffer offer = new PairingOffer(
                serial, fields.bytes("nonce", Derivation.NONCE), fields.bytes("key", Derivation.PUBLIC_KEY));
        return known ? Optional.of(offer) : Optional.empty();
    }
}
