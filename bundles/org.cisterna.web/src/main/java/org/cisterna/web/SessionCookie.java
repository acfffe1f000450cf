// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * The browser's cookie with the secret of its session. Never readable by scripts, never sent along from another site, for the whole address, gone
 * when the browser is closed; over TLS by the name that browsers accept from this very host and over TLS only.
 */
public final class SessionCookie {

    /** Its name over TLS. */
    public static final String SECURE_NAME = "__Host-cisterna";

    /** Its name without TLS, which there is on this machine's loopback address only. */
    public static final String PLAIN_NAME = "cisterna";

    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";
    private static final int MOST_CHARACTERS = 64;

    private SessionCookie() {}

    /** The secret that the browser sent, whatever it is worth; empty when there is none or it has no such form. */
    public static Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        String name = name(request);
        Optional<String> found = Optional.empty();
        for (Cookie each : cookies) {
            if (each.getName().equals(name)) {
                if (found.isPresent()) {
                    return Optional.empty(); // somebody laid a second one: neither is believed
                }
                found = Optional.of(each.getValue());
            }
        }
        return found.filter(value -> value.length() <= MOST_CHARACTERS && !value.isEmpty());
    }

    /** Gives the browser the secret of a session that was opened or unlocked; replaces the one it has. */
    public static void set(HttpServletRequest request, HttpServletResponse response, String secret) {
        response.addHeader("Set-Cookie", name(request) + "=" + secret + ATTRIBUTES + secure(request));
    }

    /** Takes the secret from the browser; for the end of a session. */
    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Set-Cookie", name(request) + "=; Max-Age=0" + ATTRIBUTES + secure(request));
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? SECURE_NAME : PLAIN_NAME;
    }

    private static String secure(HttpServletRequest request) {
        return request.isSecure() ? "; Secure" : "";
    }
}
