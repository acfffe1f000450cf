// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.cisterna.sim.DeviceConnection;

/**
 * One link to a pump over a socket. The first line says which pump the programming head lies on ({@code cisterna-sim 1 SERIAL}); after the
 * answer {@code ok} the bytes are those of the device's own protocol.
 */
final class PumpTalk {

    static final String GREETING = "cisterna-sim 1 ";
    static final String ACCEPTED = "ok";
    static final int LONGEST_LINE = 256;
    private static final int GREETING_MILLIS = 10_000;
    private static final int BUFFER = 8_192;

    private final DeviceFleet fleet;

    PumpTalk(DeviceFleet fleet) {
        this.fleet = fleet;
    }

    void hold(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        socket.setSoTimeout(GREETING_MILLIS);
        String line = Lines.read(in, LONGEST_LINE);
        DeviceConnection connection;
        try {
            if (!line.startsWith(GREETING)) {
                throw new IllegalArgumentException("say '" + GREETING + "SERIAL' first");
            }
            connection = fleet.connect(fleet.find(line.substring(GREETING.length())));
        } catch (IllegalArgumentException e) {
            out.write(Lines.line("no " + e.getMessage()));
            return;
        }
        socket.setSoTimeout(0);
        out.write(Lines.line(ACCEPTED));
        try {
            pass(in, out, connection, fleet::now);
        } finally {
            connection.close();
        }
    }

    /** Carries bytes between a socket and a device until one of them ends. */
    static void pass(InputStream in, OutputStream out, DeviceConnection connection, Supplier<Instant> pumpTime)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (connection.isOpen()) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            byte[] answer = connection.receive(Arrays.copyOf(buffer, count), pumpTime.get());
            out.write(answer);
            out.flush();
        }
    }
}
