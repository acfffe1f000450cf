// SPDX-License-Identifier: Apache-2.0
package org.cisterna.process;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Holds the weaver to warnings: it tells every provider it registers to {@code java.util.logging}, which writes to standard error. */
final class QuietStart implements AutoCloseable {

    static final String WEAVER = "org.apache.aries.spifly";

    /** Kept, as the JDK forgets the level of a logger that nobody holds. */
    private final Logger logger = Logger.getLogger(WEAVER);

    QuietStart() {
        logger.setLevel(Level.WARNING);
    }

    @Override
    public void close() {
        logger.setLevel(null);
    }
}
