// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Duration;
import java.util.List;
import org.cisterna.time.Randomness;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/** All time services for a plain {@code main}, without a framework. Pump time, which belongs to whoever runs devices, is not among them. */
public final class SystemTime implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HouseTime house = HouseTime.ofThisProcess();
    private final SystemThreads threads = new SystemThreads(house);
    private final SystemRandomness randomness = new SystemRandomness();

    private SystemTime() {}

    /** Starts the services; house time is the same for all who start them in one process. */
    public static SystemTime start() {
        return new SystemTime();
    }

    /** House time, by the machine's clocks. */
    public TimeSource house() {
        return house;
    }

    /** Real threads; they do not keep the process alive. */
    public Threads threads() {
        return threads;
    }

    /** Chance that nobody can foretell. */
    public Randomness randomness() {
        return randomness;
    }

    /** Interrupts the workers still alive and waits five seconds at most for their end; who does not end is named in the log. */
    @Override
    public void close() {
        closeNaming();
    }

    /** Like {@link #close()}; answers with the names of the workers that did not end. */
    public List<String> closeNaming() {
        return threads.close(PATIENCE);
    }
}
