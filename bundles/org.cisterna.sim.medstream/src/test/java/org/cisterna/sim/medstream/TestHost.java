// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.medstream.FieldReader.Malformed;
import org.cisterna.sim.medstream.Message.OtherVersion;

/** A host that speaks the protocol with the device's own codec, for tests of what the device does. */
final class TestHost {

    private static final Bytes PRIVATE = Bytes.fromHex("77".repeat(32));

    private final Bench bench;
    private final Lines lines = new Lines();
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

    Message send(byte[] line) throws IOException {
        List<String> came = lines.arrived(exchange(line));
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

    Message open(String kind, Fields fields) throws IOException {
        return send(Lines.around(Message.open(Message.REQUEST, kind, fields.text())));
    }

    static FieldReader in(Message message) {
        return new FieldReader(message.fields());
    }

    static boolean refuses(Message message) {
        return message.mark() == Message.REFUSAL;
    }

    /** Pairs; returns the last answer. */
    Message pair(String code, int role) throws IOException {
        try {
            Bytes own = DeviceCrypto.publicKey(PRIVATE);
            Bytes hostNonce = nonce();
            Message offered = open(
                    "PAIR",
                    new Fields()
                            .number("suite", 1)
                            .number("role", role)
                            .hex("nonce", hostNonce)
                            .hex("key", own));
            if (refuses(offered)) {
                return offered;
            }
            FieldReader in = in(offered);
            in.text("serial");
            in.number("suite");
            Bytes deviceNonce = in.hex("nonce", 16);
            Bytes deviceKey = in.hex("key", 32);
            Bytes info = Suite.ONE.pairingInfo(role, Bench.SERIAL, own, deviceKey, hostNonce, deviceNonce);
            Bytes agreed =
                    Suite.ONE.pairingKey(DeviceCrypto.agree(PRIVATE, deviceKey).orElseThrow(), code, info);
            Message done = open("CONFIRM", new Fields().hex("proof", Suite.ONE.hostConfirmation(agreed, info)));
            if (!refuses(done)) {
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
                    "OPEN",
                    new Fields().number("suite", 1).hex("nonce", hostNonce).hex("id", keyId));
            FieldReader in = in(challenge);
            in.text("serial");
            in.number("suite");
            Bytes deviceNonce = in.hex("nonce", 16);
            Bytes id = in.hex("session", 4);
            Bytes fresh = Suite.ONE.context(Bench.SERIAL, keyId, id, hostNonce, deviceNonce);
            Message opened =
                    open("PROVE", new Fields().hex("session", id).hex("proof", Suite.ONE.hostProof(key, fresh)));
            if (!refuses(opened)) {
                session = id;
                context = fresh;
                counter = 0;
            }
            return opened;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The line of the next request. */
    byte[] next(String kind, Fields fields) {
        counter++;
        return sealed(kind, counter, fields);
    }

    byte[] sealed(String kind, long number, Fields fields) {
        String unsealed = Message.unsealed(Message.REQUEST, kind, session, number, fields.text());
        return Lines.around(Message.sealed(unsealed, Suite.hostSeal(key, context, Message.ascii(unsealed))));
    }

    Message request(String kind, Fields fields) throws IOException {
        return send(next(kind, fields));
    }

    /** The state, in a new session where the old one has ended by itself. */
    State state() throws IOException {
        Message message = request("STATE", new Fields());
        if (refusal(message).equals("UNAUTHENTICATED")) {
            open();
            message = request("STATE", new Fields());
        }
        return State.of(message);
    }

    /** The text of the stored programme; empty when the device says that it has none that is whole. */
    Optional<String> stored() throws IOException {
        try {
            FieldReader in = in(request("STORED", new Fields()));
            in.number("generation");
            String text = in.ahead(Programme.PREFIX);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    Message stage(Bytes id, long revision, Programme programme) throws IOException {
        return request("STAGE", stageFields(id, revision, programme.text()));
    }

    static Fields stageFields(Bytes id, long revision, String programme) {
        return new Fields().hex("command", id).number("revision", revision).all(programme);
    }

    static Bytes token(Message staged) {
        try {
            FieldReader in = in(staged);
            in.id("command");
            in.number("revision");
            Programme.take(in);
            in.hex("digest", 32);
            return in.hex("token", 8);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    static Fields commitFields(Bytes id, Bytes token, long revision, Programme programme) {
        return new Fields()
                .hex("command", id)
                .number("revision", revision)
                .hex("digest", programme.digest())
                .hex("token", token);
    }

    /** The whole change; the answer of the last step. */
    Message change(int id, long revision, Programme programme) throws IOException {
        Message staged = stage(id(id), revision, programme);
        return refuses(staged) ? staged : request("COMMIT", commitFields(id(id), token(staged), revision, programme));
    }

    Message halt(Bytes id) throws IOException {
        return request("HALT", new Fields().hex("command", id));
    }

    /** Lets the sensor measure; the volume. */
    long measure() throws IOException {
        try {
            return in(request("MEASURE", new Fields())).number("measured");
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The reasons of an answer, as they stand there; empty when it is no refusal. */
    static List<String> refusals(Message message) {
        List<String> reasons = new ArrayList<>();
        if (!refuses(message)) {
            return reasons;
        }
        try {
            FieldReader in = in(message);
            while (in.has("why")) {
                reasons.add(in.value("why"));
            }
            in.end();
            return reasons;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** The code of the first refusal; empty when it is none. */
    static String refusal(Message message) {
        List<String> reasons = refusals(message);
        return reasons.isEmpty() ? "" : reasons.get(0).split(":", -1)[0];
    }
}
