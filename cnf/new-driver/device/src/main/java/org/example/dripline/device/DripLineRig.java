// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.rig.FlowTruth;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.conformance.rig.RigOrder;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Concentration;
import org.cisterna.time.TimeSource;

/**
 * The device on the bench of the conformance kit: {@code ./cisterna conform DRIVER --rig drip-line-device.jar}. What the kit cannot see or cause here
 * makes rules NOT_TESTABLE; add acts as your device learns to break.
 */
public final class DripLineRig implements RigFactory {

    @Override
    public String name() {
        return "template device drip-line, 1.0.0";
    }

    @Override
    public String family() {
        return "drip-line";
    }

    @Override
    public Rig make(RigOrder order) throws IOException {
        return new OnBench(order);
    }

    private static final class OnBench implements Rig {

        private static final int FIRST_CODE = Integer.parseInt(DripLineMain.CODE);
        private static final int FIRST_SERIAL = 1;
        private static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));

        private final RigOrder order;
        private final DripLineDevice device;
        private final Secrets secrets;
        private final DripLineTalk.Tries tries = new DripLineTalk.Tries();

        OnBench(RigOrder order) throws IOException {
            this.order = order;
            this.secrets = new Secrets(new Seeded(order.seed() * 31 + order.pump()));
            this.device = DripLineDevice.open(
                    String.format(Locale.ROOT, "DL-%06d", FIRST_SERIAL + order.pump()),
                    DripLineMemory.volatileMemory(),
                    order.pumpTime()::now);
        }

        @Override
        public PumpId pump() {
            return new PumpId("Example Devices", device.serial());
        }

        @Override
        public String pairingCode() {
            return Integer.toString(FIRST_CODE + order.pump());
        }

        @Override
        public Solution content() {
            return BACLOFEN;
        }

        @Override
        public Link connect() {
            return new BenchLink(new DripLineTalk(device, pairingCode(), secrets, tries), order.house());
        }

        /** The device has no body, so its own account is all the truth there is; a device of yours knows better. */
        @Override
        public Optional<FlowTruth> flow() {
            DripLineDevice.Account account = device.account();
            return Optional.of(new FlowTruth(
                    Instant.ofEpochMilli(account.at()),
                    account.givenPicolitres(),
                    account.leftPicolitres(),
                    account.running()));
        }

        @Override
        public Set<RigAct> acts() {
            return Set.of();
        }

        @Override
        public boolean act(RigAct act, long value) {
            throw new IllegalArgumentException("this rig cannot do " + act);
        }

        @Override
        public Optional<JsonObject> inside() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** A link without faults; the kit puts them in. The device answers at once. */
    private static final class BenchLink implements Link {

        private final DripLineTalk talk;
        private final TimeSource house;
        private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
        private boolean closed;

        BenchLink(DripLineTalk talk, TimeSource house) {
            this.talk = talk;
            this.house = house;
        }

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            if (closed) {
                throw new LinkException(LinkException.Reason.CUT, "the link is cut");
            }
            try {
                answers.writeBytes(talk.receive(bytes));
            } catch (IOException e) {
                close();
                throw new LinkException(LinkException.Reason.CUT, "the device fell silent: " + e.getMessage(), e);
            }
        }

        @Override
        public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
            byte[] all = answers.toByteArray();
            if (all.length == 0) {
                if (closed) {
                    throw new LinkException(LinkException.Reason.CUT, "the link is cut");
                }
                house.sleepUntil(until);
                return all;
            }
            int length = Math.min(max, all.length);
            answers.reset();
            answers.write(all, length, all.length - length);
            return Arrays.copyOf(all, length);
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                talk.close();
            }
        }
    }

    /** The same seed gives the same keys and nonces, so that a run replays. On this bench alone: nothing here is secret. */
    private static final class Seeded extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient SplittableRandom random;

        Seeded(long seed) {
            this.random = new SplittableRandom(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
