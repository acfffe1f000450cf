// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.List;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Subscription;
import org.cisterna.audit.TailListener;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener and how far it has come. Its worker reads and hands over; who appends only raises a signal. */
final class Tail implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final int PIECE = 256;

    private final Ledger ledger;
    private final TimeSource house;
    private final Signal news;
    private final TailListener listener;
    private long next;
    private volatile boolean open = true;

    Tail(Ledger ledger, TimeSource house, Signal news, long from, TailListener listener) {
        this.ledger = ledger;
        this.house = house;
        this.news = news;
        this.next = from;
        this.listener = listener;
    }

    /** The worker's body: ends when it is closed, interrupted, or the listener fails. */
    void serve() throws InterruptedException {
        try {
            while (open) {
                news.reset();
                List<Envelope> piece = ledger.read(next, PIECE);
                if (!open) {
                    return;
                }
                if (piece.isEmpty()) {
                    house.await(news, TimeSource.FOREVER);
                } else {
                    listener.entered(piece);
                    next += piece.size();
                }
            }
        } catch (RuntimeException e) {
            LOG.error("a listener to the ledger failed at entry {} and is told nothing more", next, e);
        } finally {
            open = false;
        }
    }

    void wake() {
        news.raise();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        news.raise();
    }
}
