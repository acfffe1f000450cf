// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** Reaches a witness over HTTP. What is sent is public and what comes is believed for its signatures alone, so TLS is not needed, but used where it is. */
final class HttpWitness implements WitnessLink {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 * 1024;

    private final URI base;
    private final TimeSource house;
    private final Threads threads;
    private final HttpClient client;

    HttpWitness(WitnessAddress address, TimeSource house, Threads threads) {
        base = address.base();
        this.house = house;
        this.threads = threads;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .executor(task -> threads.start("ledger-witness-http", task::run));
        address.fingerprint().ifPresent(each -> builder.sslContext(PinnedCertificate.context(each)));
        client = builder.build();
    }

    @Override
    public Answer post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + "/" + path))
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + "/" + path)).GET());
    }

    /**
     * What came of a request.
     *
     * @param response the answer; null when there is none
     * @param failure why
     */
    private record Outcome(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {}

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        Signal done = threads.newSignal();
        AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
        CompletableFuture<HttpResponse<byte[]>> running =
                client.sendAsync(request.timeout(PATIENCE).build(), head -> new BoundedBody(MOST_BYTES));
        CompletableFuture<HttpResponse<byte[]>> told = running.whenComplete((response, failure) -> {
            outcome.set(new Outcome(response, failure));
            done.raise();
        });
        try {
            // the time limit of the request ends with the headers of the answer
            house.await(done, house.now().plus(PATIENCE.multipliedBy(2)));
        } finally {
            running.cancel(true);
            told.cancel(true);
        }
        Outcome came = outcome.get();
        HttpResponse<byte[]> response = came == null ? null : came.response();
        if (response == null) {
            Throwable why = came == null ? null : came.failure();
            throw new IOException(why == null ? "no answer in time" : String.valueOf(cause(why)), why);
        }
        return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : cause;
    }
}
