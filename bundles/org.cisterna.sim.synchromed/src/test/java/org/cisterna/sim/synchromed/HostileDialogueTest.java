// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.stream.Stream;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.FlowRate;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;
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

        private static Frame frame(byte[] bytes) {
            FrameReader reader = new FrameReader();
            reader.arrived(bytes);
            return reader.next().orElseThrow();
        }

        @Override
        public void hear(byte[] request, byte[] answer) {
            Frame asked = frame(request);
            if (asked.type() != Code.HELLO) {
                return;
            }
            try {
                PayloadReader in = new PayloadReader(asked.payload());
                in.u8();
                Bytes hostNonce = in.raw(Suite.NONCE);
                Bytes keyId = in.raw(Suite.KEY_ID);
                PayloadReader out = new PayloadReader(frame(answer).payload());
                out.u8();
                Bytes nonce = out.raw(Suite.NONCE);
                long session = out.u32();
                context = Suite.ONE.context(Platform.PUMP.serial(), keyId, session, hostNonce, nonce);
            } catch (Malformed e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isSealed(byte[] bytes) {
            return frame(bytes).sessionId() != 0;
        }

        @Override
        public byte[] forged(Forgery how, byte[] bytes) {
            Frame answer = frame(bytes);
            long session = answer.sessionId() + (how == Forgery.OTHER_SESSION ? 1 : 0);
            long number = answer.sequence() + (how == Forgery.NEXT_NUMBER ? 1 : how == Forgery.NUMBER_BEFORE ? -1 : 0);
            int type = how == Forgery.OTHER_KIND ? answer.type() + 2 : answer.type();
            Bytes body = Frame.body(type, session, number, new byte[0]);
            return switch (how) {
                case UNSEALED -> Frame.whole(Frame.body(type, 0, 0, new byte[0]), Bytes.NONE);
                case UNSEALED_REFUSAL -> {
                    Answer refused = Answer.refused(type - 1, Code.UNAUTHENTICATED);
                    yield Frame.whole(Frame.body(refused.type(), 0, 0, refused.payload()), Bytes.NONE);
                }
                case SEAL_OF_ANOTHER -> Frame.whole(body, answer.tag());
                case SEAL_OF_ZEROS -> Frame.whole(body, Bytes.zeros(Suite.MAC));
                default -> Frame.whole(body, Suite.tag(key, Suite.FROM_DEVICE, context, body));
            };
        }
    }
}
