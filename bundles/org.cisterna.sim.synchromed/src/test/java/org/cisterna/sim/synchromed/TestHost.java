// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;

/** A host that speaks the protocol with the device's own codec, for tests of what the device does. */
final class TestHost {

    private static final Bytes PRIVATE = Bytes.fromHex("77".repeat(32));

    private final Bench bench;
    private final FrameReader reader = new FrameReader();
    DeviceConnection connection;
    Bytes key = Bytes.NONE;
    Bytes keyId = Bytes.NONE;
    Bytes context = Bytes.NONE;
    long sessionId;
    long sequence;
    private int nonces;

    /** No answer came, or none that fits. */
    static final class Silence extends IOException {
        private static final long serialVersionUID = 1L;

        Silence() {
            super("no answer");
        }
    }

    TestHost(Bench bench) {
        this.bench = bench;
        this.connection = bench.device.connect();
    }

    /** The same host over another link. */
    TestHost over(DeviceConnection other) {
        connection = other;
        return this;
    }

    Bytes nonce() {
        nonces++;
        return Bytes.of(new PayloadWriter()
                .u64(nonces)
                .u64(System.identityHashCode(this))
                .array());
    }

    byte[] exchange(byte[] bytes) throws IOException {
        return connection.receive(bytes, bench.now);
    }

    private Frame answer(byte[] bytes) throws IOException {
        reader.arrived(exchange(bytes));
        return reader.next().orElseThrow(Silence::new);
    }

    Frame clear(int type, PayloadWriter payload) throws IOException {
        return answer(Frame.whole(Frame.body(type, 0, 0, payload.array()), Bytes.NONE));
    }

    /** Pairs; returns the last answer, PAIR_DONE when it went well. */
    Frame pair(String code) throws IOException {
        try {
            Bytes own = DeviceCrypto.publicKey(PRIVATE);
            Bytes hostNonce = nonce();
            Frame offered =
                    clear(Code.PAIR_BEGIN, new PayloadWriter().u8(1).raw(own).raw(hostNonce));
            if (offered.type() != Code.PAIR_OFFER) {
                return offered;
            }
            PayloadReader in = new PayloadReader(offered.payload());
            in.u8();
            Bytes deviceKey = in.raw(32);
            Bytes deviceNonce = in.raw(16);
            Bytes info = Suite.ONE.pairingInfo(1, "S2-000001", own, deviceKey, hostNonce, deviceNonce);
            Bytes agreed =
                    Suite.ONE.pairingKey(DeviceCrypto.agree(PRIVATE, deviceKey).orElseThrow(), code, info);
            Frame done = clear(Code.PAIR_PROVE, new PayloadWriter().raw(Suite.ONE.hostConfirmation(agreed, info)));
            if (done.type() == Code.PAIR_DONE) {
                key = agreed;
                keyId = Suite.ONE.keyId(agreed);
            }
            return done;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    Frame open() throws IOException {
        try {
            Bytes hostNonce = nonce();
            Frame challenge =
                    clear(Code.HELLO, new PayloadWriter().u8(1).raw(hostNonce).raw(keyId));
            PayloadReader in = new PayloadReader(challenge.payload());
            in.u8();
            Bytes deviceNonce = in.raw(16);
            long id = in.u32();
            Bytes fresh = Suite.ONE.context("S2-000001", keyId, id, hostNonce, deviceNonce);
            Frame opened = clear(Code.PROVE, new PayloadWriter().u32(id).raw(Suite.ONE.hostProof(key, fresh)));
            if (opened.type() == Code.OPENED) {
                sessionId = id;
                context = fresh;
                sequence = 0;
            }
            return opened;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes of the next request. */
    byte[] next(int type, PayloadWriter payload) {
        sequence++;
        return sealed(type, sequence, payload);
    }

    byte[] sealed(int type, long number, PayloadWriter payload) {
        Bytes body = Frame.body(type, sessionId, number, payload.array());
        return Frame.whole(body, Suite.tag(key, Suite.FROM_HOST, context, body));
    }

    Frame send(byte[] request) throws IOException {
        Frame frame = answer(request);
        if (frame.sessionId() != 0
                && !DeviceCrypto.same(frame.tag(), Suite.tag(key, Suite.FROM_DEVICE, context, frame.tagged()))) {
            throw new AssertionError("the device's tag is wrong");
        }
        return frame;
    }

    Frame request(int type, PayloadWriter payload) throws IOException {
        return send(next(type, payload));
    }

    Status status() throws IOException {
        return Status.read(request(Code.READ_STATUS, new PayloadWriter()).payload());
    }

    /** The stored plan block; empty when the device says that it has none that is valid. */
    Optional<Bytes> readBack() throws IOException {
        try {
            PayloadReader in = new PayloadReader(
                    request(Code.READ_BACK, new PayloadWriter()).payload());
            if (in.u8() == 0) {
                return Optional.empty();
            }
            in.u32();
            in.u32();
            in.u32();
            in.raw(32);
            return Optional.of(in.raw(in.u16()));
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    static Bytes id(int number) {
        return Bytes.of(new PayloadWriter().u64(0xC0DE).u64(number).array());
    }

    Frame stage(Bytes id, long revision, PlanBlock plan) throws IOException {
        return request(Code.STAGE, new PayloadWriter().raw(id).u32(revision).raw(plan.bytes()));
    }

    Frame begin(Bytes id, Frame staged, long revision, PlanBlock plan) throws IOException {
        return request(Code.COMMIT_BEGIN, beginPayload(id, staged, revision, plan));
    }

    static PayloadWriter beginPayload(Bytes id, Frame staged, long revision, PlanBlock plan) {
        try {
            PayloadReader in = new PayloadReader(staged.payload());
            in.raw(16);
            return new PayloadWriter().raw(id).raw(in.raw(8)).u32(revision).raw(plan.digest());
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    Frame end(Bytes id) throws IOException {
        return request(Code.COMMIT_END, new PayloadWriter().raw(id));
    }

    Frame stop(Bytes id) throws IOException {
        return request(Code.STOP, new PayloadWriter().raw(id));
    }

    /** The whole change, without a look at the answers but the one that is needed. */
    void change(Bytes id, long revision, PlanBlock plan) throws IOException {
        Frame staged = stage(id, revision, plan);
        begin(id, staged, revision, plan);
        end(id);
    }

    static int effect(Frame frame) {
        try {
            return Status.entry(new PayloadReader(frame.payload())).effect();
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The refusals of an answer; empty when it is none. */
    static List<Answer.Violation> refusals(Frame frame) {
        List<Answer.Violation> violations = new ArrayList<>();
        try {
            if (frame.type() == Code.REFUSED) {
                PayloadReader in = new PayloadReader(frame.payload());
                in.u8();
                for (int left = in.u8(); left > 0; left--) {
                    violations.add(new Answer.Violation(in.u16(), in.u8(), in.u8(), in.u64(), in.u64()));
                }
                in.end();
            }
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
        return violations;
    }

    /** The code of the first refusal; 0 when it is none. */
    static int refusal(Frame frame) {
        List<Answer.Violation> violations = refusals(frame);
        return violations.isEmpty() ? 0 : violations.get(0).code();
    }
}
