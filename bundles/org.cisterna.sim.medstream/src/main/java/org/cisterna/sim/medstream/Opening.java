// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.medstream.Answer.Violation;
import org.cisterna.sim.medstream.Code.Event;
import org.cisterna.sim.medstream.Code.Why;
import org.cisterna.sim.medstream.FieldReader.Malformed;
import org.cisterna.sim.medstream.Pairings.Pairing;
import org.jspecify.annotations.Nullable;

/** Pairing and the opening of sessions over one link; sections 3 and 4 of the protocol page. */
final class Opening {

    private final Firmware firmware;
    private final PumpState state;
    private @Nullable Offer offer;
    private @Nullable Challenge challenge;
    private Repeatable proved = Repeatable.NOTHING;
    private Repeatable paired = Repeatable.NOTHING;

    private record Offer(int role, Bytes privateKey, Bytes hostKey, Bytes info, long until) {}

    private record Challenge(Bytes session, Bytes keyId, Bytes context, long until) {}

    /** The last proof that was accepted on this link, and the answer it got: sent again, it gets it again. */
    private record Repeatable(String request, String answer) {
        private static final Repeatable NOTHING = new Repeatable("", "");

        boolean is(String fields) {
            return !request.isEmpty() && request.equals(fields);
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
        String kind = message.kind();
        FieldReader in = new FieldReader(message.fields());
        try {
            return switch (kind) {
                case "WHO" -> who(in);
                case "PAIR" -> pair(in);
                case "CONFIRM" -> confirm(in, message.fields());
                case "OPEN" -> open(in);
                case "PROVE" -> prove(in, message.fields());
                default ->
                    Requests.KINDS.contains(kind)
                            ? Answer.refused(kind, Why.UNAUTHENTICATED)
                            : Answer.refused(kind, Violation.of(Why.UNSUPPORTED_KIND, "kind", 0, 0));
            };
        } catch (Malformed e) {
            return Answer.refused(kind, Why.MALFORMED);
        }
    }

    private Answer who(FieldReader in) throws Malformed {
        in.end();
        return Answer.to("WHO", Reports.identity(firmware.label()).number("suites", 1));
    }

    private Answer pair(FieldReader in) throws Malformed {
        long suite = in.number("suite");
        int role = in.small("role");
        Bytes hostNonce = in.hex("nonce", Suite.NONCE);
        Bytes hostKey = in.hex("key", Suite.PUBLIC_KEY);
        in.end();
        if (suite != Limits.SUITE) {
            return unsupported("PAIR", suite);
        }
        if (role != Code.PROGRAMMER && role != Code.UNIT) {
            return Answer.refused("PAIR", Violation.of(Why.OUT_OF_RANGE, "role", role, role < 1 ? 1 : Code.UNIT));
        }
        long blocked = state.pairings.blockedSeconds(state.at);
        if (blocked > 0) {
            return Answer.refused("PAIR", Violation.of(Why.PAIRING_BLOCKED, "", blocked, state.pairings.failures()));
        }
        Bytes privateKey = firmware.random(Suite.PUBLIC_KEY);
        Bytes deviceKey = DeviceCrypto.publicKey(privateKey);
        Bytes nonce = firmware.random(Suite.NONCE);
        Bytes info = Suite.pairingInfo(role, serial(), hostKey, deviceKey, hostNonce, nonce);
        offer = new Offer(role, privateKey, hostKey, info, state.at + Limits.OFFER_MILLIS);
        firmware.handshake(state.at + Limits.OFFER_MILLIS);
        return Answer.to(
                "PAIR",
                new Fields()
                        .text("serial", serial())
                        .number("suite", Limits.SUITE)
                        .hex("nonce", nonce)
                        .hex("key", deviceKey));
    }

    private Answer confirm(FieldReader in, String fields) throws Malformed, IOException {
        Bytes confirmation = in.hex("proof", Suite.MAC);
        in.end();
        if (paired.is(fields)) {
            return new Answer(Message.ANSWER, "CONFIRM", paired.answer());
        }
        Offer made = offer;
        offer = null;
        if (made == null || state.at >= made.until()) {
            return Answer.refused("CONFIRM", Why.PAIRING_REFUSED);
        }
        Optional<Bytes> key = DeviceCrypto.agree(made.privateKey(), made.hostKey())
                .map(shared -> Suite.pairingKey(shared, firmware.label().pairingCode(), made.info()));
        if (key.isEmpty() || !DeviceCrypto.same(confirmation, Suite.hostConfirmation(key.get(), made.info()))) {
            state.pairings.failed(state.at);
            state.event(Event.PAIRING_FAILED, state.pairings.failures());
            firmware.persist();
            return Answer.refused("CONFIRM", Why.PAIRING_REFUSED);
        }
        return accept(made, key.get(), fields);
    }

    private Answer accept(Offer made, Bytes key, String fields) throws IOException {
        state.pairings.add(made.role(), key).ifPresent(old -> {
            if (firmware.session().filter(s -> s.keyId().equals(old.keyId())).isPresent()) {
                firmware.endSession();
            }
            state.event(Event.PAIRING_REPLACED, old.role());
        });
        state.event(Event.PAIRED, made.role());
        firmware.persist();
        String answer = new Fields()
                .hex("id", Suite.keyId(key))
                .hex("proof", Suite.deviceConfirmation(key, made.info()))
                .text();
        paired = new Repeatable(fields, answer);
        return new Answer(Message.ANSWER, "CONFIRM", answer);
    }

    private Answer open(FieldReader in) throws Malformed, IOException {
        long suite = in.number("suite");
        Bytes hostNonce = in.hex("nonce", Suite.NONCE);
        Bytes keyId = in.hex("id", Suite.KEY_ID);
        in.end();
        if (suite != Limits.SUITE) {
            return unsupported("OPEN", suite);
        }
        Bytes session = firmware.newSession();
        Bytes nonce = firmware.random(Suite.NONCE);
        Bytes context = Suite.context(serial(), keyId, session, hostNonce, nonce);
        challenge = new Challenge(session, keyId, context, state.at + Limits.OPENING_MILLIS);
        firmware.handshake(state.at + Limits.OPENING_MILLIS);
        return Answer.to(
                "OPEN",
                new Fields()
                        .text("serial", serial())
                        .number("suite", Limits.SUITE)
                        .hex("nonce", nonce)
                        .hex("session", session));
    }

    private Answer prove(FieldReader in, String fields) throws Malformed, IOException {
        Bytes session = in.hex("session", Suite.SESSION);
        Bytes proof = in.hex("proof", Suite.MAC);
        in.end();
        if (proved.is(fields)
                && firmware.session().filter(s -> s.id().equals(session)).isPresent()) {
            return new Answer(Message.ANSWER, "PROVE", proved.answer());
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
            return Answer.refused("PROVE", Why.UNAUTHENTICATED);
        }
        Pairing pairing = found.get();
        if (pairing.role() == Code.UNIT
                && firmware.session().filter(s -> s.role() == Code.PROGRAMMER).isPresent()) {
            return Answer.refused("PROVE", Violation.of(Why.BUSY, "", Code.PROGRAMMER, 0));
        }
        firmware.open(new Session(session, pairing, asked.context(), state.at));
        state.pairings.used(pairing);
        firmware.persist();
        String answer = new Fields()
                .hex("session", session)
                .hex("proof", Suite.deviceProof(pairing.key(), asked.context()))
                .text();
        proved = new Repeatable(fields, answer);
        return new Answer(Message.ANSWER, "PROVE", answer);
    }

    private String serial() {
        return firmware.label().serial();
    }

    private static Answer unsupported(String kind, long suite) {
        return Answer.refused(kind, Violation.of(Why.UNSUPPORTED_SUITE, "suite", suite, Limits.SUITE));
    }
}
