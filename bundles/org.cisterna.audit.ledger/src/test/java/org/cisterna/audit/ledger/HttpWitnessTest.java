// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cisterna.time.system.HouseTimeComponent;
import org.cisterna.time.system.ThreadsComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A witness at a real address. */
class HttpWitnessTest {
    private static final String KEY = "other.example/witness+b6a5e2b2+BD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM";

    private final HouseTimeComponent house = new HouseTimeComponent();
    private final ThreadsComponent threads = new ThreadsComponent(house);
    private HttpServer server;
    private String answer = "17\n";
    private volatile String asked = "";

    HttpWitnessTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/ledger/witness/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(409, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private HttpWitness witness(String base) {
        return new HttpWitness(WitnessAddress.all(List.of(base + " " + KEY)).get(0), house, threads);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ledger/witness";
    }

    @Test
    void itIsAskedAndItsAnswerComesBack() throws Exception {
        WitnessLink.Answer came = witness(base() + "/").post("add-checkpoint", "old 0\n\n\u2014\n");
        assertThat(came).isEqualTo(new WitnessLink.Answer(409, "17\n"));
        assertThat(asked).isEqualTo("POST /ledger/witness/add-checkpoint old 0\n\n\u2014\n");
        assertThat(witness(base()).get("x/checkpoint").status()).isEqualTo(409);
        assertThat(asked).isEqualTo("GET /ledger/witness/x/checkpoint ");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        answer = "x".repeat(1 << 20);
        assertThatThrownBy(() -> witness(base()).post("add-checkpoint", ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 65536 bytes");
    }

    @Test
    void whereNobodyListensThatIsSaid() {
        String base = base();
        server.stop(0);
        assertThatThrownBy(() -> witness(base).post("add-checkpoint", "")).isInstanceOf(IOException.class);
    }
}
