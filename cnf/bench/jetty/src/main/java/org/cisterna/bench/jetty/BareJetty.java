// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.jetty;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** {@code BareJetty PORT FILE}: {@code GET /bytes} gives the file, {@code GET /events} is a stream, {@code POST /publish} sends its body to all streams. */
public final class BareJetty extends Handler.Abstract {

    /** As many as the platform has for its streams. */
    private static final int WRITERS = 2;

    private final byte[] bytes;
    private final List<Queue<Response>> shares = new ArrayList<>();
    private final ExecutorService writers;
    private int next;

    private BareJetty(byte[] bytes, ExecutorService writers) {
        this.bytes = bytes;
        this.writers = writers;
        for (int i = 0; i < WRITERS; i++) {
            shares.add(new ConcurrentLinkedQueue<>());
        }
    }

    /** Serves until it is ended. */
    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setIdleTimeout(0);
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        server.setHandler(
                new BareJetty(Files.readAllBytes(Path.of(arguments[1])), Executors.newFixedThreadPool(WRITERS)));
        server.start();
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        switch (Request.getPathInContext(request)) {
            case "/bytes" -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
                response.write(true, ByteBuffer.wrap(bytes), callback);
            }
            case "/events" -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
                response.write(false, ByteBuffer.wrap(new byte[] {':', '\n', '\n'}), Callback.NOOP);
                add(response);
            }
            case "/publish" -> {
                ByteBuffer event = Content.Source.asByteBuffer(request);
                for (Queue<Response> share : shares) {
                    writers.execute(() -> share.forEach(each -> each.write(false, event.slice(), Callback.NOOP)));
                }
                callback.succeeded();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private synchronized void add(Response response) {
        shares.get(next).add(response);
        next = (next + 1) % WRITERS;
    }
}
