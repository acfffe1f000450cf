// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import org.cisterna.pump.spi.PumpSession;
import org.jspecify.annotations.Nullable;

/** How the host makes the calls of one session end: it asks the driver, then takes the link away. Foreign code runs elsewhere; nothing blocks. */
final class LanePressure implements Lane.Pressure {

    private final World world;
    private final Patience patience;
    private final Turn turn;
    private final LentContext context;
    private volatile @Nullable PumpSession session;
    private volatile @Nullable RevocableLink link;
    private volatile boolean cut;

    LanePressure(World world, Patience patience, Turn turn, LentContext context) {
        this.world = world;
        this.patience = patience;
        this.turn = turn;
        this.context = context;
    }

    void uses(RevocableLink opened) {
        link = opened;
        if (cut) {
            opened.revoke();
        }
    }

    void uses(PumpSession opened) {
        session = opened;
    }

    @Override
    public void urge() {
        context.interrupt();
        PumpSession open = session;
        if (open != null) {
            patience.begin("interrupt of a session", world.settings().grace(), open::interrupt);
        }
        boolean driverGone = turn.wanted()
                .filter(each -> each.ending() == Turn.Ending.DRIVER_GONE)
                .isPresent();
        if (driverGone) {
            cut(); // the code of a driver that went speaks to no pump any more
        }
    }

    /** Takes the link back at once, and has it closed. Once. */
    @Override
    public void cut() {
        RevocableLink open = link;
        boolean first = !cut;
        cut = true;
        if (open != null && first) {
            open.revoke();
            patience.begin("closing of a link", world.settings().atOnce(), open::close);
        }
    }
}
