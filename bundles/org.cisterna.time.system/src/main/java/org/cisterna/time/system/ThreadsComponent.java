// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Duration;
import java.util.List;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Threads as a service. */
@Component(name = "org.cisterna.time.system.threads", service = Threads.class, immediate = true)
public final class ThreadsComponent implements Threads {

    /** How long all workers together get to end when the provider stops. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SystemThreads threads;

    /** Joins workers by house time. */
    @Activate
    public ThreadsComponent(@Reference(target = TimeSource.HOUSE_TARGET) TimeSource house) {
        threads = new SystemThreads(house);
    }

    @Deactivate
    void deactivate() {
        threads.close(PATIENCE);
    }

    @Override
    public Signal newSignal() {
        return threads.newSignal();
    }

    @Override
    public Worker start(String name, Body body) {
        return threads.start(name, body);
    }

    @Override
    public List<Worker> workers() {
        return threads.workers();
    }
}
