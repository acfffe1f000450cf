// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.firmware.Handshake;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.synchromed.Answer.Violation;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;

/** One link's conversation: frames in, frames out; pairing and the opening of sessions. Sections 2 to 4 of the protocol page. */
final class Dialogue implements DeviceFirmware.Conversation {

    private final Firmware firmware;
    private final PumpState state;
    private final Requests requests;
    private final FrameReader reader = new FrameReader();
    private final Handshake<Bytes, Session> handshake;

    Dialogue(Firmware firmware) {
        this.firmware = firmware;
        this.state = firmware.state();
        this.requests = new Requests(firmware);
        this.handshake = new Handshake<>(firmware, Suite.ONE, Limits.OFFER_MILLIS, Limits.CHALLENGE_MILLIS);
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
        handshake.forget();
    }

    private byte[] sealed(Frame frame) throws IOException {
        Optional<Session> open = firmware.session();
        if (open.isEmpty() || !open.get().fits(frame)) {
            if (open.isPresent()) {
                firmware.unproved();
            }
            return inClear(Answer.refused(frame.type(), Code.UNAUTHENTICATED));
        }
        Session session = open.get();
        if (session.repeatsLast(frame.sequence(), frame.tag())) {
            return session.lastAnswer().array();
        }
        if (frame.sequence() != session.expectedCounter()) {
            return inClear(Answer.refused(
                    frame.type(),
                    Violation.of(Code.BAD_SEQUENCE, Code.FIELD_SEQUENCE, frame.sequence(), session.expectedCounter())));
        }
        session.accept(frame.sequence(), frame.tag(), state.at());
        return session.seal(requests.handle(frame, session)).array();
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
                        case Code.PROVE -> prove(in, Bytes.of(payload));
                        case Code.PAIR_BEGIN -> pairBegin(in);
                        case Code.PAIR_PROVE -> pairProve(in, Bytes.of(payload));
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
        Handshake.Challenge challenge = handshake.challenge(keyId, hostNonce);
        return Answer.to(
                Code.HELLO,
                new PayloadWriter()
                        .u8(suite)
                        .raw(challenge.nonce())
                        .u32(challenge.session())
                        .text(firmware.label().serial()));
    }

    private Answer prove(PayloadReader in, Bytes payload) throws Malformed, IOException {
        long id = in.u32();
        Bytes proof = in.raw(Suite.MAC);
        in.end();
        Optional<Bytes> again = handshake.provedBefore(payload, id);
        if (again.isPresent()) {
            return new Answer(Code.OPENED, again.get().array());
        }
        Optional<Handshake.Proved> found = handshake.prove(id, proof);
        if (found.isEmpty()) {
            return Answer.refused(Code.PROVE, Code.UNAUTHENTICATED);
        }
        Handshake.Proved proved = found.get();
        Bytes answer = new PayloadWriter().u32(id).raw(proved.deviceProof()).bytes();
        handshake.open(proved, new Session(id, proved.pairing(), proved.context(), state.at()), payload, answer);
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
        long blocked = state.pairings().blockedSeconds(state.at());
        if (blocked > 0) {
            return Answer.refused(
                    Code.PAIR_BEGIN,
                    Violation.of(
                            Code.PAIRING_BLOCKED,
                            Code.FIELD_NONE,
                            blocked,
                            state.pairings().failures()));
        }
        Handshake.Offer offer = handshake.offer(Pairings.NO_ROLE, platformKey, hostNonce);
        return Answer.to(
                Code.PAIR_BEGIN,
                new PayloadWriter()
                        .u8(suite)
                        .raw(offer.publicKey())
                        .raw(offer.nonce())
                        .text(firmware.label().serial()));
    }

    private Answer pairProve(PayloadReader in, Bytes payload) throws Malformed, IOException {
        Bytes confirmation = in.raw(Suite.MAC);
        in.end();
        Optional<Bytes> again = handshake.pairedBefore(payload);
        if (again.isPresent()) {
            return new Answer(Code.PAIR_DONE, again.get().array());
        }
        Optional<Handshake.Agreed> agreed = handshake.confirm(confirmation);
        if (agreed.isEmpty()) {
            return Answer.refused(Code.PAIR_PROVE, Code.PAIRING_REFUSED);
        }
        Bytes answer = new PayloadWriter()
                .raw(agreed.get().confirmation())
                .raw(agreed.get().keyId())
                .bytes();
        handshake.paired(payload, answer);
        return new Answer(Code.PAIR_DONE, answer.array());
    }

    private static Answer unsupported(int type, int suite) {
        return Answer.refused(type, Violation.of(Code.UNSUPPORTED_SUITE, Code.FIELD_SUITE, suite, Limits.SUITE));
    }
}
