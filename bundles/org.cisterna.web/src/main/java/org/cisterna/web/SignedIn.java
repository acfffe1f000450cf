// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Session;

/**
 * Who is asking: put on a request by sign-in, read by whoever answers it. Below {@link Address#API} and {@link Address#LEDGER} that is the bearer of
 * a token and never a session; everywhere else it is the person whose session the browser's cookie names, and never the bearer of a token.
 *
 * <p>For pages sign-in refuses nobody: a page that needs somebody looks here and sends the browser to {@code /sign-in}. What it has refused before
 * a page sees it, is every request that could change something (any method but GET, HEAD and OPTIONS) and came from another site, lacks the form's
 * token ({@link #FORM_TOKEN}) while there is a session, or belongs to a locked session and is neither {@link #UNLOCK} nor {@link #SIGN_OUT}.
 */
public final class SignedIn {

    /** Name of the form field that carries {@link Session#formToken()} back; scripts may send the header {@link #FORM_TOKEN_HEADER} instead. */
    public static final String FORM_TOKEN = "_token";

    /** Name of the header by which scripts send {@link Session#formToken()}. */
    public static final String FORM_TOKEN_HEADER = "Cisterna-Token";

    /**
     * Name of the header by which scripts mark what a page fetches by itself, with any value: it is no use of the session, which so still locks when
     * nobody is there. {@link #EVENTS} never is.
     */
    public static final String BACKGROUND_HEADER = "Cisterna-Background";

    /** Address of the stream of events. */
    public static final String EVENTS = "/events";

    /** Address of the page, and of its form, that unlocks. */
    public static final String UNLOCK = "/unlock";

    /** Address of the page and form that sign in. */
    public static final String SIGN_IN = "/sign-in";

    /** Address of the form that signs out. */
    public static final String SIGN_OUT = "/sign-out";

    private static final String IDENTIFIED = "org.cisterna.web.identified";
    private static final String SESSION = "org.cisterna.web.session";

    private SignedIn() {}

    /** Whoever sign-in recognised; empty where nobody is, or where nobody needs to be. Ask {@link #isLocked} before showing patients. */
    public static Optional<Identified> of(HttpServletRequest request) {
        return request.getAttribute(IDENTIFIED) instanceof Identified identified
                ? Optional.of(identified)
                : Optional.empty();
    }

    /** The session of the request, for pages; locked ones too. */
    public static Optional<Session> session(HttpServletRequest request) {
        return request.getAttribute(SESSION) instanceof Session session ? Optional.of(session) : Optional.empty();
    }

    /** Whether the request's session is locked: then a page shows no patient reference, and offers {@link #UNLOCK}. */
    public static boolean isLocked(HttpServletRequest request) {
        return session(request).map(Session::locked).orElse(false);
    }

    /** Puts the bearer of a token on the request; for sign-in. */
    public static void put(HttpServletRequest request, Identified identified) {
        request.setAttribute(IDENTIFIED, identified);
    }

    /** Puts a session and its person on the request; for sign-in. */
    public static void put(HttpServletRequest request, Session session) {
        request.setAttribute(SESSION, session);
        request.setAttribute(IDENTIFIED, session.identified());
    }
}
