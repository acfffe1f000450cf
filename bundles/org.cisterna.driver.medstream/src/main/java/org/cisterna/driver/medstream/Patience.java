// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;

/** How often and after how much silence a request is sent again: at once, after 0.5 s, 1 s and 2 s more; given up 4 s later. */
final class Patience {

    static final int SENDINGS = 4;

    private static final long FIRST_MILLIS = 500;

    private Patience() {}

    /**
     * How long to wait for an answer.
     *
     * @param sending which one, from 0
     */
    static Duration after(int sending) {
        return Duration.ofMillis(FIRST_MILLIS << sending);
    }
}
