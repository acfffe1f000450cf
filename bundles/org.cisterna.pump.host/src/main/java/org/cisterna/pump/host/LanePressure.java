// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.Link;
import org.jspecify.annotations.Nullable;

/**
 * How the host makes the calls of one session end: it asks the driver, then takes the link away. Foreign code runs elsewhere; nothing blocks.
 * Safe for any number of threads.
 */
final class LanePressure implements Lane.Pressure {

    private final World world;
    private final Patience patience;
    private final LentContext context;
    private @Nullable PumpSession session;
    private @Nullable RevocableLink link;
    private boolean cut;

    /**
     * For one session or pairing.
     *
     * @param patience of the driver, so that what hangs in it takes nothing from others
     */
    LanePressure(World world, Patience patience, LentContext context) {
        this.world = world;
        this.patience = patience;
        this.context = context;
    }

    /** From now on the driver's going takes the link away: the code of a driver that went speaks to no pump any more. */
    LanePressure endingWithDriver(Turn turn) {
        turn.cutWhenDriverGoes(this::cut);
        return this;
    }

    /** A link was opened; when it comes too late it is closed at once. */
    RevocableLink opened(Link opened) {
        RevocableLink revocable = new RevocableLink(opened);
        boolean late;
        synchronized (this) {
            late = cut;
            link = revocable;
        }
        if (late) {
            revocable.close();
        }
        return revocable;
    }

    /** A session was opened; when it comes too late it is closed at once. */
    void opened(PumpSession opened) {
        boolean late;
        synchronized (this) {
            late = cut;
            session = opened;
        }
        if (late) {
            opened.close();
        }
    }

    @Override
    public void urge() {
        context.interrupt();
        PumpSession open;
        synchronized (this) {
            open = session;
        }
        if (open != null) {
            patience.begin("interrupt of a session", world.settings().grace(), open::interrupt);
        }
    }

    /** Takes the link back at once, and has it closed if it is not. */
    @Override
    public void cut() {
        RevocableLink open;
        synchronized (this) {
            if (cut) {
                return;
            }
            cut = true;
            open = link;
        }
        if (open != null && open.revoke()) {
            patience.begin("closing of a link", world.settings().atOnce(), open::close);
        }
    }
}
