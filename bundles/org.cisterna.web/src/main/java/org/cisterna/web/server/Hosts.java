// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import java.util.Set;

/**
 * Which names of the address are believed. A page of somebody else that makes a browser's name server point at this machine would send another
 * name, and is refused.
 */
final class Hosts {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private Hosts() {}

    /** Whether a {@code Host} header names this machine's loopback address. */
    static boolean isBelieved(String hostHeader) {
        int colon = hostHeader.lastIndexOf(':');
        boolean hasPort = colon > hostHeader.lastIndexOf(']');
        String name = hasPort ? hostHeader.substring(0, colon) : hostHeader;
        return LOOPBACK.contains(name.toLowerCase(java.util.Locale.ROOT));
    }
}
