// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.cisterna.console.frame.Theme;

/** The cookie by which a browser keeps how pages look: a year, for this site alone, read by no script. It opens nothing. */
final class Themes {

    private static final long YEAR_SECONDS = 31_536_000;

    private Themes() {}

    static Theme of(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(each -> each.getName().equals(Theme.COOKIE))
                .map(Cookie::getValue)
                .findFirst()
                .map(Theme::of)
                .orElse(Theme.SYSTEM);
    }

    static void set(HttpServletRequest request, HttpServletResponse response, Theme theme) {
        response.addHeader(
                "Set-Cookie",
                Theme.COOKIE + "=" + theme.text() + "; Max-Age=" + (theme == Theme.SYSTEM ? 0 : YEAR_SECONDS)
                        + "; Path=/; HttpOnly; SameSite=Strict" + (request.isSecure() ? "; Secure" : ""));
    }
}
