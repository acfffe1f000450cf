// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier against an address with a certificate that is signed by itself, as a node has that was given none. */
class CertificateTest {
    private static final String PASSWORD = "of-this-test-alone";
    private static final String STORE = "javax.net.ssl.trustStore";

    private final SimulatedStorage disk = new SimulatedStorage(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicInteger requests = new AtomicInteger();
    private final TileLedger ledger = new World(1).open(disk);
    private final HttpsServer server;
    private Path folder = Path.of("none");

    CertificateTest() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void prepare(@TempDir Path temporary) throws IOException {
        folder = temporary;
        ledger.append(World.entry("one"));
        Files.write(folder.resolve("ledger.vkey"), disk.readAll("ledger.vkey"));
        Files.writeString(folder.resolve("token"), "an-auditors-token");
        server.createContext("/ledger/", this::answer);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        ledger.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath().substring("/ledger/".length());
            Optional<byte[]> bytes = ledger.staticFile(path.equals("checkpoint") ? "2026-1/checkpoint" : path);
            exchange.sendResponseHeaders(
                    bytes.isPresent() ? 200 : 404, bytes.map(all -> all.length).orElse(-1));
            if (bytes.isPresent()) {
                exchange.getResponseBody().write(bytes.get());
            }
        }
    }

    /** Its fingerprint, as a start prints it. */
    private String serve(String subject) throws Exception {
        Path file = folder.resolve("tls.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "node",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Cisterna (made by itself)",
                        "-ext",
                        "SAN=" + subject,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String words = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(words).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(store.getCertificate("node").getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    private static String plain(String fingerprint) {
        return "sha256:" + fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
    }

    private int run(String... more) {
        return verify("https://127.0.0.1:" + server.getAddress().getPort(), more);
    }

    private int verify(String target, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                target,
                "--key",
                folder.resolve("ledger.vkey").toString(),
                "--token",
                folder.resolve("token").toString()));
        arguments.addAll(List.of(more));
        out.reset();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            return Verify.run(arguments, stream, stream);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutAFingerprintARefusalNamesTheOneThatWasMet() throws Exception {
        String fingerprint = serve("ip:127.0.0.1");
        assertThat(run()).as(said()).isEqualTo(3);
        assertThat(said()).contains("is not believed", plain(fingerprint), "--fingerprint");
        assertThat(requests).hasValue(0);
    }

    @Test
    void theOneWithTheFingerprintIsBelievedWhateverNamesItBears() throws Exception {
        String fingerprint = serve("dns:another.example");
        for (String spelling :
                List.of(fingerprint, plain(fingerprint), "SHA256:" + fingerprint, fingerprint.replace(":", ""))) {
            assertThat(run("--fingerprint", spelling)).as(said()).isZero();
            assertThat(said()).contains("the certificate " + plain(fingerprint) + "; no other one was believed");
        }
    }

    @Test
    void anyOtherIsRefusedBeforeItHearsTheToken() throws Exception {
        String fingerprint = serve("ip:127.0.0.1");
        String other = (fingerprint.startsWith("0") ? "1" : "0") + fingerprint.substring(1);
        assertThat(run("--fingerprint", other)).as(said()).isEqualTo(3);
        assertThat(said()).contains(plain(fingerprint), "only " + plain(other) + " is believed");
        assertThat(requests).hasValue(0);
    }

    @Test
    void whatJavaBelievesNeedsNoFingerprintAndHasToBearTheName() throws Exception {
        String before = System.setProperty(STORE, folder.resolve("tls.p12").toString());
        System.setProperty(STORE + "Password", PASSWORD);
        try {
            serve("dns:localhost");
            String port = ":" + server.getAddress().getPort();
            assertThat(verify("https://localhost" + port)).as(said()).isZero();
            assertThat(said()).doesNotContain("certificate");
            assertThat(verify("https://127.0.0.1" + port)).as(said()).isEqualTo(3);
            assertThat(said()).contains("is not believed", "127.0.0.1");
        } finally {
            System.clearProperty(STORE + "Password");
            System.clearProperty(STORE);
            if (before != null) {
                System.setProperty(STORE, before);
            }
        }
    }

    @Test
    void whatIsNoFingerprintOrHasNoUseIsWrongUse() {
        for (String wrong : List.of("", "ab:cd", "sha256:", "g".repeat(64), "0".repeat(63))) {
            assertThat(verify("https://127.0.0.1:1", "--fingerprint", wrong))
                    .as(said())
                    .isEqualTo(2);
            assertThat(said()).contains("'" + wrong + "' is no SHA-256 fingerprint");
        }
        assertThat(verify("https://127.0.0.1:1", "--fingerprint")).isEqualTo(2);
        for (String target : List.of("http://127.0.0.1:1", folder.toString())) {
            assertThat(verify(target, "--fingerprint", "0".repeat(64))).isEqualTo(2);
            assertThat(said()).contains("--fingerprint names the certificate of an address with https://");
        }
        assertThat(requests).hasValue(0);
    }
}
