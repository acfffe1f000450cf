// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.time.TimeSource;

/** The one clock of a bench, for one thread: it times the links, the driver and the pump. */
interface BenchTime extends TimeSource {

    /** How far beyond its deadline a driver may wait before it is ended by a {@link CallOverrun}. */
    Duration PATIENCE = Duration.ofMinutes(30);

    /** From now on until {@link #free()} a call runs that has to end by then. */
    void bind(Instant deadline);

    /** No call runs. */
    void free();

    /**
     * Time passes without anybody waiting for it.
     *
     * @throws TimeRanOut when a run has not that much left
     */
    void pass(Duration time);
}
