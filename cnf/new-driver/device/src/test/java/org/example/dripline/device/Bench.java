// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Concentration;
import org.cisterna.testkit.LinkPair;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;
import org.example.dripline.driver.DripLineDriver;

/** The platform's side for one device, in virtual time: nothing here waits for real, and every run is the same. */
final class Bench {

    static final PumpId PUMP = new PumpId("Example Devices", DripLineMain.SERIAL);
    static final CommandId COMMAND = new CommandId("00112233445566778899aabbccddeeff");
    static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));

    final VirtualTime time = VirtualTime.create(1);
    final DripLineDriver driver = new DripLineDriver();
    final DripLineMemory memory = DripLineMemory.volatileMemory();
    final Secrets secrets = new Secrets(new SecureRandom());
    final DripLineTalk.Tries tries = new DripLineTalk.Tries();
    final List<byte[]> evidence = new ArrayList<>();
    DripLineDevice device;
    private Optional<KeyHandle> key = Optional.empty();

    Bench() throws IOException {
        device = DripLineDevice.open(DripLineMain.SERIAL, memory, time.pump()::now);
    }

    /** The power goes, and comes back. */
    void restart() throws IOException {
        device = DripLineDevice.open(DripLineMain.SERIAL, memory, time.pump()::now);
    }

    Instant soon() {
        return time.house().now().plusSeconds(20);
    }

    /** A link to the device; faults are set on it before it is used. */
    LinkPair link() {
        LinkPair pair = LinkPair.in(time);
        DripLineTalk talk = new DripLineTalk(device, DripLineMain.CODE, secrets, tries);
        time.threads().start("device", () -> serve(pair.far(), talk));
        return pair;
    }

    private static void serve(Link link, DripLineTalk talk) throws IOException, InterruptedException {
        try {
            while (link.isOpen()) {
                byte[] answer = talk.receive(link.read(256, Instant.MAX));
                if (answer.length > 0) {
                    link.write(answer, Instant.MAX);
                }
            }
        } catch (LinkException cut) {
            talk.close();
        }
    }

    Answer<PumpIdentity> pair(String code) throws Exception {
        Host host = new Host(code, secrets);
        try (Link link = link().near()) {
            Answer<PumpIdentity> paired = driver.pair(link, host, new Context(), soon());
            key = host.agreed;
            return paired;
        }
    }

    /** As the host does: a link that led to no session is closed. */
    Answer<PumpSession> open(LinkPair link) throws Exception {
        boolean opened = false;
        try {
            Answer<PumpSession> answer = driver.open(link.near(), new Context(), soon());
            opened = answer.isDone();
            return answer;
        } finally {
            if (!opened) {
                link.near().close();
            }
        }
    }

    PumpSession session() throws Exception {
        return open(link()).orElseThrow();
    }

    Plan plan(PumpSession session, Programme programme, long revision) {
        return new Plan(
                PUMP,
                "patient-1",
                new Revision(revision),
                programme,
                BACLOFEN,
                session.identity().capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[0]));
    }

    Answer<CommandEffect> change(PumpSession session, Programme programme, long revision) throws Exception {
        return session.commit(
                session.stage(plan(session, programme, revision), COMMAND, soon())
                        .orElseThrow(),
                COMMAND,
                soon());
    }

    void pass(Duration pumpTime) {
        time.leapPumpTime(pumpTime);
    }

    private record Key(byte[] bytes) implements KeyHandle {
        @Override
        public byte[] mac(byte[] data) {
            return Secrets.mac(bytes, data);
        }

        @Override
        public boolean verify(byte[] data, byte[] tag) {
            return Arrays.equals(Arrays.copyOf(mac(data), tag.length), tag);
        }
    }

    /** What the platform does in a pairing. */
    private static final class Host implements PairingKeys {
        private final String code;
        private final KeyPair own;
        private Optional<KeyHandle> agreed = Optional.empty();

        Host(String code, Secrets secrets) {
            this.code = code;
            this.own = secrets.pair();
        }

        @Override
        public byte[] publicKey() {
            return Secrets.encoded(own.getPublic());
        }

        @Override
        public KeyHandle agree(byte[] devicePublicKey, byte[] info) {
            try {
                KeyHandle handle = new Key(Secrets.agree(own, devicePublicKey, code, info));
                agreed = Optional.of(handle);
                return handle;
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private final class Context implements SessionContext {
        @Override
        public PumpId pump() {
            return PUMP;
        }

        @Override
        public KeyHandle key() {
            return key.orElseThrow();
        }

        @Override
        public Optional<KeptState> keptState() {
            return Optional.empty();
        }

        @Override
        public void keep(KeptState state) {
            throw new AssertionError("this driver keeps nothing");
        }

        @Override
        public TimeSource house() {
            return time.house();
        }

        @Override
        public Randomness randomness() {
            return time.randomness();
        }

        @Override
        public boolean interrupted() {
            return false;
        }

        @Override
        public void frame(Direction direction, byte[] bytes) {
            evidence.add(bytes.clone());
        }

        @Override
        public void progress(int done, int of) {
            throw new AssertionError("each call of this driver is one step");
        }
    }
}
