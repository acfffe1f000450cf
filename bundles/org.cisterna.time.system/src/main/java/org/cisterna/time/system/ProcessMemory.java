// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.util.Properties;

/**
 * What must outlive this bundle while the process lives: where house time is anchored, and how far the wall clock is known to have moved
 * away from it. Kept in the system properties, because everything else goes with the bundle when it is updated.
 */
final class ProcessMemory {

    /** One moment on both clocks of the machine; house time counts from it. */
    record Anchor(long wallMillis, long nanos) {}

    private static final String ANCHOR = "org.cisterna.time.system.anchor";
    private static final String TOLD = "org.cisterna.time.system.wallAhead";

    private final Properties properties;

    /** Over the given properties: the system's, but for tests. */
    ProcessMemory(Properties properties) {
        this.properties = properties;
    }

    /** The anchor of this process; made now when it is asked for the first time. */
    Anchor anchor(MachineClock machine) {
        Object kept = properties.computeIfAbsent(ANCHOR, key -> machine.wallMillis() + " " + machine.nanos());
        String text = String.valueOf(kept);
        int space = text.indexOf(' ');
        try {
            return new Anchor(
                    Long.parseLong(text.substring(0, Math.max(0, space))), Long.parseLong(text.substring(space + 1)));
        } catch (NumberFormatException e) {
            throw unreadable(ANCHOR, text, e);
        }
    }

    /** By how many milliseconds the wall clock was ahead of house time when a step was last told; 0 before. */
    long wallAheadTold() {
        String text = properties.getProperty(TOLD, "0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw unreadable(TOLD, text, e);
        }
    }

    void wallAheadTold(long millis) {
        properties.setProperty(TOLD, Long.toString(millis));
    }

    private static IllegalStateException unreadable(String name, String text, NumberFormatException cause) {
        return new IllegalStateException(
                "the system property " + name + " is " + text
                        + ", which Cisterna did not write; remove it and start again",
                cause);
    }
}
