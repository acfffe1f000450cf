// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/**
 * A link provider in memory: addresses {@code memory:…}, behind each whatever a test puts there. Thread-safe.
 *
 * <p>Each opened link is a {@link LinkPair}; {@link #opened()} gives them in order, for faults and for counting bytes.
 */
public final class MemoryLinks implements LinkProvider {

    /** The scheme of its addresses. */
    public static final String SCHEME = "memory";

    /** What a test has at an address. */
    @FunctionalInterface
    public interface Device {

        /** A link was opened: serve its far end on a worker, and return. */
        void connected(Link far);
    }

    private record Place(FoundPump pump, Device device) {}

    private final TimeSource house;
    private final Threads threads;
    private final Map<String, Place> places = new ConcurrentSkipListMap<>();
    private final List<LinkPair> opened = new CopyOnWriteArrayList<>();
    private volatile Consumer<LinkPair> faults = pair -> {};
    private volatile boolean refusing;

    /** A provider with nothing to find. */
    public MemoryLinks(TimeSource house, Threads threads) {
        this.house = house;
        this.threads = threads;
    }

    /**
     * Puts a pump at its address.
     *
     * @throws IllegalArgumentException when the address is not one of this scheme
     */
    public void put(FoundPump pump, Device device) {
        if (!pump.address().startsWith(SCHEME + ":")) {
            throw new IllegalArgumentException("addresses here begin with " + SCHEME + ":, not " + pump.address());
        }
        places.put(pump.address(), new Place(pump, device));
    }

    /** Takes the pump at an address away; open links stay open. */
    public void remove(String address) {
        places.remove(address);
    }

    /** Sets what is done to every link before its device hears of it, for example {@code pair -> pair.faultsToFar(plan)}. */
    public void faults(Consumer<LinkPair> newFaults) {
        faults = newFaults;
    }

    /** Makes every further attempt to open a link be refused, or not. */
    public void refuse(boolean now) {
        refusing = now;
    }

    /** All links opened so far, in order. */
    public List<LinkPair> opened() {
        return Collections.unmodifiableList(new ArrayList<>(opened));
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public List<FoundPump> found() {
        return places.values().stream().map(Place::pump).toList();
    }

    @Override
    public Link open(String address, Instant deadline) throws LinkException {
        Place place = places.get(address);
        if (place == null) {
            throw new LinkException(LinkException.Reason.UNKNOWN_ADDRESS, "nothing is at " + address);
        }
        if (refusing) {
            throw new LinkException(LinkException.Reason.REFUSED, address + " accepts no link now");
        }
        if (!house.now().isBefore(deadline)) {
            throw new LinkException(
                    LinkException.Reason.TIMEOUT, "no link was opened: the deadline " + deadline + " has passed");
        }
        LinkPair pair = new LinkPair(house, threads);
        faults.accept(pair);
        opened.add(pair);
        place.device().connected(pair.far());
        return pair.near();
    }
}
