// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.testkit.VirtualTime;

/** The way of one platform to the pump: it counts what goes through it, and breaks where a test wants it to. */
final class Reach implements LinkProvider {

    static final String ADDRESS = "bedside:" + Bedside.PUMP.serial();

    private final VirtualTime time;
    private final Bedside bedside;
    private final List<Traffic> traffic = new ArrayList<>();
    private Optional<LinkFault> armed = Optional.empty();
    private boolean goneAfterFault;
    private boolean away;
    private boolean severed;
    private IntConsumer moments = number -> {};
    private int moment;

    /** What went through one link. */
    static final class Traffic {
        private long toDevice;
        private long fromDevice;

        long bytes(LinkFault.Direction direction) {
            return direction == LinkFault.Direction.TO_DEVICE ? toDevice : fromDevice;
        }
    }

    Reach(VirtualTime time, Bedside bedside) {
        this.time = time;
        this.bedside = bedside;
    }

    /** The links opened so far. */
    List<Traffic> traffic() {
        return traffic;
    }

    /**
     * The next link breaks so.
     *
     * @param gone whether the pump is out of reach from then on
     */
    void breakNext(LinkFault fault, boolean gone) {
        armed = Optional.of(fault);
        goneAfterFault = gone;
    }

    /** The pump comes into reach again. */
    void back() {
        away = false;
    }

    /** Numbers, from 1, the moments before and after the pump takes what was written to it; the listener hears each. */
    void moments(IntConsumer listener) {
        moments = listener;
    }

    /** How many such moments there were. */
    int moments() {
        return moment;
    }

    /** The process at this end is no more: nothing passes any more, nothing is opened. */
    void sever() {
        severed = true;
    }

    @Override
    public String scheme() {
        return "bedside";
    }

    @Override
    public List<FoundPump> found() {
        return List.of(new FoundPump(ADDRESS, Bedside.PUMP.manufacturer(), Bedside.PUMP.serial(), true));
    }

    @Override
    public Link open(String address, Instant deadline) throws LinkException {
        if (!address.equals(ADDRESS)) {
            throw new LinkException(Reason.UNKNOWN_ADDRESS, "nothing is at " + address);
        }
        if (away || severed) {
            throw new LinkException(Reason.REFUSED, "the pump is out of reach");
        }
        DeviceConnection connection = bedside.connect();
        if (armed.isPresent()) {
            connection = new FaultyConnection(connection, List.of(armed.get()));
            armed = Optional.empty();
            away = goneAfterFault;
        }
        Traffic counted = new Traffic();
        traffic.add(counted);
        return new DeviceLink(new Watched(connection, counted), time.house(), time.pump()::now, time.threads());
    }

    private void moment() throws IOException {
        requireAlive();
        moment++;
        moments.accept(moment);
        requireAlive();
    }

    private void requireAlive() throws IOException {
        if (severed) {
            throw new IOException("there is nobody at the other end");
        }
    }

    private final class Watched implements DeviceConnection {
        private final DeviceConnection inner;
        private final Traffic counted;

        Watched(DeviceConnection inner, Traffic counted) {
            this.inner = inner;
            this.counted = counted;
        }

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            moment();
            byte[] answer = inner.receive(bytes, pumpTime);
            counted.toDevice += bytes.length;
            counted.fromDevice += answer.length;
            moment();
            return answer;
        }

        @Override
        public boolean isOpen() {
            return !severed && inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
