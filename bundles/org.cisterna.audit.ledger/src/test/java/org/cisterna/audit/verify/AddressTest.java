// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier against an address that serves the ledger as design and handbook say. */
class AddressTest {
    private static final String TOKEN = "an-auditors-token";

    private final SimulatedStorage disk = new SimulatedStorage(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private TileLedger ledger = new World(1).open(disk);
    private HttpServer server;
    private Path key = Path.of("none");
    private Path token = key;
    private boolean changeEntries;
    private boolean growBeforeAPartialTile;
    private boolean endless;

    AddressTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 300; i += 50) {
            ledger.append(IntStream.range(i, i + 50)
                    .mapToObj(n -> World.entry("e" + n))
                    .toList());
        }
        key = Files.write(folder.resolve("ledger.vkey"), disk.readAll("ledger.vkey"));
        token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        server.createContext("/ledger/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        ledger.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/ledger/".length());
            if (path.equals("checkpoint")) {
                exchange.getResponseHeaders().add("Location", "/ledger/2026-1/checkpoint");
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            boolean entries = path.contains("/entries/");
            if (entries
                    && !("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            if (growBeforeAPartialTile && path.contains(".p/")) {
                growBeforeAPartialTile = false;
                ledger.append(World.entry("meanwhile"));
                exchange.sendResponseHeaders(
                        404, -1); // as the platform does with a partial tile that a newer one replaced
                return;
            }
            Optional<byte[]> bytes = ledger.staticFile(path);
            if (bytes.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (entries && endless) {
                exchange.sendResponseHeaders(200, 0);
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 17; i++) {
                    exchange.getResponseBody().write(zeros);
                }
                return;
            }
            if (entries && changeEntries) {
                bytes.get()[900] ^= 1;
            }
            exchange.sendResponseHeaders(200, bytes.get().length);
            exchange.getResponseBody().write(bytes.get());
        }
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int run(String... args) {
        out.reset();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            return Verify.run(List.of(args), stream, stream);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void isCheckedForSignatureAndTreeAloneWithoutAToken() {
        for (String address : List.of(address(), address() + "/ledger", address() + "/ledger/2026-1/")) {
            assertThat(run(address, "--key", key.toString())).as(said()).isEqualTo(3);
            assertThat(said())
                    .contains("Without a token entries cannot be read; signature and tree were checked.")
                    .endsWith("NOT COMPLETE: what could be checked is good.\n");
        }
    }

    @Test
    void isCheckedWholeWithAToken() {
        assertThat(run(address(), "--key", key.toString(), "--token", token.toString()))
                .as(said())
                .isZero();
        assertThat(said()).contains("302 entries read");
    }

    @Test
    void aLedgerThatGrowsWhileItIsCheckedIsNotDamaged() {
        growBeforeAPartialTile = true;
        assertThat(run(address(), "--key", key.toString(), "--token", token.toString()))
                .as(said())
                .isZero();
        assertThat(growBeforeAPartialTile).isFalse();
        assertThat(said()).contains("303 entries read");
    }

    @Test
    void saysThatAnEntryComesChanged() {
        changeEntries = true;
        assertThat(run(address(), "--key", key.toString(), "--token", token.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("First bad entry: 2.");
    }

    @Test
    void anAnswerThatIsLongerThanAnyFileIsRefusedAndNotTakenIn() {
        endless = true;
        assertThat(run(address(), "--key", key.toString(), "--token", token.toString()))
                .isEqualTo(3);
        assertThat(said())
                .contains(
                        "/ledger/2026-1/tile/entries/000 has more than the 16777472 bytes that are read of such a file");
    }

    @Test
    void saysThatTheTokenIsNotGoodEnough() throws IOException {
        Files.writeString(token, "a-viewers");
        assertThat(run(address(), "--key", key.toString(), "--token", token.toString()))
                .isEqualTo(3);
        assertThat(said()).contains("answers 403: the token does not give the right to read it");
    }

    @Test
    void whatIsNoTokenIsRefusedAndNotShown() throws IOException {
        for (String text : List.of("secret-one\nsecret-two", "secret one", "secr\u00e9t", "", "s".repeat(513))) {
            Files.writeString(token, text);
            assertThat(run(address(), "--key", key.toString(), "--token", token.toString()))
                    .as(text)
                    .isEqualTo(2);
            assertThat(said()).contains(token + " holds no token").doesNotContain("secr", "sss");
        }
    }
}
