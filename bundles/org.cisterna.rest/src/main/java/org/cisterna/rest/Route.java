// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * One address of the interface.
 *
 * @param method GET, POST or PUT
 * @param pattern below the servlet, with places in braces
 * @param summary one sentence for the description
 * @param request name of the request body's schema, when it takes a body
 * @param status of a good answer
 * @param response name of the response body's schema
 * @param query what may stand in the query; anything else is refused
 * @param handler what it does
 */
record Route(
        String method,
        String pattern,
        String summary,
        Optional<String> request,
        int status,
        String response,
        List<Parameter> query,
        Handler handler) {

    /**
     * A parameter of the query; none is required.
     *
     * @param name as it stands in the address
     * @param schema its type and bounds in JSON Schema
     * @param description what it means, and what holds without it
     */
    record Parameter(String name, JsonObject schema, String description) {

        private static final long LARGEST_IN_JSON = (1L << 53) - 1;

        /** A text. */
        static Parameter text(String name, int longest, String description) {
            return new Parameter(
                    name,
                    Json.object()
                            .put("type", "string")
                            .put("maxLength", longest)
                            .build(),
                    description);
        }

        /** One of some words. */
        static Parameter choice(String name, List<String> words, String description) {
            return new Parameter(
                    name,
                    Json.object()
                            .put("type", "string")
                            .put(
                                    "enum",
                                    Json.array(words.stream().map(Json::text).toList()))
                            .build(),
                    description);
        }

        /** A whole number within bounds; an upper one that no number of JSON reaches is left to the refusal. */
        static Parameter number(String name, long least, long most, String description) {
            JsonObject.Builder schema = Json.object().put("type", "integer").put("minimum", least);
            if (most <= LARGEST_IN_JSON) {
                schema.put("maximum", most);
            }
            return new Parameter(name, schema.build(), description);
        }

        /** An instant of house time. */
        static Parameter instant(String name, String description) {
            return new Parameter(
                    name,
                    Json.object()
                            .put("type", "string")
                            .put("format", "date-time")
                            .build(),
                    description);
        }
    }

    /** The same, with what may stand in its query. */
    Route asking(Parameter... parameters) {
        return new Route(method, pattern, summary, request, status, response, List.of(parameters), handler);
    }

    /** What a route does. */
    @FunctionalInterface
    interface Handler {
        Result handle(Call call) throws Call.Refusal;
    }

    static Route get(String pattern, String summary, String response, Handler handler) {
        return new Route("GET", pattern, summary, Optional.empty(), 200, response, List.of(), handler);
    }

    static Route post(String pattern, String summary, String request, int status, String response, Handler handler) {
        return new Route(
                "POST",
                pattern,
                summary,
                request.isEmpty() ? Optional.empty() : Optional.of(request),
                status,
                response,
                List.of(),
                handler);
    }

    /** What stands in the places, when the segments of a path fit those of a pattern. */
    static Optional<Map<String, String>> places(List<String> wanted, List<String> segments) {
        if (wanted.size() != segments.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!isPlace(wanted.get(i)) && !wanted.get(i).equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String want = wanted.get(i);
            if (isPlace(want)) {
                places.put(want.substring(1, want.length() - 1), segments.get(i));
            }
        }
        return Optional.of(places);
    }

    private static boolean isPlace(String segment) {
        return segment.startsWith("{");
    }

    /** The parts between slashes. */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end > start) {
                segments.add(path.substring(start, end));
            }
            start = end + 1;
        }
        return segments;
    }
}
