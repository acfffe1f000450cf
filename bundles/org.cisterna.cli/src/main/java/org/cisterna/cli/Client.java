// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the platform's own address, as any program would. By the old client of Java on purpose: the new one brings a pool, a selector and a
 * TLS context along, which would be a noticeable part of every start.
 */
final class Client {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final URI address;
    private final Optional<PinnedConnection> tls;

    private Client(URI address, Optional<PinnedConnection> tls) {
        this.address = address;
        this.tls = tls;
    }

    /** To the platform that listens there. */
    static Client of(Listening listening) throws IOException {
        InetAddress there =
                listening.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening.address();
        if (listening.tls().isEmpty()) {
            return new Client(listening.url(), Optional.empty());
        }
        Certificate certificate = listening.tls().get();
        String name = certificate.names().contains("localhost")
                ? "localhost"
                : listening.names().get(0);
        return new Client(
                listening.url(),
                Optional.of(new PinnedConnection(new InetSocketAddress(there, listening.port()), name, certificate)));
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body whatever came
     */
    record Reply(int status, Json body) {}

    Reply get(String path, Optional<String> token) throws IOException {
        if (tls.isPresent()) {
            return answer(tls.get().send("GET", path, headers(token), new byte[0]));
        }
        return answer(connection(path, token));
    }

    Reply post(String path, Optional<String> token, Json body) throws IOException {
        byte[] bytes = body.canonicalBytes();
        if (tls.isPresent()) {
            Map<String, String> headers = headers(token);
            headers.put("Content-Type", "application/json");
            return answer(tls.get().send("POST", path, headers, bytes));
        }
        HttpURLConnection connection = connection(path, token);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes.length); // which also keeps Java from sending it a second time
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
        }
        return answer(connection);
    }

    private static Map<String, String> headers(Optional<String> token) {
        Map<String, String> headers = new TreeMap<>();
        token.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
        return headers;
    }

    private static Reply answer(PinnedConnection.Reply reply) {
        return new Reply(reply.status(), Json.parse(reply.body().getBytes(StandardCharsets.UTF_8)));
    }

    private HttpURLConnection connection(String path, Optional<String> token) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) address.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) BOUND.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        // one that is kept may be closed by the other side just when the next request goes out, and a POST is not
        // repeated
        connection.setRequestProperty("Connection", "close");
        token.ifPresent(value -> connection.setRequestProperty("Authorization", "Bearer " + value));
        return connection;
    }

    private static Reply answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        @Nullable InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        if (stream == null) {
            throw new IOException("status " + status + " without a body");
        }
        try (InputStream in = stream) {
            return new Reply(status, Json.parse(in.readAllBytes()));
        }
    }
}
