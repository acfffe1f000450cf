// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import java.util.regex.Pattern;
import org.cisterna.web.Address;
import org.cisterna.web.SignedIn;

/** What kind of address a path is. */
final class Paths {

    private static final String FILES = "/a";
    private static final Pattern STOP = Pattern.compile("/pumps/[^/;.][^/;]*/[^/;.][^/;]*/stop(/check)?");

    private Paths() {}

    static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** The JSON interface and the ledger's files: for programs, which bear tokens. */
    static boolean isData(String path) {
        return isBelow(path, Address.API) || isBelow(path, Address.LEDGER);
    }

    /** Scripts, styles, fonts and pictures of the pages: the same for everybody. */
    static boolean isFile(String path) {
        return isBelow(path, FILES);
    }

    /** What may be sent while there is a session and without its token: a sign-in page may have been open since before. */
    static boolean isSignIn(String path) {
        return path.equals(SignedIn.SIGN_IN);
    }

    /** What may be sent from a locked session: what ends its lock, and a stop, which no password may stand in the way of. */
    static boolean opensLocked(String path) {
        return path.equals(SignedIn.UNLOCK)
                || path.equals(SignedIn.SIGN_OUT)
                || isSignIn(path)
                || STOP.matcher(path).matches();
    }
}
