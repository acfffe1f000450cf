// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cisterna.therapy.Session;
import org.cisterna.web.Problem;
import org.cisterna.web.SignedIn;
import org.jspecify.annotations.Nullable;

/** What a browser sends to change something: from a page of ours, of this very session, which is not locked, and not too much. */
final class Submission {

    /** The most bytes of a form. */
    static final int MOST_BYTES = 64 * 1024;

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String TITLE = "Refused; nothing was changed";

    private Submission() {}

    static boolean isSafe(HttpServletRequest asked) {
        return SAFE.contains(asked.getMethod());
    }

    /** Why it is refused; empty when it is not. */
    static Optional<Problem> problem(HttpServletRequest asked, Optional<Session> session) {
        String path = asked.getRequestURI();
        if (asked.getContentLengthLong() > MOST_BYTES) {
            return Optional.of(Problem.of(
                    413, "FORM_TOO_LARGE", TITLE, "what was sent is larger than " + MOST_BYTES + " bytes; send less"));
        }
        if (asked.getContentLengthLong() < 0 && asked.getHeader("Transfer-Encoding") != null) {
            return Optional.of(Problem.of(
                    411,
                    "LENGTH_MISSING",
                    TITLE,
                    "a form says how long it is (Content-Length); browsers do so by themselves"));
        }
        if (!isFromHere(asked)) {
            return Optional.of(Problem.of(
                    403,
                    "CROSS_SITE",
                    TITLE,
                    "the request does not come from a page of this address. Open the page here and do it again"));
        }
        if (session.isEmpty()) {
            return Optional.empty();
        }
        if (session.get().locked() && !Paths.opensLocked(path)) {
            return Optional.of(Problem.of(
                    403,
                    "SESSION_LOCKED",
                    TITLE,
                    "the session is locked because nobody used it for a while. Unlock it with your password at "
                            + SignedIn.UNLOCK + ", and send it again"));
        }
        if (!Paths.isSignIn(path)) {
            return token(asked, session.get());
        }
        return Optional.empty();
    }

    private static Optional<Problem> token(HttpServletRequest asked, Session session) {
        @Nullable String sent;
        try {
            sent = sentToken(asked);
        } catch (RuntimeException unreadable) { // each server has its own for a form that it cannot read
            return Optional.of(
                    Problem.of(
                            400,
                            "FORM_UNREADABLE",
                            TITLE,
                            "the form that was sent cannot be read, or has too many fields. Open the page again and fill it in anew"));
        }
        boolean right = sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8),
                        session.formToken().getBytes(StandardCharsets.UTF_8));
        return right
                ? Optional.empty()
                : Optional.of(Problem.of(
                        403,
                        "FORM_TOKEN_WRONG",
                        TITLE,
                        "the page is not of this session: somebody has signed in or out here since it was opened. Open it again"
                                + " and fill it in anew"));
    }

    /** The token as a script or as a form sends it; one in the address is none, for addresses are written down in many places. */
    private static @Nullable String sentToken(HttpServletRequest asked) {
        String header = asked.getHeader(SignedIn.FORM_TOKEN_HEADER);
        if (header != null) {
            return header;
        }
        String type = asked.getContentType();
        String query = asked.getQueryString();
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
        boolean inAddress = query != null && query.contains(SignedIn.FORM_TOKEN);
        if (!form || inAddress) {
            return null;
        }
        String[] values = asked.getParameterValues(SignedIn.FORM_TOKEN);
        return values != null && values.length == 1 ? values[0] : null;
    }

    /** By what every current browser says of where a request comes from; by the origin, for one that does not. */
    private static boolean isFromHere(HttpServletRequest asked) {
        String site = asked.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = asked.getHeader("Origin");
        String host = asked.getHeader("Host");
        return origin != null
                && host != null
                && origin.equalsIgnoreCase((asked.isSecure() ? "https://" : "http://") + host);
    }
}
