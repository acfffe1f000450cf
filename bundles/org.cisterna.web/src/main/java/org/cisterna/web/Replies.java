// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cisterna.canonical.Json;

/** Writes answers. Each sets status, media type and length, and writes the whole body. */
public final class Replies {

    private Replies() {}

    /** JSON, in canonical form. */
    public static void json(HttpServletResponse response, int status, Json body) throws IOException {
        bytes(response, status, "application/json", body.canonicalBytes());
    }

    /** A problem. */
    public static void problem(HttpServletResponse response, Problem problem) throws IOException {
        if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"cisterna\"");
        }
        bytes(response, problem.status(), Problem.MEDIA_TYPE, problem.toJson().canonicalBytes());
    }

    /** Plain text. */
    public static void text(HttpServletResponse response, int status, String body) throws IOException {
        bytes(response, status, "text/plain;charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of a media type. */
    public static void bytes(HttpServletResponse response, int status, String mediaType, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
