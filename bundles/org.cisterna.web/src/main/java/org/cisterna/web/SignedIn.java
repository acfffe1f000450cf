// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.cisterna.therapy.Identified;

/** Who is asking: put on a request by sign-in, read by whoever answers it. */
public final class SignedIn {

    private static final String ATTRIBUTE = "org.cisterna.web.identified";

    private SignedIn() {}

    /** Whoever sign-in recognised; empty where nobody needs to be. */
    public static Optional<Identified> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Identified identified
                ? Optional.of(identified)
                : Optional.empty();
    }

    /** Puts the one who asks on the request; for sign-in. */
    public static void put(HttpServletRequest request, Identified identified) {
        request.setAttribute(ATTRIBUTE, identified);
    }
}
