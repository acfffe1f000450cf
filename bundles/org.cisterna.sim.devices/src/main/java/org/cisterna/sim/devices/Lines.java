// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines without reading beyond them, and without trusting their length. */
final class Lines {

    private Lines() {}

    /**
     * The next line, without its end.
     *
     * @throws EOFException when the stream ends first
     * @throws IOException when the line is longer than allowed
     */
    static String read(InputStream in, int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the other side closed the connection");
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() == most) {
                throw new IOException("a line is longer than " + most + " bytes");
            }
            line.write(next);
        }
    }

    static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
