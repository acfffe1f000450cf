// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import org.cisterna.time.ClockStepListener;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells every {@link ClockStepListener} service when the wall clock was set. */
@Component(
        name = "org.cisterna.time.system.watch",
        service = {},
        immediate = true)
public final class ClockWatchComponent {

    private final ClockWatch watch;

    /** Begins to watch. */
    @Activate
    public ClockWatchComponent(
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house, @Reference Threads threads) {
        watch = new ClockWatch(house, threads, MachineClock.real(), new ProcessMemory(System.getProperties()));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(ClockStepListener listener) {
        watch.add(listener);
    }

    void unbindListener(ClockStepListener listener) {
        watch.remove(listener);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        watch.close();
    }
}
