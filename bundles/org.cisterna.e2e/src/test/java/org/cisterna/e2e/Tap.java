// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pipe between a browser and the platform that a test can shut: what flows is cut off, and whoever comes is refused, as when a cable is pulled. Blocking
 * requests inside the browser would leave a stream that is already open as it is.
 */
final class Tap implements AutoCloseable {

    private final URI to;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private volatile boolean shut;

    /** Opens one. */
    Tap(URI to) throws IOException {
        this.to = to;
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.port = server.getLocalPort();
        accept(server);
    }

    /** Where it stands. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Shuts it: everything that is open breaks off, and nobody comes in. */
    void shut() throws IOException {
        // it keeps its port, which another program could have taken by the time it is opened again
        shut = true;
        for (Socket each : open) {
            each.close();
        }
        open.clear();
    }

    /** Opens it again. */
    void reopen() {
        shut = false;
    }

    private void accept(ServerSocket from) {
        start(() -> {
            while (!from.isClosed()) {
                Socket here = from.accept();
                if (shut) {
                    here.setSoLinger(true, 0);
                    here.close();
                    continue;
                }
                Socket there = new Socket(InetAddress.getLoopbackAddress(), to.getPort());
                open.add(here);
                open.add(there);
                if (shut) {
                    // came in while it was being shut
                    end(here, there);
                }
                start(() -> pump(here, there));
                start(() -> pump(there, here));
            }
        });
    }

    private void pump(Socket from, Socket into) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream()) {
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                out.write(bytes, 0, n);
                out.flush();
            }
        } finally {
            end(from, into);
        }
    }

    private void end(Socket one, Socket other) throws IOException {
        open.remove(one);
        open.remove(other);
        one.close();
        other.close();
    }

    /** Something that ends when a socket is closed under it. */
    private interface Flow {
        void run() throws IOException;
    }

    private static void start(Flow flow) {
        Thread thread = new Thread(
                () -> {
                    try {
                        flow.run();
                    } catch (IOException shut) {
                        // that is how each of them ends: either side was closed, by its owner or by the test
                        Thread.currentThread().interrupt();
                    }
                },
                "tap");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            shut();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the pipe cannot be shut", e);
        }
    }
}
