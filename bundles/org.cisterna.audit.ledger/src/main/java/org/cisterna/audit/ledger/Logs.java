// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All logs of a node, and which of them is the current one now. Safe for threads. */
final class Logs implements AutoCloseable {
    private volatile Chain chain;
    private final List<Segment> ended = new ArrayList<>();

    Logs(Chain chain) {
        this.chain = chain;
    }

    Chain now() {
        return chain;
    }

    /** The log that is written. */
    OpenLog current() {
        return chain.current();
    }

    /** From now on another one is written. Who reads the old one just now reads on. */
    synchronized void follow(Log last, OpenLog next) throws IOException {
        Segment segment = chain.current().segment().orElseThrow();
        segment.end();
        ended.add(segment);
        chain = chain.followedBy(last, next);
    }

    @Override
    public synchronized void close() throws IOException {
        for (Segment each : ended) {
            each.close();
        }
        if (chain.current().segment().isPresent()) {
            chain.current().segment().get().close();
        }
    }
}
