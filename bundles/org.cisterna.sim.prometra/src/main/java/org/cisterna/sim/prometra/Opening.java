// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.Handshake;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.prometra.Answer.Violation;
import org.cisterna.sim.prometra.TlvReader.Malformed;

/** Pairing and the opening of sessions over one link; sections 3 and 4 of the protocol page. */
final class Opening {

    private static final int FIRST_SEALED = 0x20;

    private final Firmware firmware;
    private final Handshake<Bytes, Session> handshake;

    Opening(Firmware firmware) {
        this.firmware = firmware;
        this.handshake = new Handshake<>(firmware, Suite.ONE, Limits.OFFER_MILLIS, Limits.OPENING_MILLIS);
    }

    void forget() {
        handshake.forget();
    }

    Answer answer(Message message) throws IOException {
        int kind = message.kind();
        TlvReader in = new TlvReader(message.fields());
        try {
            return switch (kind) {
                case Code.WHO -> who(in);
                case Code.PAIR_START -> pairStart(in);
                case Code.PAIR_CONFIRM -> pairConfirm(in, message.fields());
                case Code.OPEN -> open(in);
                case Code.PROVE -> prove(in, message.fields());
                default ->
                    kind >= FIRST_SEALED && kind < Code.REFUSED
                            ? Answer.refused(kind, Code.UNAUTHENTICATED)
                            : Answer.refused(kind, Violation.of(Code.UNSUPPORTED_KIND, Tag.KIND, kind, 0));
            };
        } catch (Malformed e) {
            return Answer.refused(kind, Code.MALFORMED);
        }
    }

    private Answer who(TlvReader in) throws Malformed {
        in.end();
        return Answer.to(
                Code.WHO,
                new TlvWriter()
                        .text(Tag.MANUFACTURER, firmware.label().manufacturer())
                        .text(Tag.MODEL, firmware.label().model())
                        .text(Tag.SERIAL, serial())
                        .uint(Tag.SUITES, 1));
    }

    private Answer pairStart(TlvReader in) throws Malformed {
        long suite = in.uint(Tag.SUITE);
        int role = in.small(Tag.ROLE);
        Bytes hostNonce = in.raw(Tag.NONCE, Suite.NONCE);
        Bytes platformKey = in.raw(Tag.PUBLIC_KEY, Suite.PUBLIC_KEY);
        in.end();
        if (suite != Limits.SUITE) {
            return unsupported(Code.PAIR_START, suite);
        }
        if (role != Code.PROGRAMMER && role != Code.HANDSET) {
            return Answer.refused(
                    Code.PAIR_START, Violation.of(Code.OUT_OF_RANGE, Tag.ROLE, role, role < 1 ? 1 : Code.HANDSET));
        }
        Pairings pairings = firmware.state().pairings();
        long blocked = pairings.blockedSeconds(firmware.at());
        if (blocked > 0) {
            return Answer.refused(Code.PAIR_START, Violation.of(Code.PAIRING_BLOCKED, 0, blocked, pairings.failures()));
        }
        Handshake.Offer offer = handshake.offer(role, platformKey, hostNonce);
        return Answer.to(
                Code.PAIR_START,
                new TlvWriter()
                        .text(Tag.SERIAL, serial())
                        .uint(Tag.SUITE, Limits.SUITE)
                        .raw(Tag.NONCE, offer.nonce())
                        .raw(Tag.PUBLIC_KEY, offer.publicKey()));
    }

    private Answer pairConfirm(TlvReader in, Bytes fields) throws Malformed, IOException {
        Bytes confirmation = in.raw(Tag.PROOF, Suite.MAC);
        in.end();
        Optional<Bytes> before = handshake.pairedBefore(fields);
        if (before.isPresent()) {
            return new Answer(Code.PAIR_CONFIRM + 1, before.get());
        }
        Optional<Handshake.Agreed> agreed = handshake.confirm(confirmation);
        if (agreed.isEmpty()) {
            return Answer.refused(Code.PAIR_CONFIRM, Code.PAIRING_REFUSED);
        }
        Bytes answer = new TlvWriter()
                .raw(Tag.KEY_ID, agreed.get().keyId())
                .raw(Tag.PROOF, agreed.get().confirmation())
                .bytes();
        handshake.paired(fields, answer);
        return new Answer(Code.PAIR_CONFIRM + 1, answer);
    }

    private Answer open(TlvReader in) throws Malformed, IOException {
        long suite = in.uint(Tag.SUITE);
        Bytes hostNonce = in.raw(Tag.NONCE, Suite.NONCE);
        Bytes keyId = in.raw(Tag.KEY_ID, Suite.KEY_ID);
        in.end();
        if (suite != Limits.SUITE) {
            return unsupported(Code.OPEN, suite);
        }
        Handshake.Challenge challenge = handshake.challenge(keyId, hostNonce);
        return Answer.to(
                Code.OPEN,
                new TlvWriter()
                        .text(Tag.SERIAL, serial())
                        .uint(Tag.SUITE, Limits.SUITE)
                        .raw(Tag.NONCE, challenge.nonce())
                        .raw(Tag.OFFERED_SESSION, Suite.session(challenge.session())));
    }

    private Answer prove(TlvReader in, Bytes fields) throws Malformed, IOException {
        Bytes proof = in.raw(Tag.PROOF, Suite.MAC);
        Bytes session = in.raw(Tag.OFFERED_SESSION, Integer.BYTES);
        in.end();
        long number = Suite.number(session);
        Optional<Bytes> before = handshake.provedBefore(fields, number);
        if (before.isPresent()) {
            return new Answer(Code.PROVE + 1, before.get());
        }
        Optional<Handshake.Proved> found = handshake.prove(number, proof);
        if (found.isEmpty()) {
            return Answer.refused(Code.PROVE, Code.UNAUTHENTICATED);
        }
        Handshake.Proved proved = found.get();
        if (proved.pairing().role() == Code.HANDSET
                && firmware.session().filter(s -> s.role() == Code.PROGRAMMER).isPresent()) {
            return Answer.refused(Code.PROVE, Violation.of(Code.BUSY, 0, Code.PROGRAMMER, 0));
        }
        Bytes answer = new TlvWriter()
                .raw(Tag.PROOF, proved.deviceProof())
                .raw(Tag.OFFERED_SESSION, session)
                .bytes();
        Session fresh = new Session(number, proved.pairing(), proved.context(), firmware.at());
        handshake.open(proved, fresh, fields, answer);
        return new Answer(Code.PROVE + 1, answer);
    }

    private String serial() {
        return firmware.label().serial();
    }

    private static Answer unsupported(int kind, long suite) {
        return Answer.refused(kind, Violation.of(Code.UNSUPPORTED_SUITE, Tag.SUITE, suite, Limits.SUITE));
    }
}
