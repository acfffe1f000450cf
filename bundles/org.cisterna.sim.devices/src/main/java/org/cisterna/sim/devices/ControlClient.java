// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/** A control connection to the devices' process, by the announcement it left. Used by one thread at a time, but closed by any. */
public final class ControlClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final Socket socket;

    /**
     * Connects and shows the secret.
     *
     * @throws IOException in words, when nobody is there or the secret is not theirs
     */
    public ControlClient(Announcement announcement) throws IOException {
        socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), announcement.controlPort()),
                    CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MILLIS);
            ask(Json.object().put("secret", announcement.secret()).build());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws IOException in the words of the other side, when it refuses; or when the connection broke
     */
    public JsonObject ask(JsonObject request) throws IOException {
        send(request);
        JsonObject answer = next();
        var refusal = answer.optionalString("error");
        if (refusal.isPresent()) {
            throw new IOException("the simulated devices refuse: " + refusal.get());
        }
        return answer;
    }

    void send(JsonObject request) throws IOException {
        socket.getOutputStream().write(Lines.line(request.canonicalText()));
    }

    /** The next line from the other side. */
    JsonObject next() throws IOException {
        InputStream in = socket.getInputStream();
        try {
            return (JsonObject) Json.parse(Lines.read(in, LONGEST_ANSWER));
        } catch (JsonException | ClassCastException e) {
            throw new IOException("the simulated devices sent what is no JSON object", e);
        }
    }

    /** How long {@link #next()} waits. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
