// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.prometra.Answer.Violation;
import org.cisterna.sim.prometra.Pairings.Pairing;
import org.cisterna.sim.prometra.TlvReader.Malformed;
import org.jspecify.annotations.Nullable;

/** Pairing and the opening of sessions over one link; sections 3 and 4 of the protocol page. */
final class Opening {

    private static final int FIRST_SEALED = 0x20;

    private final Firmware firmware;
    private final PumpState state;
    private @Nullable Offer offer;
    private @Nullable Challenge challenge;
    private Repeatable proved = Repeatable.NOTHING;
    private Repeatable paired = Repeatable.NOTHING;

    private record Offer(int role, Bytes privateKey, Bytes platformKey, Bytes info, long until) {}

    private record Challenge(Bytes session, Bytes keyId, Bytes context, long until) {}

    /** The last proof that was accepted on this link, and the answer it got: sent again, it gets it again. */
    private record Repeatable(Bytes request, Bytes answer) {
        private static final Repeatable NOTHING = new Repeatable(Bytes.NONE, Bytes.NONE);

        boolean is(Bytes fields) {
            return request.length() > 0 && request.equals(fields);
        }
    }

    Opening(Firmware firmware) {
        this.firmware = firmware;
        this.state = firmware.state();
    }

    void forget() {
        offer = null;
        challenge = null;
        proved = Repeatable.NOTHING;
        paired = Repeatable.NOTHING;
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
        long blocked = state.pairings.blockedSeconds(state.at);
        if (blocked > 0) {
            return Answer.refused(
                    Code.PAIR_START, Violation.of(Code.PAIRING_BLOCKED, 0, blocked, state.pairings.failures()));
        }
        Bytes privateKey = firmware.random(Suite.PUBLIC_KEY);
        Bytes deviceKey = DeviceCrypto.publicKey(privateKey);
        Bytes nonce = firmware.random(Suite.NONCE);
        Bytes info = Suite.pairingInfo(role, serial(), platformKey, deviceKey, hostNonce, nonce);
        offer = new Offer(role, privateKey, platformKey, info, state.at + Limits.OFFER_MILLIS);
        firmware.handshake(state.at + Limits.OFFER_MILLIS);
        return Answer.to(
                Code.PAIR_START,
                new TlvWriter()
                        .text(Tag.SERIAL, serial())
                        .uint(Tag.SUITE, Limits.SUITE)
                        .raw(Tag.NONCE, nonce)
                        .raw(Tag.PUBLIC_KEY, deviceKey));
    }

    private Answer pairConfirm(TlvReader in, Bytes fields) throws Malformed, IOException {
        Bytes confirmation = in.raw(Tag.PROOF, Suite.MAC);
        in.end();
        if (paired.is(fields)) {
            return new Answer(Code.PAIR_CONFIRM + 1, paired.answer());
        }
        Offer made = offer;
        offer = null;
        if (made == null || state.at >= made.until()) {
            return Answer.refused(Code.PAIR_CONFIRM, Code.PAIRING_REFUSED);
        }
        Optional<Bytes> key = DeviceCrypto.agree(made.privateKey(), made.platformKey())
                .map(shared -> Suite.pairingKey(shared, firmware.label().pairingCode(), made.info()));
        if (key.isEmpty() || !DeviceCrypto.same(confirmation, Suite.hostConfirmation(key.get(), made.info()))) {
            state.pairings.failed(state.at);
            state.event(Code.EVENT_PAIRING_FAILED, state.pairings.failures());
            firmware.persist();
            return Answer.refused(Code.PAIR_CONFIRM, Code.PAIRING_REFUSED);
        }
        return accept(made, key.get(), fields);
    }

    private Answer accept(Offer made, Bytes key, Bytes fields) throws IOException {
        state.pairings.add(made.role(), key).ifPresent(old -> {
            if (firmware.session().filter(s -> s.keyId().equals(old.keyId())).isPresent()) {
                firmware.endSession();
            }
            event(Code.EVENT_PAIRING_REPLACED, old.role());
        });
        event(Code.EVENT_PAIRED, made.role());
        firmware.persist();
        Bytes answer = new TlvWriter()
                .raw(Tag.KEY_ID, Suite.keyId(key))
                .raw(Tag.PROOF, Suite.deviceConfirmation(key, made.info()))
                .bytes();
        paired = new Repeatable(fields, answer);
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
        Bytes session = firmware.newSession();
        Bytes nonce = firmware.random(Suite.NONCE);
        Bytes context = Suite.context(serial(), keyId, session, hostNonce, nonce);
        challenge = new Challenge(session, keyId, context, state.at + Limits.OPENING_MILLIS);
        firmware.handshake(state.at + Limits.OPENING_MILLIS);
        return Answer.to(
                Code.OPEN,
                new TlvWriter()
                        .text(Tag.SERIAL, serial())
                        .uint(Tag.SUITE, Limits.SUITE)
                        .raw(Tag.NONCE, nonce)
                        .raw(Tag.OFFERED_SESSION, session));
    }

    private Answer prove(TlvReader in, Bytes fields) throws Malformed, IOException {
        Bytes proof = in.raw(Tag.PROOF, Suite.MAC);
        Bytes session = in.raw(Tag.OFFERED_SESSION, Integer.BYTES);
        in.end();
        if (proved.is(fields)
                && firmware.session().filter(s -> s.id().equals(session)).isPresent()) {
            return new Answer(Code.PROVE + 1, proved.answer());
        }
        Challenge asked = challenge;
        challenge = null;
        Optional<Pairing> found = asked == null ? Optional.empty() : state.pairings.find(asked.keyId());
        if (asked == null
                || found.isEmpty()
                || !asked.session().equals(session)
                || state.at >= asked.until()
                || !DeviceCrypto.same(proof, Suite.hostProof(found.get().key(), asked.context()))) {
            firmware.authenticationFailed();
            return Answer.refused(Code.PROVE, Code.UNAUTHENTICATED);
        }
        Pairing pairing = found.get();
        if (pairing.role() == Code.HANDSET
                && firmware.session().filter(s -> s.role() == Code.PROGRAMMER).isPresent()) {
            return Answer.refused(Code.PROVE, Violation.of(Code.BUSY, 0, Code.PROGRAMMER, 0));
        }
        firmware.open(new Session(session, pairing, asked.context(), state.at));
        state.pairings.used(pairing);
        firmware.persist();
        Bytes answer = new TlvWriter()
                .raw(Tag.PROOF, Suite.deviceProof(pairing.key(), asked.context()))
                .raw(Tag.OFFERED_SESSION, session)
                .bytes();
        proved = new Repeatable(fields, answer);
        return new Answer(Code.PROVE + 1, answer);
    }

    private String serial() {
        return firmware.label().serial();
    }

    private void event(int code, long detail) {
        state.events.add(state.clock(), code, OptionalLong.of(detail), Bytes.NONE);
    }

    private static Answer unsupported(int kind, long suite) {
        return Answer.refused(kind, Violation.of(Code.UNSUPPORTED_SUITE, Tag.SUITE, suite, Limits.SUITE));
    }
}
