// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;

/** A refusal as its reader can read it: a page of words for people, a problem for programs. */
final class Refusals {

    private Refusals() {}

    static void write(HttpServletRequest asked, HttpServletResponse answer, Problem problem) throws IOException {
        String accept = asked.getHeader("Accept");
        if (accept != null && accept.contains("text/html") && !Paths.isData(asked.getRequestURI())) {
            Replies.bytes(
                    answer,
                    problem.status(),
                    "text/html;charset=utf-8",
                    page(problem).getBytes(StandardCharsets.UTF_8));
        } else {
            Replies.problem(answer, problem);
        }
    }

    private static String page(Problem problem) {
        return String.format(
                Locale.ROOT,
                """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s - Cisterna</title></head>
            <body><p>%s</p><main><h1>%s</h1><p>%s.</p><p><a href="/">To the start</a></p></main></body></html>
            """,
                escaped(problem.title()),
                Address.NOTICE,
                escaped(problem.title()),
                escaped(problem.detail()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
