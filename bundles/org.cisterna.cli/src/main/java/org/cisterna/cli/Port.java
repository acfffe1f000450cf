// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a port of an address can be had. */
final class Port {

    private Port() {}

    /** The port itself, when it is free; a free one for 0. */
    static int free(InetAddress address, int wanted) throws Refused {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, wanted));
            return probe.getLocalPort();
        } catch (IOException taken) {
            throw Refused.usage(
                    "port " + wanted + " of " + address.getHostAddress() + " cannot be had (" + taken.getMessage()
                            + "); stop what uses it, or choose another with --port N (0 takes any free one)");
        }
    }
}
