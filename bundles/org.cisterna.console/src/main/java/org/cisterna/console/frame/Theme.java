// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.util.Arrays;
import java.util.Locale;

/** How pages look. The choice is kept by the browser, in a cookie that says nothing else; paper is always light. */
public enum Theme {
    /** As the system of whoever looks. */
    SYSTEM,
    /** Light. */
    LIGHT,
    /** Dark. */
    DARK;

    /** Name of the cookie. */
    public static final String COOKIE = "cisterna-theme";

    /** The name in forms, in the cookie and in the page. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The theme of this name; that of the system for any other text. */
    public static Theme of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElse(SYSTEM);
    }
}
