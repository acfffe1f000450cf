// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.web.SessionCookie;
import org.cisterna.web.SignedIn;

/** Who asks, as sign-in put it on the request. */
final class Visitors {

    private static final int MOST = 300;

    private Visitors() {}

    static Optional<Asked.Visitor> of(HttpServletRequest request) {
        return SignedIn.session(request)
                .map(session -> new Asked.Visitor(session.identified(), session.formToken(), session.locked()));
    }

    static Asked.Browser browser(HttpServletRequest request) {
        String name = Objects.requireNonNullElse(request.getHeader("User-Agent"), "an unnamed browser");
        String from = (name.length() > MOST ? name.substring(0, MOST) : name) + " from " + request.getRemoteAddr();
        return new Asked.Browser(SessionCookie.read(request), from, Themes.of(request));
    }
}
