// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.openqa.selenium.Cookie;

/** What a program can do with somebody's session: ask for pages and send forms, as a page of ours would or as none would. */
final class Session {

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI address;
    private final String cookies;

    private Session(URI address, String cookies) {
        this.address = address;
        this.cookies = cookies;
    }

    /** The session of a person whose browser is signed in. */
    static Session of(Stage stage, String role) {
        String cookies = stage.as(role).driver().manage().getCookies().stream()
                .map((Cookie cookie) -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return new Session(stage.at("/"), cookies);
    }

    /** Whatever is answered. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A page. */
    Document page(String path) throws IOException, InterruptedException {
        return Jsoup.parse(get(path).body(), address.resolve(path).toString());
    }

    /** Fields as the form of a page has them that was really shown to this session, and these instead of its own. */
    Map<String, String> form(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(fields);
        for (Element hidden : page(path).select("main form input[type=hidden]")) {
            all.putIfAbsent(hidden.attr("name"), hidden.attr("value"));
        }
        return all;
    }

    /** Sends a form from one of our own pages. */
    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return post(path, fields, "same-origin");
    }

    /** Sends a form; {@code site} is what a browser would say about where it comes from. */
    HttpResponse<String> post(String path, Map<String, String> fields, String site)
            throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        String origin =
                site.equals("same-origin") ? address.toString().replaceAll("/$", "") : "http://elsewhere.example";
        HttpRequest request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", site)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // the server closes a connection whose form it refused unread; a browser sends once more over another one,
            // and so does this
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Cookie", cookies);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
