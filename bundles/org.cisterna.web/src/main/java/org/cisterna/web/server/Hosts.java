// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names of the address are believed: those of the loopback address, and those that it was configured with. A page of somebody else that makes a
 * browser's name server point at this machine would send another name, and is refused.
 */
final class Hosts {

    /** Framework property with further names, separated by commas. */
    static final String PROPERTY = "cisterna.hosts";

    private static final Pattern SIX = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*]");
    private static final NavigableSet<String> LOOPBACK =
            new TreeSet<>(Arrays.asList("127.0.0.1", "localhost", normal("[::1]")));

    private final NavigableSet<String> names;

    private Hosts(NavigableSet<String> names) {
        this.names = names;
    }

    static Hosts of(@Nullable String further) {
        NavigableSet<String> names = new TreeSet<>(LOOPBACK);
        if (further != null) {
            Arrays.stream(further.split(",", -1))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(Hosts::normal)
                    .forEach(names::add);
        }
        return new Hosts(names);
    }

    /** Whether a {@code Host} header names this machine. */
    boolean isBelieved(String hostHeader) {
        int colon = hostHeader.lastIndexOf(':');
        boolean hasPort = colon > hostHeader.lastIndexOf(']');
        String name = hasPort ? hostHeader.substring(0, colon) : hostHeader;
        return names.contains(name) || names.contains(normal(name));
    }

    /** In lower case, and an address of version 6 in one of the many ways to write it. */
    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!SIX.matcher(lower).matches()) {
            return lower;
        }
        try {
            return "[" + InetAddress.getByName(lower).getHostAddress()
                    + "]"; // an address in brackets is never looked up
        } catch (UnknownHostException malformed) {
            return lower;
        }
    }

    String words() {
        return String.join(" or ", names);
    }

    /** Whether a numeric address, of the end of a connection, is one of this machine only. */
    static boolean isLoopback(@Nullable String address) {
        if (address == null) {
            return false;
        }
        String plain = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
        return plain.startsWith("127.")
                || plain.equals("::1")
                || plain.equals("0:0:0:0:0:0:0:1")
                || plain.startsWith("::ffff:127.");
    }
}
