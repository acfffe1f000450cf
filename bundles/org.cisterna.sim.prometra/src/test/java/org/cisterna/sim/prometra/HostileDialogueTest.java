// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.stream.Stream;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.FlowRate;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.prometra.Message.OtherVersion;
import org.cisterna.sim.prometra.Message.Sealing;
import org.cisterna.sim.prometra.TlvReader.Malformed;
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

        private static Message message(byte[] packet) {
            try {
                return Message.read(new Packets().arrived(packet).get(0));
            } catch (Malformed | OtherVersion e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void hear(byte[] request, byte[] answer) {
            Message asked = message(request);
            if (asked.kind() != Code.OPEN) {
                return;
            }
            try {
                TlvReader in = new TlvReader(asked.fields());
                in.uint(Tag.SUITE);
                Bytes hostNonce = in.raw(Tag.NONCE, Suite.NONCE);
                Bytes keyId = in.raw(Tag.KEY_ID, Suite.KEY_ID);
                TlvReader out = new TlvReader(message(answer).fields());
                String serial = out.text(Tag.SERIAL);
                out.uint(Tag.SUITE);
                Bytes nonce = out.raw(Tag.NONCE, Suite.NONCE);
                Bytes session = out.raw(Tag.OFFERED_SESSION, Integer.BYTES);
                context = Suite.ONE.context(serial, keyId, session, hostNonce, nonce);
            } catch (Malformed e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isSealed(byte[] packet) {
            return message(packet).sealing().isPresent();
        }

        @Override
        public byte[] forged(Forgery how, byte[] packet) {
            Message answer = message(packet);
            Sealing sealing = answer.sealing().orElseThrow();
            Bytes session = how == Forgery.OTHER_SESSION
                    ? Suite.session(Suite.number(sealing.session()) + 1)
                    : sealing.session();
            long counter = sealing.counter() + (how == Forgery.NEXT_NUMBER ? 1 : how == Forgery.NUMBER_BEFORE ? -1 : 0);
            int kind = how == Forgery.OTHER_KIND ? answer.kind() + 2 : answer.kind();
            Bytes unsealed = Message.unsealed(kind, session, counter, Bytes.NONE);
            return Packets.around(
                    switch (how) {
                        case UNSEALED -> Message.open(kind, Bytes.NONE);
                        case UNSEALED_REFUSAL -> {
                            Answer refused = Answer.refused(kind - 1, Code.UNAUTHENTICATED);
                            yield Message.open(refused.kind(), refused.fields());
                        }
                        case SEAL_OF_ANOTHER -> Message.sealed(unsealed, sealing.seal());
                        case SEAL_OF_ZEROS -> Message.sealed(unsealed, Bytes.zeros(Suite.MAC));
                        default -> Message.sealed(unsealed, Suite.deviceSeal(key, context, unsealed));
                    });
        }
    }
}
