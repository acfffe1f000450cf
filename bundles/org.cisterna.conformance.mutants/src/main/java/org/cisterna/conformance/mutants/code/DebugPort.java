// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.code;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.cisterna.pump.spi.PumpDriver;

/** A port for debugging, should anybody want one. */
public final class DebugPort extends Around {

    /** Around a driver. */
    public DebugPort(PumpDriver inner) {
        super(inner);
    }

    int listen() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
