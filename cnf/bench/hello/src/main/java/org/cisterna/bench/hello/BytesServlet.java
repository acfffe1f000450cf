// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.hello;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Gives the bytes of the file that {@code bench.bytes} names: what a platform answers, without the platform. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/bytes")
public final class BytesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient AtomicReference<byte @Nullable []> bytes = new AtomicReference<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = bytes.get();
        if (body == null) {
            String file = System.getProperty("bench.bytes");
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            body = Files.readAllBytes(Path.of(file));
            bytes.set(body);
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
