// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Requests to our own address over TLS, by its own certificate and no other: it may be signed by itself, and its name need not be known to any name
 * server yet. One request a connection.
 */
final class PinnedConnection {

    private static final int PATIENCE_MILLIS = 60_000;

    private final InetSocketAddress target;
    private final String name;
    private final SSLContext context;

    PinnedConnection(InetSocketAddress target, String name, Certificate certificate) throws IOException {
        this.target = target;
        this.name = name;
        try {
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            known.setCertificateEntry("own", certificate.certificate());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(known);
            context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
        } catch (GeneralSecurityException broken) {
            throw new IOException("TLS cannot be used: " + broken.getMessage(), broken);
        }
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body whatever came
     */
    record Reply(int status, String body) {}

    Reply send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.connect(target, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.0\r\nHost: " + name + ":"
                    + target.getPort() + "\r\nContent-Length: " + body.length + "\r\n");
            headers.forEach(
                    (key, value) -> head.append(key).append(": ").append(value).append("\r\n"));
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return reply(socket.getInputStream().readAllBytes());
        }
    }

    private static Reply reply(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException("what came over TLS is no answer of HTTP");
        }
        // one byte is one character of that text, so its end is that of the header's bytes
        String body = new String(bytes, end + 4, bytes.length - end - 4, StandardCharsets.UTF_8);
        return new Reply(Integer.parseInt(text.substring(9, 12)), body);
    }
}
