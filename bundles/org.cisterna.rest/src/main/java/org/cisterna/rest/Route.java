// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One address of the interface.
 *
 * @param method GET, POST or PUT
 * @param pattern below the servlet, with places in braces
 * @param summary one sentence for the description
 * @param request name of the request body's schema, when it takes a body
 * @param status of a good answer
 * @param response name of the response body's schema
 * @param handler what it does
 */
record Route(
        String method,
        String pattern,
        String summary,
        Optional<String> request,
        int status,
        String response,
        Handler handler) {

    /** What a route does. */
    @FunctionalInterface
    interface Handler {
        Result handle(Call call) throws Call.Refusal;
    }

    static Route get(String pattern, String summary, String response, Handler handler) {
        return new Route("GET", pattern, summary, Optional.empty(), 200, response, handler);
    }

    static Route post(String pattern, String summary, String request, int status, String response, Handler handler) {
        return new Route(
                "POST",
                pattern,
                summary,
                request.isEmpty() ? Optional.empty() : Optional.of(request),
                status,
                response,
                handler);
    }

    /** What stands in the places, when a path fits the pattern. */
    Optional<Map<String, String>> places(List<String> segments) {
        List<String> wanted = segments(pattern);
        if (wanted.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String want = wanted.get(i);
            if (want.startsWith("{")) {
                places.put(want.substring(1, want.length() - 1), segments.get(i));
            } else if (!want.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(places);
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
