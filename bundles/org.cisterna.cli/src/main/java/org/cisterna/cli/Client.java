// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;

/** Speaks to the platform's own address, as any program would. */
final class Client {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI address;

    Client(URI address) {
        this.address = address;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body whatever came
     */
    record Reply(int status, Json body) {}

    Reply get(String path, Optional<String> token) throws IOException, InterruptedException {
        return send(request(path, token).GET().build());
    }

    Reply post(String path, Optional<String> token, Json body) throws IOException, InterruptedException {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.canonicalBytes()))
                .build());
    }

    private HttpRequest.Builder request(String path, Optional<String> token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(BOUND);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(response.statusCode(), Json.parse(response.body()));
    }
}
