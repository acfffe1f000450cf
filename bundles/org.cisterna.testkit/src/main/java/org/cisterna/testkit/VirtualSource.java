// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Instant;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/** House time or pump time of one {@link Baton}. */
final class VirtualSource implements TimeSource {

    private final Baton baton;
    private final boolean pumpTime;

    VirtualSource(Baton baton, boolean pumpTime) {
        this.baton = baton;
        this.pumpTime = pumpTime;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(baton.now(pumpTime));
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        if (!(signal instanceof VirtualSignal ours) || !ours.belongsTo(baton)) {
            throw new IllegalArgumentException(
                    "the signal is not of this virtual time: make it with newSignal() of its threads()");
        }
        return baton.await(ours, pumpTime, World.millis(deadline));
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        baton.await(null, pumpTime, World.millis(wakeUp));
    }

    @Override
    public String toString() {
        return (pumpTime ? "virtual pump time " : "virtual house time ") + now();
    }
}
