// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;

/** The links of one life of a platform to its pump: counted, and broken where a test wants it. They end with the platform's disk. */
final class Way implements LinkProvider {

    private final VirtualTime time;
    private final Family family;
    private final SimulatedStorage disk;
    private final Supplier<DeviceConnection> device;
    private Optional<LinkFault> armed = Optional.empty();
    private boolean goneAfterFault;
    private boolean away;
    private boolean severed;
    private int opened;
    private long toDevice;
    private long fromDevice;
    private int moment;
    private IntConsumer moments = number -> {};

    /**
     * A way.
     *
     * @param disk of the platform: when that dies, so does the platform
     */
    Way(VirtualTime time, Family family, SimulatedStorage disk, Supplier<DeviceConnection> device) {
        this.time = time;
        this.family = family;
        this.disk = disk;
        this.device = device;
    }

    /** The next link breaks so; whether the pump is out of reach from then on. */
    void breakNext(LinkFault fault, boolean gone) {
        armed = Optional.of(fault);
        goneAfterFault = gone;
    }

    /** A fault that no link met yet is taken back. */
    void mend() {
        armed = Optional.empty();
    }

    boolean isAway() {
        return away;
    }

    /** The pump comes into reach, or goes. */
    void reach(boolean there) {
        away = !there;
    }

    /** Nothing passes any more: the process at this end is no more. */
    void sever() {
        severed = true;
    }

    /** Numbers, from 1, the moments before and after the pump takes what was written to it. */
    void moments(IntConsumer listener) {
        moments = listener;
    }

    int moments() {
        return moment;
    }

    /** How many links were opened. */
    int opened() {
        return opened;
    }

    /** Bytes that passed through all links. */
    long bytes(Direction direction) {
        return direction == Direction.TO_DEVICE ? toDevice : fromDevice;
    }

    @Override
    public String scheme() {
        return "ward";
    }

    String address() {
        return "ward:" + family.pump().serial();
    }

    @Override
    public List<FoundPump> found() {
        return List.of(new FoundPump(
                address(), family.pump().manufacturer(), family.pump().serial(), true));
    }

    @Override
    public Link open(String address, Instant deadline) throws LinkException {
        if (away || isDead()) {
            throw new LinkException(Reason.REFUSED, "the pump is out of reach");
        }
        opened++;
        DeviceConnection connection = device.get();
        if (armed.isPresent()) {
            connection = new FaultyConnection(connection, List.of(armed.get()), time.house(), time.pump()::now);
            armed = Optional.empty();
            away = goneAfterFault;
        }
        return new DeviceLink(new Counted(connection), time.house(), time.pump()::now, time.threads());
    }

    private boolean isDead() {
        return severed || disk.fired();
    }

    private void moment() throws IOException {
        requireAlive();
        moment++;
        moments.accept(moment);
        requireAlive();
    }

    private void requireAlive() throws IOException {
        if (isDead()) {
            throw new IOException("there is nobody at the other end");
        }
    }

    private final class Counted implements DeviceConnection {
        private final DeviceConnection inner;

        Counted(DeviceConnection inner) {
            this.inner = inner;
        }

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            moment();
            byte[] answer = inner.receive(bytes, pumpTime);
            toDevice += bytes.length;
            fromDevice += answer.length;
            moment();
            return answer;
        }

        @Override
        public boolean mayWait() {
            return inner.mayWait();
        }

        @Override
        public boolean isOpen() {
            return !isDead() && inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
