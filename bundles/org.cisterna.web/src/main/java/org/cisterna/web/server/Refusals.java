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
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%1$s – Cisterna</title>
            <link rel="stylesheet" href="%2$s">
            </head>
            <body>
            <aside class="band" aria-label="%3$s"><strong>%3$s</strong></aside>
            <header class="top"><a class="brand" href="/">Cisterna</a></header>
            <main id="main">
            <h1>%1$s</h1>
            <p>%4$s</p>
            <p><a class="button" href="/">To the start</a></p>
            </main>
            <footer class="foot"><p>%3$s Said by the platform itself, which needs none of its other parts for that. Status %5$d, code %6$s.</p></footer>
            </body>
            </html>
            """,
                escaped(problem.title()),
                StyleServlet.ADDRESS,
                Address.NOTICE,
                escaped(sentence(problem.detail())),
                problem.status(),
                escaped(problem.code()));
    }

    private static String sentence(String words) {
        String whole = words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return whole.endsWith(".") ? whole : whole + ".";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
