// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Serves the good and bad pages on a free port of this machine. */
final class PageServer implements AutoCloseable {

    private final HttpServer server;

    private PageServer(HttpServer server) {
        this.server = server;
    }

    static PageServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/pages/", PageServer::answer);
        server.start();
        return new PageServer(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange;
                InputStream page = PageServer.class.getResourceAsStream(path)) {
            if (page == null || path.contains("..")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = page.readAllBytes();
            exchange.getResponseHeaders()
                    .set("Content-Type", path.endsWith(".css") ? "text/css" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    URI address(String page) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pages/" + page);
    }

    /** What a page is, as it is served. */
    static String source(String page) {
        try (InputStream bytes = PageServer.class.getResourceAsStream("/pages/" + page)) {
            if (bytes == null) {
                throw new IllegalArgumentException("there is no page " + page);
            }
            return new String(bytes.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + page, e);
        }
    }

    /** The names of the pages in a folder, without their ending. */
    static Set<String> pages(String folder) {
        Path path = Path.of(
                System.getProperty("cisterna.root"), "bundles/org.cisterna.e2e/src/test/resources/pages", folder);
        try (Stream<Path> files = Files.list(path)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString().replace(".html", "")));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path, e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
