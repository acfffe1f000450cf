// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.Optional;

/** A session that is closed once, and perhaps replaced by another one. For one thread. */
final class Closing {

    private HostSession session;
    private boolean closed;
    private Optional<String> trouble = Optional.empty();

    Closing(HostSession session) {
        this.session = session;
    }

    HostSession session() {
        return session;
    }

    /** Another session takes the place of a closed one. */
    void reopened(HostSession another) {
        close();
        session = another;
        closed = false;
    }

    void close() {
        if (!closed) {
            closed = true;
            trouble = session.close().or(() -> trouble);
        }
    }

    /** What went wrong while closing, in words. */
    Optional<String> trouble() {
        return trouble.map(words -> "the driver did not close the session well: " + words);
    }
}
