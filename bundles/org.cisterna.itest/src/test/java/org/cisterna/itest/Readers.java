// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who looks at the pumps, at one pump and at the health of the platform, all the time. */
final class Readers implements AutoCloseable {

    private final Talk talk;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final Thread thread = new Thread(this::work, "readers");

    private Readers(Talk talk) {
        this.talk = talk;
    }

    static Readers start(Talk talk) {
        Readers readers = new Readers(talk);
        readers.thread.start();
        return readers;
    }

    private void work() {
        try {
            while (!ended.get()) {
                talk.get(Scene.PROGRAMMER, Scene.PUMPS);
                talk.get("nobody", "/health");
                talk.get("viewer", Scene.PUMPS + "/Cisterna%20Simulations/S2-000003");
                looks.incrementAndGet();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often all of it was looked at. */
    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
