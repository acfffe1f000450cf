// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;

/** The description of the interface in OpenAPI 3.1, made from the table of routes, so that it cannot describe another one. */
final class OpenApi {

    private OpenApi() {}

    static JsonObject describe(List<Route> routes) {
        Map<String, JsonObject.Builder> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(Address.API + route.pattern(), pattern -> Json.object())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        JsonObject.Builder pathsJson = Json.object();
        paths.forEach((pattern, operations) -> pathsJson.put(pattern, operations.build()));
        return Json.object()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        Json.object()
                                .put("title", "Cisterna")
                                .put("version", "1.0.0")
                                .put(
                                        "description",
                                        Address.NOTICE
                                                + " A quantity is a string with its unit; a bare number is refused.")
                                .build())
                .put("paths", pathsJson.build())
                .put(
                        "components",
                        Json.object()
                                .put("schemas", Schemas.all())
                                .put(
                                        "securitySchemes",
                                        Json.object()
                                                .put(
                                                        "token",
                                                        Json.object()
                                                                .put("type", "http")
                                                                .put("scheme", "bearer")
                                                                .build())
                                                .build())
                                .build())
                .build();
    }

    private static JsonObject operation(Route route) {
        JsonObject.Builder operation = Json.object()
                .put("summary", route.summary())
                .put("operationId", operationId(route))
                .put("parameters", Json.array(parameters(route)))
                .put(
                        "responses",
                        Json.object()
                                .put(
                                        String.valueOf(route.status()),
                                        Json.object()
                                                .put("description", "Done.")
                                                .put("content", content(mediaType(route), route.response()))
                                                .build())
                                .put(
                                        "default",
                                        Json.object()
                                                .put("description", "Refused; nothing was changed.")
                                                .put("content", content(Problem.MEDIA_TYPE, "Problem"))
                                                .build())
                                .build());
        route.request()
                .ifPresent(name -> operation.put(
                        "requestBody",
                        Json.object()
                                .put("required", true)
                                .put("content", content("application/json", name))
                                .build()));
        if (!route.pattern().equals("/openapi.json")) {
            operation.put(
                    "security",
                    Json.array(List.of(
                            Json.object().put("token", Json.array(List.of())).build())));
        }
        return operation.build();
    }

    private static List<JsonObject> parameters(Route route) {
        List<JsonObject> parameters = new ArrayList<>();
        for (String segment : Route.segments(route.pattern())) {
            if (segment.startsWith("{")) {
                parameters.add(Json.object()
                        .put("name", segment.substring(1, segment.length() - 1))
                        .put("in", "path")
                        .put("required", true)
                        .put("schema", Json.object().put("type", "string").build())
                        .build());
            }
        }
        for (Route.Parameter each : route.query()) {
            parameters.add(Json.object()
                    .put("name", each.name())
                    .put("in", "query")
                    .put("required", false)
                    .put("description", each.description())
                    .put("schema", each.schema())
                    .build());
        }
        return parameters;
    }

    private static String mediaType(Route route) {
        return List.of(ViewRoutes.EXPORT, IncidentRoutes.INCIDENT).contains(route.response())
                ? ViewRoutes.EXPORT_MEDIA_TYPE
                : "application/json";
    }

    private static JsonObject content(String mediaType, String schema) {
        return Json.object()
                .put(
                        mediaType,
                        Json.object()
                                .put(
                                        "schema",
                                        Json.object()
                                                .put("$ref", "#/components/schemas/" + schema)
                                                .build())
                                .build())
                .build();
    }

    private static String operationId(Route route) {
        StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
        for (String segment : Route.segments(route.pattern())) {
            String plain = segment.replaceAll("[^A-Za-z]", "");
            id.append(plain.substring(0, 1).toUpperCase(Locale.ROOT)).append(plain.substring(1));
        }
        return id.toString();
    }
}
