// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.Handshake;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.medstream.Answer.Violation;
import org.cisterna.sim.medstream.Code.Why;
import org.cisterna.sim.medstream.FieldReader.Malformed;

/** Pairing and the opening of sessions over one link; sections 3 and 4 of the protocol page. */
final class Opening {

    private final Firmware firmware;
    private final Handshake<String, Session> handshake;

    Opening(Firmware firmware) {
        this.firmware = firmware;
        this.handshake = new Handshake<>(firmware, Suite.ONE, Limits.OFFER_MILLIS, Limits.OPENING_MILLIS);
    }

    void forget() {
        handshake.forget();
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
        Pairings pairings = firmware.state().pairings();
        long blocked = pairings.blockedSeconds(firmware.at());
        if (blocked > 0) {
            return Answer.refused("PAIR", Violation.of(Why.PAIRING_BLOCKED, "", blocked, pairings.failures()));
        }
        Handshake.Offer offer = handshake.offer(role, hostKey, hostNonce);
        return Answer.to(
                "PAIR",
                new Fields()
                        .text("serial", serial())
                        .number("suite", Limits.SUITE)
                        .hex("nonce", offer.nonce())
                        .hex("key", offer.publicKey()));
    }

    private Answer confirm(FieldReader in, String fields) throws Malformed, IOException {
        Bytes confirmation = in.hex("proof", Suite.MAC);
        in.end();
        Optional<String> before = handshake.pairedBefore(fields);
        if (before.isPresent()) {
            return new Answer(Message.ANSWER, "CONFIRM", before.get());
        }
        Optional<Handshake.Agreed> agreed = handshake.confirm(confirmation);
        if (agreed.isEmpty()) {
            return Answer.refused("CONFIRM", Why.PAIRING_REFUSED);
        }
        String answer = new Fields()
                .hex("id", agreed.get().keyId())
                .hex("proof", agreed.get().confirmation())
                .text();
        handshake.paired(fields, answer);
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
        Handshake.Challenge challenge = handshake.challenge(keyId, hostNonce);
        return Answer.to(
                "OPEN",
                new Fields()
                        .text("serial", serial())
                        .number("suite", Limits.SUITE)
                        .hex("nonce", challenge.nonce())
                        .hex("session", Suite.session(challenge.session())));
    }

    private Answer prove(FieldReader in, String fields) throws Malformed, IOException {
        Bytes session = in.hex("session", Suite.SESSION);
        Bytes proof = in.hex("proof", Suite.MAC);
        in.end();
        long number = Suite.number(session);
        Optional<String> before = handshake.provedBefore(fields, number);
        if (before.isPresent()) {
            return new Answer(Message.ANSWER, "PROVE", before.get());
        }
        Optional<Handshake.Proved> found = handshake.prove(number, proof);
        if (found.isEmpty()) {
            return Answer.refused("PROVE", Why.UNAUTHENTICATED);
        }
        Handshake.Proved proved = found.get();
        if (proved.pairing().role() == Code.UNIT
                && firmware.session().filter(s -> s.role() == Code.PROGRAMMER).isPresent()) {
            return Answer.refused("PROVE", Violation.of(Why.BUSY, "", Code.PROGRAMMER, 0));
        }
        String answer = new Fields()
                .hex("session", session)
                .hex("proof", proved.deviceProof())
                .text();
        Session fresh = new Session(number, proved.pairing(), proved.context(), firmware.at());
        handshake.open(proved, fresh, fields, answer);
        return new Answer(Message.ANSWER, "PROVE", answer);
    }

    private String serial() {
        return firmware.label().serial();
    }

    private static Answer unsupported(String kind, long suite) {
        return Answer.refused(kind, Violation.of(Why.UNSUPPORTED_SUITE, "suite", suite, Limits.SUITE));
    }
}
