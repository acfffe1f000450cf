// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonBoolean;
import org.cisterna.canonical.JsonNumber;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;

/** Runs the examples of a page: each block marked {@code rest} is a request with what its answer must be. */
public final class RestExamples {

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI address;
    private final Map<String, JsonObject> people;
    private final Map<String, String> kept = new HashMap<>();
    private Optional<Described> described = Optional.empty();

    /** Told to an address, by these people. */
    public RestExamples(URI address, Map<String, JsonObject> people) {
        this.address = address;
        this.people = people;
    }

    /** The blocks of a page, in order. */
    static List<List<String>> blocks(Path page) throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(page)) {
            if (line.equals("```rest")) {
                block = new ArrayList<>();
            } else if (line.equals("```") && block != null) {
                blocks.add(block);
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return blocks;
    }

    /** What a name was kept for. */
    String kept(String name) {
        return Optional.ofNullable(kept.get(name)).orElseThrow(() -> new AssertionError("nothing was kept as " + name));
    }

    void run(List<String> block) throws IOException, InterruptedException {
        String role = block.get(0).substring("as ".length());
        String[] request = block.get(1).split(" ", 2);
        int next = 2;
        String body = "";
        if (block.get(next).startsWith("{") || block.get(next).startsWith("[")) {
            body = filled(block.get(next), role, UnaryOperator.identity());
            next++;
        }
        String path = filled(request[1], role, RestExamples::encoded);
        HttpResponse<byte[]> response = send(role, request[0], path, body);
        String answer = new String(response.body(), StandardCharsets.UTF_8);
        String where = String.join(" / ", block) + "\nanswered " + response.statusCode() + " " + answer + "\n";
        if (path.startsWith("/api/v1/")) {
            List<String> faults =
                    described().faults(request[0], response.uri(), response.statusCode(), Json.parse(response.body()));
            require(faults.isEmpty(), where + "is not as it is described: " + faults);
        }
        for (String line : block.subList(next, block.size())) {
            check(line, response, where);
        }
    }

    private Described described() throws IOException, InterruptedException {
        if (described.isEmpty()) {
            described = Optional.of(new Described((JsonObject)
                    Json.parse(send("nobody", "GET", "/api/v1/openapi.json", "").body())));
        }
        return described.get();
    }

    private void check(String line, HttpResponse<byte[]> response, String where) {
        if (line.startsWith("status ")) {
            require(response.statusCode() == Integer.parseInt(line.substring("status ".length())), where + line);
            return;
        }
        Json answer = Json.parse(response.body());
        if (line.startsWith("expect ")) {
            String[] parts = line.substring("expect ".length()).split(" = ", 2);
            require(at(answer, parts[0]).equals(Optional.of(parts[1])), where + line + ", was " + at(answer, parts[0]));
        } else if (line.startsWith("keep ")) {
            String[] parts = line.substring("keep ".length()).split(" = ", 2);
            kept.put(
                    parts[0],
                    at(answer, parts[1]).orElseThrow(() -> new AssertionError(where + "there is no " + parts[1])));
        } else if (line.startsWith("absent ")) {
            require(at(answer, line.substring("absent ".length())).isEmpty(), where + line);
        } else {
            throw new AssertionError("not understood: " + line);
        }
    }

    private static void require(boolean good, String words) {
        if (!good) {
            throw new AssertionError(words);
        }
    }

    /** One request of somebody. */
    public HttpResponse<byte[]> send(String role, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
        if (!role.equals("nobody")) {
            request.header("Authorization", "Bearer " + person(role).string("token"));
        }
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** What somebody of this role signs with. */
    String password(String role) {
        return person(role).string("password");
    }

    private JsonObject person(String role) {
        return Optional.ofNullable(people.get(role)).orElseThrow(() -> new AssertionError("nobody is a " + role));
    }

    private String filled(String text, String role, UnaryOperator<String> encoding) {
        String filled = text;
        if (!role.equals("nobody")) {
            filled = filled.replace("{password}", person(role).string("password"));
        }
        for (Map.Entry<String, String> each : kept.entrySet()) {
            filled = filled.replace("{" + each.getKey() + "}", encoding.apply(each.getValue()));
        }
        return filled;
    }

    /** A text as one segment of a path. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<String> at(Json json, String path) {
        Json here = json;
        for (String part : path.split("\\.", -1)) {
            if (here instanceof JsonArray array && part.matches("[0-9]+")) {
                int index = Integer.parseInt(part);
                if (index >= array.size()) {
                    return Optional.empty();
                }
                here = array.values().get(index);
            } else if (here instanceof JsonObject object && object.get(part).isPresent()) {
                here = object.get(part).get();
            } else {
                return Optional.empty();
            }
        }
        if (here instanceof JsonString text) {
            return Optional.of(text.value());
        }
        if (here instanceof JsonNumber number) {
            return Optional.of(String.valueOf(number.value()));
        }
        if (here instanceof JsonBoolean bool) {
            return Optional.of(String.valueOf(bool.value()));
        }
        return Optional.of(here.canonicalText());
    }
}
