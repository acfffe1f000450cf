// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.stream.Stream;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.FlowRate;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.medstream.FieldReader.Malformed;
import org.cisterna.sim.medstream.Message.OtherVersion;
import org.cisterna.sim.medstream.Message.Sealing;
import org.cisterna.testkit.driver.DriverStand;
import org.cisterna.testkit.driver.Forger;
import org.cisterna.testkit.driver.HostileDialogue;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The driver over links that lie, are slow or dead, and with a host that wants its thread back. */
final class HostileDialogueTest {

    @TestFactory
    Stream<DynamicTest> bears() {
        return new Hostile()
                .checks().entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), each.getValue()::run));
    }

    private static final class Hostile extends HostileDialogue {

        @Override
        protected DriverStand stand() throws Exception {
            return new Platform();
        }

        @Override
        protected String code() {
            return Bench.CODE;
        }

        @Override
        protected Programme other() {
            return new Programme.Continuous(new FlowRate(160_000));
        }

        @Override
        protected Forger forger(DriverStand stand) {
            return new SealedForger(Bytes.of(stand.key()));
        }

        @Override
        protected void restart(DriverStand stand) throws Exception {
            ((Platform) stand).device.inject(DeviceFault.RESTART, 1);
        }
    }

    /** Somebody with the key and the device's own codec. */
    private static final class SealedForger implements Forger {

        private final Bytes key;
        private Bytes context = Bytes.NONE;

        SealedForger(Bytes key) {
            this.key = key;
        }

        private static Message message(byte[] line) {
            try {
                return Message.read(new Lines().arrived(line).get(0));
            } catch (Malformed | OtherVersion e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void hear(byte[] request, byte[] answer) {
            Message asked = message(request);
            if (!asked.kind().equals("OPEN")) {
                return;
            }
            try {
                FieldReader in = new FieldReader(asked.fields());
                in.number("suite");
                Bytes hostNonce = in.hex("nonce", Suite.NONCE);
                Bytes keyId = in.hex("id", Suite.KEY_ID);
                FieldReader out = new FieldReader(message(answer).fields());
                String serial = out.text("serial");
                out.number("suite");
                Bytes nonce = out.hex("nonce", Suite.NONCE);
                Bytes session = out.hex("session", Suite.SESSION);
                context = Suite.ONE.context(serial, keyId, session, hostNonce, nonce);
            } catch (Malformed e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isSealed(byte[] line) {
            return message(line).sealing().isPresent();
        }

        @Override
        public byte[] forged(Forgery how, byte[] line) {
            Message answer = message(line);
            Sealing sealing = answer.sealing().orElseThrow();
            Bytes session = how == Forgery.OTHER_SESSION
                    ? Suite.session(Suite.number(sealing.session()) + 1)
                    : sealing.session();
            long counter = sealing.counter() + (how == Forgery.NEXT_NUMBER ? 1 : how == Forgery.NUMBER_BEFORE ? -1 : 0);
            String kind = how == Forgery.OTHER_KIND ? (answer.kind().equals("HALT") ? "STATE" : "HALT") : answer.kind();
            String unsealed = Message.unsealed(Message.ANSWER, kind, session, counter, "");
            return Lines.around(
                    switch (how) {
                        case UNSEALED -> Message.open(Message.ANSWER, kind, "");
                        case UNSEALED_REFUSAL -> {
                            Answer refused = Answer.refused(kind, Code.Why.UNAUTHENTICATED);
                            yield Message.open(refused.mark(), refused.kind(), refused.fields());
                        }
                        case SEAL_OF_ANOTHER -> Message.sealed(unsealed, sealing.seal());
                        case SEAL_OF_ZEROS -> Message.sealed(unsealed, Bytes.zeros(Suite.MAC));
                        default -> Message.sealed(unsealed, Suite.deviceSeal(key, context, Message.ascii(unsealed)));
                    });
        }
    }
}
