// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.Test;

/** {@code ./cisterna run} on a new folder: the set-up link on the terminal and nowhere else; TLS anywhere but on loopback. */
public final class FirstStartIT {

    private static final String READY = "Cisterna is ready: ";

    /** What a start said on standard output up to its ready line. */
    private record Started(Process process, Path data, List<String> lines) implements AutoCloseable {

        static Started run(Path data) throws IOException {
            Process process = DemoProcess.launch("run", data);
            List<String> lines = new ArrayList<>();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith(READY)) {
                    return new Started(process, data, lines);
                }
            }
            throw new AssertionError("it ended before it was ready: " + lines + DemoProcess.errors(data));
        }

        URI address() {
            return URI.create(lines.get(lines.size() - 1).substring(READY.length()));
        }

        String token() {
            return lines.stream()
                    .filter(each -> each.contains("/set-up/"))
                    .map(each -> each.substring(each.indexOf("/set-up/") + "/set-up/".length()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no set-up link: " + lines));
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(40, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    public void aSetUpLinkIsSaidOnTheTerminalAndStandsInNoFile() throws Exception {
        Path data = Product.newFolder("first-start").resolve("data");
        String token;
        try (Started started = Started.run(data)) {
            token = started.token();
            assertEquals(43, token.length());
            assertTrue(started.lines().toString().contains(started.address() + "set-up/" + token));
        }
        List<Path> holders = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data.getParent())) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(token)) {
                    holders.add(each);
                }
            }
        }
        assertEquals("files that hold the token", List.of(), holders);
        try (Started again = Started.run(data)) {
            assertNotEquals("each start makes another one", token, again.token());
        }
    }

    @Test
    public void atAllAddressesThereIsTlsAndNothingElse() throws Exception {
        Path data = Product.newFolder("tls").resolve("data");
        Files.createDirectories(data.resolve("config"));
        Files.writeString(
                data.resolve("config").resolve("web.json"),
                """
                {
                  ":configurator:resource-version": 1,
                  ":configurator:symbolic-name": "itest.web",
                  ":configurator:version": "1.0.0",
                  "org.cisterna.web": {"address": "0.0.0.0", "names": ["localhost"]}
                }
                """);
        try (Started started = Started.run(data)) {
            assertEquals("https", started.address().getScheme());
            X509Certificate certificate = certificate(data);
            String fingerprint = HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            String said = DemoProcess.errors(data);
            assertTrue(said, said.contains(fingerprint));

            HttpsURLConnection tls = (HttpsURLConnection)
                    started.address().resolve("/health").toURL().openConnection();
            tls.setSSLSocketFactory(trusting(certificate).getSocketFactory());
            assertEquals("no dose can be changed: there is no pump, limit or person yet", 503, tls.getResponseCode());
            assertEquals("max-age=31536000", tls.getHeaderField("Strict-Transport-Security"));

            URL plain = new URL("http://127.0.0.1:" + started.address().getPort() + "/health");
            HttpURLConnection connection = (HttpURLConnection) plain.openConnection();
            connection.setReadTimeout(10_000);
            assertThrows("no answer without TLS", IOException.class, () -> ok(connection));
            assertFalse(
                    "the password of the key is said nowhere",
                    said.contains(Files.readString(data.resolve("keys").resolve("tls.password"))));
            isVerifiedByTheFingerprintAlone(started.address(), data.resolve("ledger.vkey"), fingerprint);
        }
    }

    /** As somebody at another machine does it, who has what the start printed. */
    private static void isVerifiedByTheFingerprintAlone(URI address, Path key, String fingerprint) throws Exception {
        String plain = "sha256:" + fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
        Command unknown = Command.run("verify", address.toString(), "--key", key.toString());
        assertEquals(unknown.toString(), 3, unknown.status());
        assertTrue(
                unknown.toString(), unknown.errors().contains(plain + "; if the start of that node printed the same"));
        Command known =
                Command.run("verify", address.toString(), "--key", key.toString(), "--fingerprint", fingerprint);
        assertEquals("without a token entries are not read: " + known, 3, known.status());
        assertTrue(known.toString(), known.output().contains("the certificate " + plain + "; no other one"));
        assertTrue(known.toString(), known.output().contains("NOT COMPLETE: what could be checked is good."));
    }

    private static void ok(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    private static X509Certificate certificate(Path data) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        String password = Files.readString(data.resolve("keys").resolve("tls.password"));
        try (InputStream in = Files.newInputStream(data.resolve("keys").resolve("tls.p12"))) {
            store.load(in, password.toCharArray());
        }
        return (X509Certificate) store.getCertificate("cisterna");
    }

    private static SSLContext trusting(X509Certificate certificate) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("own", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
