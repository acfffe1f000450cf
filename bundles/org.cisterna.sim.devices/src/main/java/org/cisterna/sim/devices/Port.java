// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener on 127.0.0.1 with one worker for itself and one for each connection. Closing it ends them all. */
final class Port implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Port.class);
    private static final int MOST_CONNECTIONS = 256;
    private static final int PATIENCE_SECONDS = 5;

    private final String name;
    private final ServerSocket listener;
    private final Threads threads;
    private final TimeSource house;
    private final Conversation conversation;
    private final Map<Socket, Worker> connections = new ConcurrentHashMap<>();
    private final Worker acceptor;

    /** What is done with one connection, until it returns or throws. */
    @FunctionalInterface
    interface Conversation {
        void hold(Socket socket) throws IOException, InterruptedException;
    }

    Port(String name, int port, Conversation conversation, Threads threads, TimeSource house) throws IOException {
        this.name = name;
        this.threads = threads;
        this.house = house;
        this.conversation = conversation;
        this.listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            this.acceptor = threads.start(name, this::accept);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    int number() {
        return listener.getLocalPort();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (SocketException e) {
                if (listener.isClosed()) {
                    return;
                }
                throw e;
            }
            if (connections.size() >= MOST_CONNECTIONS) {
                LOG.warn("{} has {} connections and takes no more", name, MOST_CONNECTIONS);
                socket.close();
            } else {
                serve(socket);
            }
        }
    }

    private void serve(Socket socket) {
        // the worker waits for the map, so that it cannot end before it is in it
        synchronized (connections) {
            connections.put(socket, threads.start(name + "-" + socket.getPort(), () -> talk(socket)));
        }
    }

    private void talk(Socket socket) throws InterruptedException {
        try (socket) {
            socket.setTcpNoDelay(true);
            conversation.hold(socket);
        } catch (IOException e) {
            LOG.debug("{}: a connection ended: {}", name, e.getMessage());
        } finally {
            synchronized (connections) {
                connections.remove(socket);
            }
        }
    }

    /** Closes the listener and every connection, and waits for their workers. */
    @Override
    public void close() throws IOException {
        listener.close();
        Map<Socket, Worker> open;
        synchronized (connections) {
            open = Map.copyOf(connections);
        }
        for (Map.Entry<Socket, Worker> connection : open.entrySet()) {
            connection.getValue().interrupt();
            connection.getKey().close();
        }
        try {
            var deadline = house.now().plusSeconds(PATIENCE_SECONDS);
            acceptor.join(deadline);
            for (Worker worker : open.values()) {
                worker.join(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
