// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import org.cisterna.time.Signal;

/** A flag of one {@link Baton}; its state is guarded by the baton's lock. */
final class VirtualSignal implements Signal {

    private final Baton baton;
    private final String name;
    private boolean raised;

    VirtualSignal(Baton baton, String name) {
        this.baton = baton;
        this.name = name;
    }

    @Override
    public void raise() {
        baton.raise(this);
    }

    @Override
    public void reset() {
        baton.reset(this);
    }

    @Override
    public boolean isRaised() {
        return baton.isRaised(this);
    }

    boolean belongsTo(Baton other) {
        return baton == other;
    }

    boolean raised() {
        return raised;
    }

    void set(boolean value) {
        raised = value;
    }

    @Override
    public String toString() {
        return name;
    }
}
