// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.jspecify.annotations.Nullable;

/** One request and its answer, without a server. Methods of the servlet API that a test does not foresee fail it. */
final class Exchange {

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> requestHeaders = new HashMap<>();
    private final Map<String, String> responseHeaders = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final String path;
    private int status = 200;
    private boolean passedOn;

    private Exchange(String path) {
        this.path = path;
        requestHeaders.put("Host", "127.0.0.1:8080");
    }

    static Exchange get(String path) {
        return new Exchange(path);
    }

    Exchange header(String name, String value) {
        requestHeaders.put(name, value);
        return this;
    }

    Exchange without(String name) {
        requestHeaders.remove(name);
        return this;
    }

    int status() {
        return status;
    }

    boolean passedOn() {
        return passedOn;
    }

    @Nullable
    String answered(String header) {
        return responseHeaders.get(header);
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    JsonObject json() {
        return (JsonObject) Json.parse(body.toByteArray());
    }

    FilterChain chain() {
        return (request, response) -> passedOn = true;
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getHeader" -> requestHeaders.get((String) arguments[0]);
            case "getRequestURI" -> path;
            case "getMethod" -> "GET";
            case "getRemoteAddr" -> "127.0.0.1";
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new AssertionError("not foreseen: " + method);
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "setHeader" -> responseHeaders.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> responseHeaders.put("Content-Type", (String) arguments[0]);
                case "setContentLength" -> responseHeaders.put("Content-Length", String.valueOf(arguments[0]));
                case "setStatus" -> status = (Integer) arguments[0];
                case "getOutputStream" -> {
                    return output();
                }
                default -> throw new AssertionError("not foreseen: " + method);
            }
            return null;
        });
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new AssertionError("not foreseen");
            }

            @Override
            public void write(int each) {
                body.write(each);
            }
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
