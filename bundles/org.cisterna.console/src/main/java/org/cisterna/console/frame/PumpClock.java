// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.Ledger;
import org.cisterna.console.show.Show;
import org.cisterna.time.PumpTimeFeed;
import org.cisterna.time.TimeSource;

/**
 * Pump time as it is shown: the moment, how fast it runs, and whether it stands; and whether the clock of the machine was set meanwhile.
 * Thread-safe.
 */
public final class PumpClock {

    private static final long AS_FAST_AS_WE = 1000;

    private final List<PumpTimeFeed> feeds = new CopyOnWriteArrayList<>();
    private final WallClock wall = new WallClock();
    private final TimeSource pumpTime;

    /** With pump time. */
    public PumpClock(TimeSource pumpTime) {
        this.pumpTime = pumpTime;
    }

    /** What drives pump time came. */
    public void add(PumpTimeFeed feed) {
        feeds.add(feed);
    }

    /** It went. */
    public void remove(PumpTimeFeed feed) {
        feeds.remove(feed);
    }

    /** The ledger came, which says when the clock of the machine was set. */
    public void add(Ledger ledger) {
        wall.add(ledger);
    }

    /** It went. */
    public void remove(Ledger ledger) {
        wall.remove(ledger);
    }

    /** Pump time now. */
    public Instant now() {
        return pumpTime.now();
    }

    /** Pump time and how it runs. */
    public Layout.Band band() {
        Instant now = pumpTime.now();
        Optional<PumpTimeFeed> feed = feeds.stream().findFirst();
        if (feed.isEmpty()) {
            return new Layout.Band(Show.minute(now), "", "", wall.words());
        }
        Optional<PumpTimeFeed.Reading> reading = feed.get().reading();
        if (reading.isEmpty()) {
            return new Layout.Band(Show.minute(now), "", Texts.text("band.unheard"), wall.words());
        }
        long speed = reading.get().speedPerMille();
        return new Layout.Band(
                Show.minute(now),
                speed == AS_FAST_AS_WE ? "" : Show.speed(speed),
                reading.get().running() ? "" : Texts.text("band.paused"),
                wall.words());
    }
}
