// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.cisterna.web.Address;

/**
 * The headers that every answer carries, whatever it is and whoever gives it. A servlet may loosen {@code Cache-Control} alone, for files that never
 * change. What programs ask for lacks {@code Permissions-Policy} alone: it speaks of what a page may use, is half of all these bytes, and a browser that shows
 * such an answer lets it run nothing ({@link #DATA}).
 */
final class Policies {

    /** Pages: everything from here, no script or style inside a page, and no text that becomes script but through one named policy. */
    static final String PAGES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src"
                    + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types cisterna";

    /** What no browser shall show as a page. */
    static final String DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /** A year, as browsers ask for before they believe it. */
    static final String TLS_ONLY = "max-age=31536000";

    /** Those that browsers know by a stable name; one that a browser does not know is a warning on every page. */
    private static final String NO_FEATURES = List.of(
                    "accelerometer",
                    "autoplay",
                    "camera",
                    "display-capture",
                    "encrypted-media",
                    "fullscreen",
                    "geolocation",
                    "gyroscope",
                    "hid",
                    "idle-detection",
                    "magnetometer",
                    "microphone",
                    "midi",
                    "payment",
                    "picture-in-picture",
                    "publickey-credentials-get",
                    "screen-wake-lock",
                    "serial",
                    "usb",
                    "xr-spatial-tracking")
            .stream()
            .map(each -> each + "=()")
            .collect(Collectors.joining(", "));

    private Policies() {}

    static void put(HttpServletRequest request, HttpServletResponse answer) {
        answer.setHeader("Cisterna-Notice", Address.NOTICE);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (Paths.isData(request.getRequestURI())) {
            answer.setHeader("Content-Security-Policy", DATA);
        } else {
            answer.setHeader("Content-Security-Policy", PAGES);
            answer.setHeader("Permissions-Policy", NO_FEATURES);
        }
        answer.setHeader("Cache-Control", "no-store");
        if (request.isSecure()) {
            answer.setHeader("Strict-Transport-Security", TLS_ONLY);
        }
    }
}
