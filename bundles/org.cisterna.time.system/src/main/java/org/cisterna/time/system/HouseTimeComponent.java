// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Instant;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeKind;
import org.cisterna.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** House time as a service. */
@Component(name = "org.cisterna.time.system.house", service = TimeSource.class, immediate = true)
@TimeKind(time = TimeSource.HOUSE)
public final class HouseTimeComponent implements TimeSource {

    private final HouseTime time;

    /** Counts from the first start of house time in this process. */
    @Activate
    public HouseTimeComponent() {
        time = HouseTime.ofThisProcess();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        return time.await(signal, deadline);
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        time.sleepUntil(wakeUp);
    }
}
