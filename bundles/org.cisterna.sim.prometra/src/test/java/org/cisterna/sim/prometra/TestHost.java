// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.prometra.Message.OtherVersion;
import org.cisterna.sim.prometra.TlvReader.Malformed;

/** A host that speaks the protocol with the device's own codec, for tests of what the device does. */
final class TestHost {

    private static final Bytes PRIVATE = Bytes.fromHex("77".repeat(32));

    private final Bench bench;
    private final Packets packets = new Packets();
    DeviceConnection connection;
    Bytes key = Bytes.NONE;
    Bytes keyId = Bytes.NONE;
    Bytes context = Bytes.NONE;
    Bytes session = Bytes.NONE;
    long counter;
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

    private Bytes nonce() {
        nonces++;
        return Bytes.fromHex(String.format("%032x", nonces));
    }

    static Bytes id(int number) {
        return Bytes.fromHex(String.format("c0de%028x", number));
    }

    byte[] exchange(byte[] bytes) throws IOException {
        return connection.receive(bytes, bench.now);
    }

    Message send(byte[] packet) throws IOException {
        List<Bytes> came = packets.arrived(exchange(packet));
        if (came.isEmpty()) {
            throw new Silence();
        }
        try {
            Message message = Message.read(came.get(0));
            message.sealing().ifPresent(sealing -> {
                if (!DeviceCrypto.same(sealing.seal(), Suite.deviceSeal(key, context, sealing.before()))) {
                    throw new AssertionError("the device's seal is wrong");
                }
            });
            return message;
        } catch (Malformed | OtherVersion e) {
            throw new AssertionError(e);
        }
    }

    Message open(int kind, TlvWriter fields) throws IOException {
        return send(Packets.around(Message.open(kind, fields.bytes())));
    }

    /** Pairs; returns the last answer. */
    Message pair(String code, int role) throws IOException {
        try {
            Bytes own = DeviceCrypto.publicKey(PRIVATE);
            Bytes hostNonce = nonce();
            Message offered = open(
                    Code.PAIR_START,
                    new TlvWriter()
                            .uint(Tag.SUITE, 1)
                            .uint(Tag.ROLE, role)
                            .raw(Tag.NONCE, hostNonce)
                            .raw(Tag.PUBLIC_KEY, own));
            if (offered.kind() == Code.REFUSED) {
                return offered;
            }
            TlvReader in = new TlvReader(offered.fields());
            in.text(Tag.SERIAL);
            in.uint(Tag.SUITE);
            Bytes deviceNonce = in.raw(Tag.NONCE, 16);
            Bytes deviceKey = in.raw(Tag.PUBLIC_KEY, 32);
            Bytes info = Suite.ONE.pairingInfo(role, Bench.SERIAL, own, deviceKey, hostNonce, deviceNonce);
            Bytes agreed =
                    Suite.ONE.pairingKey(DeviceCrypto.agree(PRIVATE, deviceKey).orElseThrow(), code, info);
            Message done =
                    open(Code.PAIR_CONFIRM, new TlvWriter().raw(Tag.PROOF, Suite.ONE.hostConfirmation(agreed, info)));
            if (done.kind() != Code.REFUSED) {
                key = agreed;
                keyId = Suite.ONE.keyId(agreed);
            }
            return done;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    Message open() throws IOException {
        try {
            Bytes hostNonce = nonce();
            Message challenge = open(
                    Code.OPEN,
                    new TlvWriter().uint(Tag.SUITE, 1).raw(Tag.NONCE, hostNonce).raw(Tag.KEY_ID, keyId));
            TlvReader in = new TlvReader(challenge.fields());
            in.text(Tag.SERIAL);
            in.uint(Tag.SUITE);
            Bytes deviceNonce = in.raw(Tag.NONCE, 16);
            Bytes id = in.raw(Tag.OFFERED_SESSION, 4);
            Bytes fresh = Suite.ONE.context(Bench.SERIAL, keyId, id, hostNonce, deviceNonce);
            Message opened = open(
                    Code.PROVE,
                    new TlvWriter()
                            .raw(Tag.PROOF, Suite.ONE.hostProof(key, fresh))
                            .raw(Tag.OFFERED_SESSION, id));
            if (opened.kind() != Code.REFUSED) {
                session = id;
                context = fresh;
                counter = 0;
            }
            return opened;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The packet of the next request. */
    byte[] next(int kind, TlvWriter fields) {
        counter++;
        return sealed(kind, counter, fields);
    }

    byte[] sealed(int kind, long number, TlvWriter fields) {
        Bytes unsealed = Message.unsealed(kind, session, number, fields.bytes());
        return Packets.around(Message.sealed(unsealed, Suite.hostSeal(key, context, unsealed)));
    }

    Message request(int kind, TlvWriter fields) throws IOException {
        return send(next(kind, fields));
    }

    /** The state, in a new session where the old one has ended by itself. */
    State state() throws IOException {
        Message message = request(Code.STATE, new TlvWriter());
        if (refusal(message) == Code.UNAUTHENTICATED) {
            open();
            message = request(Code.STATE, new TlvWriter());
        }
        return State.of(message);
    }

    /** The stored programme; empty when the device says that it has none that is whole. */
    Optional<Bytes> stored() throws IOException {
        try {
            return new TlvReader(request(Code.STORED, new TlvWriter()).fields()).optionalGroup(Tag.PROGRAMME);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    Message stage(Bytes id, long revision, Programme programme) throws IOException {
        return request(Code.STAGE, stageFields(id, revision, programme.bytes()));
    }

    static TlvWriter stageFields(Bytes id, long revision, Bytes programme) {
        return new TlvWriter()
                .group(Tag.PROGRAMME, new TlvWriter().fields(programme))
                .uint(Tag.REVISION, revision)
                .raw(Tag.COMMAND, id);
    }

    static Bytes token(Message staged) {
        try {
            TlvReader in = new TlvReader(staged.fields());
            in.group(Tag.PROGRAMME);
            in.uint(Tag.REVISION);
            in.raw(Tag.DIGEST, 32);
            in.id(Tag.COMMAND);
            return in.raw(Tag.TOKEN, 8);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    static TlvWriter commitFields(Bytes id, Bytes token, long revision, Programme programme) {
        return new TlvWriter()
                .uint(Tag.REVISION, revision)
                .raw(Tag.DIGEST, programme.digest())
                .raw(Tag.COMMAND, id)
                .raw(Tag.TOKEN, token);
    }

    /** The whole change; the answer of the last step. */
    Message change(int id, long revision, Programme programme) throws IOException {
        Message staged = stage(id(id), revision, programme);
        return staged.kind() == Code.REFUSED
                ? staged
                : request(Code.COMMIT, commitFields(id(id), token(staged), revision, programme));
    }

    Message halt(Bytes id) throws IOException {
        return request(Code.HALT, new TlvWriter().raw(Tag.COMMAND, id));
    }

    /** Presses the button; the reason, 0 when it was granted. */
    int press(int id) throws IOException {
        try {
            TlvReader in = new TlvReader(request(Code.PRESS, new TlvWriter().raw(Tag.COMMAND, id(id)))
                    .fields());
            in.uint(Tag.LOCKOUT_ENDS);
            in.uint(Tag.GRANTED);
            return in.small(Tag.PRESS_REASON);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The refusals of an answer; empty when it is none. */
    static List<Answer.Violation> refusals(Message message) {
        List<Answer.Violation> violations = new ArrayList<>();
        if (message.kind() != Code.REFUSED) {
            return violations;
        }
        try {
            TlvReader in = new TlvReader(message.fields());
            in.uint(Tag.REFUSED_KIND);
            for (Bytes group : in.groups(Tag.VIOLATION)) {
                TlvReader v = new TlvReader(group);
                violations.add(
                        new Answer.Violation(v.small(1), v.uint(2), v.has(3) ? v.small(3) : -1, v.uint(4), v.uint(5)));
                v.end();
            }
            in.end();
            return violations;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The code of the first refusal; 0 when it is none. */
    static int refusal(Message message) {
        List<Answer.Violation> violations = refusals(message);
        return violations.isEmpty() ? 0 : violations.get(0).code();
    }
}
