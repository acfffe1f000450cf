// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.jspecify.annotations.Nullable;

/** One request and its answer, without a server. Methods of the servlet API that a test does not foresee fail it. */
public final class Exchange {

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> requestHeaders = new HashMap<>();
    private final Map<String, String> responseHeaders = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final String verb;
    private final String path;
    private final byte[] sent;
    private final Map<String, String[]> query = new HashMap<>();
    private final Map<String, String[]> fields = new HashMap<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private String localAddress = "127.0.0.1";
    private boolean secure;
    private @Nullable RuntimeException malformed;
    private int status = 200;
    private boolean passedOn;

    private Exchange(String verb, String path, byte[] sent) {
        this.verb = verb;
        this.path = path;
        this.sent = sent;
        requestHeaders.put("Host", "127.0.0.1:8080");
    }

    /** A request for a path, by the name of the loopback address. */
    public static Exchange get(String path) {
        return new Exchange("GET", path, new byte[0]);
    }

    /** A request with a body of JSON. */
    public static Exchange send(String verb, String path, String json) {
        return new Exchange(verb, path, json.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "application/json");
    }

    /** A form from a page of this very address, its fields in pairs of name and value. */
    public static Exchange form(String path, String... namesAndValues) {
        Exchange exchange = new Exchange("POST", path, new byte[0])
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            exchange.fields.put(namesAndValues[i], new String[] {namesAndValues[i + 1]});
        }
        return exchange;
    }

    /** The same with a cookie. */
    public Exchange cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    /** The same over TLS. */
    public Exchange overTls() {
        secure = true;
        return this;
    }

    /** The same at another address of this machine than the loopback one. */
    public Exchange at(String address) {
        localAddress = address;
        return this;
    }

    /** The same with a parameter of the query. */
    public Exchange query(String name, String... values) {
        query.put(name, values);
        return this;
    }

    /** The same with a query that the server cannot take apart: it throws this when asked for it. */
    public Exchange malformedQuery(RuntimeException thrown) {
        malformed = thrown;
        return this;
    }

    /** The same with somebody recognised, or whatever else a filter would have put on it. */
    public Exchange attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** The same with a header. */
    public Exchange header(String name, String value) {
        requestHeaders.put(name, value);
        return this;
    }

    /** The same without a header. */
    public Exchange without(String name) {
        requestHeaders.remove(name);
        return this;
    }

    /** Status of the answer. */
    public int status() {
        return status;
    }

    /** Whether a filter passed the request on. */
    public boolean passedOn() {
        return passedOn;
    }

    /** A header of the answer, or null. */
    public @Nullable String answered(String header) {
        return responseHeaders.get(header);
    }

    /** Body of the answer. */
    public String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Body of the answer as a JSON object. */
    public JsonObject json() {
        return (JsonObject) Json.parse(body.toByteArray());
    }

    /** What stands behind a filter: remembers that it was reached. */
    public FilterChain chain() {
        return (request, response) -> passedOn = true;
    }

    /** The request. */
    public HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getHeader" -> requestHeaders.get((String) arguments[0]);
            case "getRequestURI" -> path;
            case "getMethod" -> verb;
            case "getServletPath" -> path;
            case "getContentType" -> requestHeaders.get("Content-Type");
            case "getParameterMap" -> {
                if (malformed != null) {
                    throw malformed;
                }
                yield query;
            }
            case "getQueryString" ->
                malformed != null
                        ? "malformed=%zz"
                        : query.isEmpty()
                                ? null
                                : query.entrySet().stream()
                                        .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
                                        .collect(Collectors.joining("&"));
            case "getParameterValues" ->
                query.containsKey((String) arguments[0])
                        ? query.get((String) arguments[0])
                        : fields.get((String) arguments[0]);
            case "getContentLengthLong" ->
                requestHeaders.containsKey("Content-Length")
                        ? Long.parseLong(requestHeaders.get("Content-Length"))
                        : (long) sent.length;
            case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
            case "isSecure" -> secure;
            case "getLocalAddr" -> localAddress;
            case "getInputStream" -> input();
            case "getRemoteAddr" -> "127.0.0.1";
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new AssertionError("not foreseen: " + method);
        });
    }

    /** The answer as the server sees it. */
    public HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "setHeader", "addHeader" -> responseHeaders.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> responseHeaders.put("Content-Type", (String) arguments[0]);
                case "setContentLength" -> responseHeaders.put("Content-Length", String.valueOf(arguments[0]));
                case "setStatus" -> status = (Integer) arguments[0];
                case "getStatus" -> {
                    return status;
                }
                case "isCommitted" -> {
                    return body.size() > 0;
                }
                case "getOutputStream" -> {
                    return output();
                }
                default -> throw new AssertionError("not foreseen: " + method);
            }
            return null;
        });
    }

    private ServletInputStream input() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(sent);
        return new ServletInputStream() {
            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new AssertionError("not foreseen");
            }

            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return bytes.read(buffer, offset, length);
            }
        };
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
