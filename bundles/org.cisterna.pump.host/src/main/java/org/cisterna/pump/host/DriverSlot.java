// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.spi.PumpDriver;

/** One driver service, from its coming to its going. */
final class DriverSlot {

    /** What the host thinks of it. */
    enum State {
        /** It has not said yet what it is. */
        ASKED,
        /** It is used. */
        RUNNING,
        /** It is there and is not used. */
        REFUSED,
        /** It went. */
        GONE
    }

    /**
     * What is known of it at one moment.
     *
     * @param state what the host thinks of it
     * @param since house time of that
     * @param descriptor what it says of itself, once it has
     * @param reason in words, when it is refused
     */
    record Known(State state, Instant since, Optional<DriverDescriptor> descriptor, String reason) {}

    /**
     * What is left of a driver that went.
     *
     * @param known the last word about it
     * @param lanes calls into it that have not come back
     * @param patience the same
     */
    record Departed(Known known, Lanes lanes, Patience patience) {

        /** How many calls into it have not come back. */
        int stuckCalls() {
            return lanes.stuck() + patience.hanging();
        }
    }

    private final PumpDriver driver;
    private final Lanes lanes;
    private final Patience patience;
    private final DriverTroubles troubles = new DriverTroubles();
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private volatile Known known;

    DriverSlot(PumpDriver driver, World world) {
        this.driver = driver;
        this.lanes = new Lanes(world, driver.getClass().getSimpleName());
        this.patience = new Patience(world.house(), world.threads());
        this.known = new Known(State.ASKED, world.house().now(), Optional.empty(), "");
    }

    PumpDriver driver() {
        return driver;
    }

    Lanes lanes() {
        return lanes;
    }

    /** For calls into it that are not made on a lane. */
    Patience patience() {
        return patience;
    }

    /** What it and its pumps did not do as they must. */
    DriverTroubles troubles() {
        return troubles;
    }

    /** How many calls into it have not come back in time. */
    int stuckCalls() {
        return lanes.stuck() + patience.hanging();
    }

    Known known() {
        return known;
    }

    /** Notes what the host thinks of it now; one that went stays gone. */
    synchronized boolean become(Known next) {
        if (known.state() == State.GONE) {
            return false;
        }
        known = next;
        return true;
    }

    /** A turn is using it: told when it goes. */
    void enter(Turn turn) {
        turns.add(turn);
        if (known.state() == State.GONE) {
            end(turn);
        }
    }

    void leave(Turn turn) {
        turns.remove(turn);
    }

    /** What will be left of it when it goes now. */
    Departed departed(Instant now) {
        return new Departed(new Known(State.GONE, now, known.descriptor(), ""), lanes, patience);
    }

    /** Its service went: whatever uses it is to end. Does not block. */
    void gone(Known last) {
        become(last);
        turns.forEach(this::end);
    }

    private void end(Turn turn) {
        turn.end(Turn.Ending.DRIVER_GONE, "the driver stopped at " + known.since());
    }
}
