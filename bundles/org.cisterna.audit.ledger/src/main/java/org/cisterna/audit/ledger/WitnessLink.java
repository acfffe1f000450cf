// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;

/** Sends requests to one witness, in bounded time. */
interface WitnessLink {

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as text
     */
    record Answer(int status, String body) {}

    /** Sends something to a path below its address. */
    Answer post(String path, String body) throws IOException, InterruptedException;

    /** Asks for a path below its address. */
    Answer get(String path) throws IOException, InterruptedException;
}
