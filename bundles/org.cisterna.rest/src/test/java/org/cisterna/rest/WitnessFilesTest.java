// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Witness;
import org.cisterna.audit.WitnessAnswer;
import org.cisterna.testkit.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A witness over HTTP: statuses and media types are those of the C2SP tlog-witness specification, and nobody has to sign in. */
class WitnessFilesTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final RestServlet servlet = new RestServlet();
    private final Answering witness = new Answering();

    /** Answers as it is told. */
    private static final class Answering implements Witness {
        private WitnessAnswer answer = new WitnessAnswer(WitnessAnswer.Kind.COSIGNED, "\u2014 a line\n");
        private String asked = "";

        @Override
        public WitnessAnswer add(byte[] request) {
            asked = new String(request, StandardCharsets.UTF_8);
            return answer;
        }

        @Override
        public Optional<byte[]> checkpoint(String originHash) {
            return originHash.equals(HASH)
                    ? Optional.of("a note\n".getBytes(StandardCharsets.UTF_8))
                    : Optional.empty();
        }

        @Override
        public String key() {
            return "key";
        }

        @Override
        public List<String> notes() {
            return List.of();
        }
    }

    @BeforeEach
    void bind() {
        servlet.bindWitness(witness);
    }

    private Exchange serve(Exchange exchange) throws Exception {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }

    @ParameterizedTest
    @CsvSource({
        "COSIGNED, 200, text/plain;charset=utf-8",
        "MALFORMED, 400, text/plain;charset=utf-8",
        "NOT_SIGNED, 403, text/plain;charset=utf-8",
        "UNKNOWN_LOG, 404, text/plain;charset=utf-8",
        "OTHER_SIZE, 409, text/x.tlog.size",
        "NOT_CONSISTENT, 422, text/plain;charset=utf-8",
        "UNAVAILABLE, 503, text/plain;charset=utf-8"
    })
    void eachAnswerHasItsStatusAndItsType(WitnessAnswer.Kind kind, int status, String type) throws Exception {
        witness.answer = new WitnessAnswer(kind, "17\n");
        Exchange asked = serve(Exchange.send("POST", "/ledger/witness/add-checkpoint", "old 0\n\nx\n"));
        assertThat(witness.asked).isEqualTo("old 0\n\nx\n");
        assertThat(asked.status()).isEqualTo(status);
        assertThat(asked.answered("Content-Type")).isEqualTo(type);
        assertThat(asked.text()).isEqualTo("17\n");
    }

    @Test
    void theCheckpointCosignedLastIsShown() throws Exception {
        Exchange shown = serve(Exchange.get("/ledger/witness/" + HASH + "/checkpoint"));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text()).isEqualTo("a note\n");
        assertThat(serve(Exchange.get("/ledger/witness/" + HASH.replace('0', '1') + "/checkpoint"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoRequestIsRefused() throws Exception {
        assertThat(serve(Exchange.get("/ledger/witness/add-checkpoint")).status())
                .isEqualTo(405);
        assertThat(serve(Exchange.send("POST", "/ledger/witness/" + HASH + "/checkpoint", ""))
                        .status())
                .isEqualTo(405);
        assertThat(serve(Exchange.get("/ledger/witness/else")).status()).isEqualTo(404);
        assertThat(serve(Exchange.send("POST", "/ledger/witness/add-checkpoint", "x".repeat(64 * 1024 + 1)))
                        .status())
                .isEqualTo(400);
        assertThat(witness.asked).isEmpty();
        servlet.unbindWitness(witness);
        Exchange none = serve(Exchange.send("POST", "/ledger/witness/add-checkpoint", "x"));
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.json().string("detail")).contains("org.cisterna.audit.witness");
    }
}
