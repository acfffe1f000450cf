// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The kit, somewhere outside this process. */
interface Kit {

    /** Why it cannot be run, in words; empty when it can. */
    Optional<String> missing();

    /**
     * Begins.
     *
     * @param arguments of the command {@code conform}
     * @param scratch a folder for whatever it needs while it runs
     * @param bound after which it is ended
     * @param listener told what it says
     * @throws IOException when it cannot be started
     */
    Handle begin(List<String> arguments, Path scratch, Duration bound, Listener listener) throws IOException;

    /** Ends a run. */
    interface Handle {
        /** Ends it and everything that it started; the listener is told when that is so. Does nothing when it has ended. */
        void end();
    }

    /** Is told by one thread. */
    interface Listener {
        /** A line on standard error. */
        void said(String line);

        /**
         * It has ended, and nothing of it goes on.
         *
         * @param words why it was ended from here; empty when it ended by itself
         */
        void ended(String words);
    }
}
