// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.cisterna.pump.PumpId;

/** Addresses of the console. */
public final class Links {

    private Links() {}

    /** The page of a pump. */
    public static String pump(PumpId pump) {
        return "/pumps/" + segment(pump.manufacturer()) + "/" + segment(pump.serial());
    }

    /** A text as one segment of a path, or as a value of a query. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
