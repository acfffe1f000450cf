// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Plain requests that leave no thread behind. */
final class Http {

    private static final int TIMEOUT_MILLIS = 30_000;

    private Http() {}

    /** The status of a GET; empty when nobody listens. */
    static Optional<Integer> status(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try {
            return Optional.of(connection.getResponseCode());
        } catch (ConnectException nobody) {
            return Optional.empty();
        } finally {
            connection.disconnect();
        }
    }

    /** What is answered to a GET, whatever its status; empty when nobody listens. */
    static String text(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try (InputStream body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (ConnectException nobody) {
            return "";
        } finally {
            connection.disconnect();
        }
    }

    /** The bytes of what is answered with 200 to a GET of who has this token. */
    static byte[] bytes(URI address, String token) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("Authorization", "Bearer " + token);
        try (InputStream body = connection.getInputStream()) {
            return body.readAllBytes();
        } finally {
            connection.disconnect();
        }
    }

    /** Asks until somebody answers, for at most a while; the status of that answer, empty when nobody did. */
    static Optional<Integer> awaitAnswer(int port, String path, Duration patience) throws IOException {
        Instant end = Instant.now().plus(patience);
        Optional<Integer> answer = status(port, path);
        while (answer.isEmpty() && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
            answer = status(port, path);
        }
        return answer;
    }
}
