// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A request a connection, on loopback, as plain as it gets: asking must not cost what is measured. */
final class Http {

    static final int GOOD = 200;
    static final int NOBODY = -1;

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 30_000;

    private Http() {}

    /** Status of an answer; {@link #NOBODY} when none came. */
    static int status(int port, String path) {
        try {
            return ask(port, "GET", path, "", "").status();
        } catch (IOException notYet) {
            return NOBODY;
        }
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param location where it points to, or nothing
     * @param cookie name and value of the cookie that it set, or nothing
     * @param body as text
     */
    record Answer(int status, String location, String cookie, String body) {}

    /** Signs in on the page for it; gives name and value of the session's cookie. */
    static String signIn(int port, String account, String password) throws IOException {
        String form = "account=" + account + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
        Answer answer = ask(
                port,
                "POST",
                "/sign-in",
                "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://127.0.0.1:" + port + "\r\n",
                form.getBytes(StandardCharsets.UTF_8));
        if (answer.cookie().isEmpty()) {
            throw new IOException(account + " could not sign in: status " + answer.status() + ", " + answer.body());
        }
        return answer.cookie();
    }

    static Answer ask(int port, String method, String path, String token, String json) throws IOException {
        String headers = (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                + (method.equals("GET") ? "" : "Content-Type: application/json\r\n");
        return ask(port, method, path, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer ask(int port, String method, String path, String headers, byte[] body) throws IOException {
        StringBuilder request = new StringBuilder()
                .append(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n");
        request.append(headers);
        if (!method.equals("GET")) {
            request.append("Content-Length: " + body.length + "\r\n");
        }
        request.append("\r\n");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.setTcpNoDelay(true);
            byte[] head = request.toString().getBytes(StandardCharsets.UTF_8);
            byte[] whole = new byte[head.length + body.length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(body, 0, whole, head.length, body.length);
            socket.getOutputStream().write(whole);
            return read(socket);
        }
    }

    private static Answer read(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null || !line.matches("HTTP/1\\.1 [0-9]{3}.*")) {
            throw new IOException("no answer of HTTP: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        String location = "";
        String cookie = "";
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            if (header.regionMatches(true, 0, "Location:", 0, 9)) {
                location = header.substring(9).strip();
            } else if (header.regionMatches(true, 0, "Set-Cookie:", 0, 11)) {
                cookie = header.substring(11).strip().replaceAll(";.*", "");
            }
        }
        StringBuilder body = new StringBuilder();
        char[] buffer = new char[8_192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            body.append(buffer, 0, count);
        }
        return new Answer(status, location, cookie, body.toString());
    }

    /** A port that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return probe.getLocalPort();
        }
    }
}
