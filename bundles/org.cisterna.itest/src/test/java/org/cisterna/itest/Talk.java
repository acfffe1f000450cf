// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * Talks to the platform and notes every answer that it must never give: one that is no JSON, one that is a fault of the platform, and none at
 * all. Safe for any number of threads.
 */
final class Talk {

    /** An answer; status 0 when there was none. */
    record Reply(int status, String mediaType, String text) {

        boolean is(int wanted) {
            return status == wanted;
        }

        boolean isDone() {
            return status == 200 || status == 201;
        }

        JsonObject object() {
            return (JsonObject) Json.parse(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Whether it refuses in these words. */
        boolean says(int wanted, String words) {
            return status == wanted && text.contains(words);
        }

        /** Whether it says how a command ended, or in words that it was not begun. */
        boolean isOutcomeOrRefusal() {
            return isDone()
                    ? List.of("APPLIED", "NOT_APPLIED", "UNKNOWN").contains(object().string("state"))
                    : status >= 400 && isInWords();
        }

        private boolean isInWords() {
            if (status == 0
                    || !(mediaType.equals("application/json") || mediaType.equals("application/problem+json"))) {
                return false;
            }
            try {
                return Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof JsonArray
                        || status < 400
                        || object().get("missing").isPresent()
                        || !object().string("detail").isBlank();
            } catch (JsonException broken) {
                return false;
            }
        }

        @Override
        public String toString() {
            return status + " " + mediaType + " " + text.substring(0, Math.min(text.length(), 400));
        }
    }

    private final RestExamples examples;
    private final List<String> bad = new ArrayList<>();
    private volatile boolean nobodyAtTheAddress;

    Talk(RestExamples examples) {
        this.examples = examples;
    }

    RestExamples examples() {
        return examples;
    }

    /**
     * While {@code web} itself is stopped there is nobody of ours at the address: the server below it answers in its own words, or a request
     * ends in the middle. An answer is excused only when its request met that window.
     */
    void nobodyAtTheAddress(boolean so) {
        nobodyAtTheAddress = so;
    }

    Reply get(String role, String path) throws InterruptedException {
        return send(role, "GET", path, "");
    }

    Reply post(String role, String path) throws InterruptedException {
        return send(role, "POST", path, "");
    }

    Reply send(String role, String method, String path, String body) throws InterruptedException {
        boolean excused = nobodyAtTheAddress;
        Reply reply;
        try {
            HttpResponse<byte[]> response = examples.send(role, method, path, body);
            reply = new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("").replaceFirst(" *;.*", ""),
                    new String(response.body(), StandardCharsets.UTF_8));
        } catch (IOException nobody) {
            reply = new Reply(0, "", nobody.toString());
        }
        excused |= nobodyAtTheAddress;
        boolean fault = reply.status() >= 500 && reply.status() != 503;
        if (!excused && (fault || !reply.isInWords())) {
            synchronized (bad) {
                bad.add(method + " " + path + ": " + reply);
            }
        }
        return reply;
    }

    /** The same for a thread that nobody interrupts. */
    Reply sent(String role, String path) {
        try {
            return post(role, path);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Reply(0, "", "interrupted");
        }
    }

    /** The visit of a pump that stands open, else a new one; empty when there can be none now. */
    Optional<String> visit(String pump) throws InterruptedException {
        Reply visits = get(Scene.PROGRAMMER, pump + "/visits");
        if (!visits.isDone()) {
            return Optional.empty();
        }
        JsonArray all = (JsonArray) Json.parse(visits.text().getBytes(StandardCharsets.UTF_8));
        Optional<String> open = all.objects().stream()
                .filter(each -> each.flag("open"))
                .map(each -> each.string("id"))
                .findFirst();
        if (open.isPresent()) {
            return open;
        }
        Reply opened = post(Scene.PROGRAMMER, pump + "/visits");
        return opened.isDone() ? Optional.of(opened.object().string("id")) : Optional.empty();
    }

    /** Every answer that must not be. */
    List<String> bad() {
        synchronized (bad) {
            return List.copyOf(bad);
        }
    }
}
