// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.synchromed.Answer.Violation;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;
import org.jspecify.annotations.Nullable;

/** One link's conversation: frames in, frames out; pairing and the opening of sessions. Sections 2 to 4 of the protocol page. */
final class Dialogue implements DeviceFirmware.Conversation {

    private final Firmware firmware;
    private final PumpState state;
    private final Requests requests;
    private final FrameReader reader = new FrameReader();
    private @Nullable Offer offer;
    private @Nullable Challenge challenge;
    private Repeatable proved = Repeatable.NOTHING;
    private Repeatable paired = Repeatable.NOTHING;

    private record Offer(Bytes privateKey, Bytes platformKey, Bytes info, long until) {}

    private record Challenge(long sessionId, Bytes keyId, Bytes context, long until) {}

    /** The last proof that was accepted on this link, and the answer it got: sent again, it gets it again. */
    private record Repeatable(Bytes payload, Bytes answer) {
        private static final Repeatable NOTHING = new Repeatable(Bytes.NONE, Bytes.NONE);

        Optional<Bytes> answerTo(byte[] request) {
            return payload.length() > 0 && payload.equals(Bytes.of(request)) ? Optional.of(answer) : Optional.empty();
        }
    }

    Dialogue(Firmware firmware) {
        this.firmware = firmware;
        this.state = firmware.state();
        this.requests = new Requests(firmware);
    }

    @Override
    public byte[] receive(byte[] bytes) throws IOException {
        reader.arrived(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
            firmware.countBad(reader.takeBad());
            out.writeBytes(frame.get().sessionId() == 0 ? clear(frame.get()) : sealed(frame.get()));
        }
        firmware.countBad(reader.takeBad());
        return out.toByteArray();
    }

    @Override
    public void forget() {
        offer = null;
        challenge = null;
        proved = Repeatable.NOTHING;
        paired = Repeatable.NOTHING;
    }

    private byte[] sealed(Frame frame) throws IOException {
        Optional<Session> open = firmware.session();
        if (open.isEmpty() || !open.get().fits(frame)) {
            if (open.isPresent()) {
                firmware.authenticationFailed();
            }
            return inClear(Answer.refused(frame.type(), Code.UNAUTHENTICATED));
        }
        Session session = open.get();
        if (session.repeatsLast(frame)) {
            return session.lastAnswer();
        }
        if (frame.sequence() != session.expectedSequence()) {
            return inClear(Answer.refused(
                    frame.type(),
                    Violation.of(
                            Code.BAD_SEQUENCE, Code.FIELD_SEQUENCE, frame.sequence(), session.expectedSequence())));
        }
        session.accept(frame, state.at);
        return session.seal(requests.handle(frame, session));
    }

    private static byte[] inClear(Answer answer) {
        return Frame.whole(Frame.body(answer.type(), 0, 0, answer.payload()), Bytes.NONE);
    }

    private byte[] clear(Frame frame) throws IOException {
        int type = frame.type();
        byte[] payload = frame.payload();
        PayloadReader in = new PayloadReader(payload);
        try {
            Answer answer =
                    switch (type) {
                        case Code.PROBE -> probe(in);
                        case Code.HELLO -> hello(in);
                        case Code.PROVE -> prove(in, payload);
                        case Code.PAIR_BEGIN -> pairBegin(in);
                        case Code.PAIR_PROVE -> pairProve(in, payload);
                        default ->
                            type >= Code.FIRST_SEALED && type < Code.REFUSED
                                    ? Answer.refused(type, Code.UNAUTHENTICATED)
                                    : Answer.refused(
                                            type, Violation.of(Code.UNSUPPORTED_MESSAGE, Code.FIELD_NONE, type, 0));
                    };
            return inClear(answer);
        } catch (Malformed e) {
            return inClear(
                    Answer.refused(type, Violation.of(Code.MALFORMED, Code.FIELD_NONE, e.offset(), payload.length)));
        }
    }

    private Answer probe(PayloadReader in) throws Malformed {
        in.end();
        return Answer.to(
                Code.PROBE,
                new PayloadWriter()
                        .text(firmware.label().manufacturer())
                        .text(firmware.label().model())
                        .text(firmware.label().serial())
                        .u8(Limits.SUITE));
    }

    private Answer hello(PayloadReader in) throws Malformed, IOException {
        int suite = in.u8();
        Bytes hostNonce = in.raw(Suite.NONCE);
        Bytes keyId = in.raw(Suite.KEY_ID);
        in.end();
        if (suite != Limits.SUITE) {
            return unsupported(Code.HELLO, suite);
        }
        long id = firmware.newSessionId();
        Bytes nonce = firmware.random(Suite.NONCE);
        String serial = firmware.label().serial();
        Bytes context = Suite.context(suite, serial, keyId, id, hostNonce, nonce);
        challenge = new Challenge(id, keyId, context, state.at + Limits.CHALLENGE_MILLIS);
        firmware.handshake(state.at + Limits.CHALLENGE_MILLIS);
        return Answer.to(
                Code.HELLO, new PayloadWriter().u8(suite).raw(nonce).u32(id).text(serial));
    }

    private Answer prove(PayloadReader in, byte[] payload) throws Malformed, IOException {
        long id = in.u32();
        Bytes proof = in.raw(Suite.MAC);
        in.end();
        Optional<Bytes> again = proved.answerTo(payload);
        if (again.isPresent() && firmware.session().filter(s -> s.id() == id).isPresent()) {
            return new Answer(Code.OPENED, again.get().array());
        }
        Challenge asked = challenge;
        challenge = null;
        Optional<Pairings.Pairing> pairing = asked == null ? Optional.empty() : state.pairings.find(asked.keyId());
        if (asked == null
                || pairing.isEmpty()
                || asked.sessionId() != id
                || state.at >= asked.until()
                || !DeviceCrypto.same(proof, Suite.hostProof(pairing.get().key(), asked.context()))) {
            firmware.authenticationFailed();
            return Answer.refused(Code.PROVE, Code.UNAUTHENTICATED);
        }
        firmware.open(new Session(id, pairing.get(), asked.context(), state.at));
        state.pairings.used(pairing.get());
        firmware.persist();
        Bytes answer = new PayloadWriter()
                .u32(id)
                .raw(Suite.deviceProof(pairing.get().key(), asked.context()))
                .bytes();
        proved = new Repeatable(Bytes.of(payload), answer);
        return new Answer(Code.OPENED, answer.array());
    }

    private Answer pairBegin(PayloadReader in) throws Malformed {
        int suite = in.u8();
        Bytes platformKey = in.raw(Suite.PUBLIC_KEY);
        Bytes hostNonce = in.raw(Suite.NONCE);
        in.end();
        if (suite != Limits.SUITE) {
            return unsupported(Code.PAIR_BEGIN, suite);
        }
        long blocked = state.pairings.blockedSeconds(state.at);
        if (blocked > 0) {
            return Answer.refused(
                    Code.PAIR_BEGIN,
                    Violation.of(Code.PAIRING_BLOCKED, Code.FIELD_NONE, blocked, state.pairings.failures()));
        }
        Bytes privateKey = firmware.random(Suite.PUBLIC_KEY);
        Bytes deviceKey = DeviceCrypto.publicKey(privateKey);
        Bytes nonce = firmware.random(Suite.NONCE);
        String serial = firmware.label().serial();
        Bytes info = Suite.pairingInfo(suite, serial, platformKey, deviceKey, hostNonce, nonce);
        offer = new Offer(privateKey, platformKey, info, state.at + Limits.OFFER_MILLIS);
        firmware.handshake(state.at + Limits.OFFER_MILLIS);
        return Answer.to(
                Code.PAIR_BEGIN,
                new PayloadWriter().u8(suite).raw(deviceKey).raw(nonce).text(serial));
    }

    private Answer pairProve(PayloadReader in, byte[] payload) throws Malformed, IOException {
        Bytes confirmation = in.raw(Suite.MAC);
        in.end();
        Optional<Bytes> again = paired.answerTo(payload);
        if (again.isPresent()) {
            return new Answer(Code.PAIR_DONE, again.get().array());
        }
        Offer made = offer;
        offer = null;
        if (made == null || state.at >= made.until()) {
            return Answer.refused(Code.PAIR_PROVE, Code.PAIRING_REFUSED);
        }
        Optional<Bytes> key = DeviceCrypto.agree(made.privateKey(), made.platformKey())
                .map(shared -> Suite.pairingKey(shared, firmware.label().pairingCode(), made.info()));
        if (key.isEmpty() || !DeviceCrypto.same(confirmation, Suite.hostConfirmation(key.get(), made.info()))) {
            state.pairings.failed(state.at);
            state.event(Code.EVENT_PAIRING_FAILED, state.pairings.failures(), 0);
            firmware.persist();
            return Answer.refused(Code.PAIR_PROVE, Code.PAIRING_REFUSED);
        }
        return accept(key.get(), made.info(), payload);
    }

    private Answer accept(Bytes key, Bytes info, byte[] payload) throws IOException {
        Optional<Pairings.Pairing> replaced = state.pairings.add(key);
        replaced.ifPresent(old -> {
            if (firmware.session().filter(s -> s.keyId().equals(old.keyId())).isPresent()) {
                firmware.endSession();
            }
            keyEvent(Code.EVENT_PAIRING_REPLACED, old.keyId(), 0);
        });
        keyEvent(Code.EVENT_PAIRED, Suite.keyId(key), state.pairings.count());
        firmware.persist();
        Bytes answer = new PayloadWriter()
                .raw(Suite.deviceConfirmation(key, info))
                .raw(Suite.keyId(key))
                .bytes();
        paired = new Repeatable(Bytes.of(payload), answer);
        return new Answer(Code.PAIR_DONE, answer.array());
    }

    private void keyEvent(int code, Bytes keyId, long number) {
        state.events.add(
                state.clock(), code, new PayloadWriter().raw(keyId).u64(number).bytes());
    }

    private static Answer unsupported(int type, int suite) {
        return Answer.refused(type, Violation.of(Code.UNSUPPORTED_SUITE, Code.FIELD_SUITE, suite, Limits.SUITE));
    }
}
