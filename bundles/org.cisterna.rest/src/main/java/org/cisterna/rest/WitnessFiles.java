// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.audit.Witness;
import org.cisterna.audit.WitnessAnswer;
import org.cisterna.pump.Violation;

/** The witness for other nodes' logs, as the C2SP tlog-witness specification has it. It is open: what it believes are signatures. */
final class WitnessFiles {
    private static final String ADD = "add-checkpoint";
    private static final Pattern CHECKPOINT = Pattern.compile("([0-9a-f]{64})/checkpoint");
    private static final String PLAIN = "text/plain;charset=utf-8";

    private final Services services;

    WitnessFiles(Services services) {
        this.services = services;
    }

    Result answer(HttpServletRequest request, String path) throws Call.Refusal, IOException {
        Matcher checkpoint = CHECKPOINT.matcher(path);
        boolean adds = path.equals(ADD);
        if (!adds && !checkpoint.matches()) {
            throw new Call.Refusal(
                    404,
                    Violation.of(
                            "NO_SUCH_ADDRESS",
                            "path",
                            Call.shortened(path),
                            "a witness has " + ADD + " and HASH/checkpoint, HASH being the SHA-256 of a log's origin"));
        }
        String method = request.getMethod();
        if (adds ? !method.equals("POST") : !method.equals("GET") && !method.equals("HEAD")) {
            throw new Call.Refusal(
                    405,
                    Violation.of(
                            "METHOD_NOT_ALLOWED",
                            "method",
                            Call.shortened(method),
                            "this address takes " + (adds ? "POST" : "GET")));
        }
        Witness witness = services.witness();
        if (adds) {
            byte[] body = request.getInputStream().readNBytes(RestServlet.MAX_BODY_BYTES + 1);
            return body.length > RestServlet.MAX_BODY_BYTES
                    ? new Result.Text(
                            400,
                            PLAIN,
                            "it is longer than " + RestServlet.MAX_BODY_BYTES + " bytes, which no request is\n")
                    : result(witness.add(body));
        }
        Optional<byte[]> note = witness.checkpoint(checkpoint.group(1));
        return note.<Result>map(bytes -> new Result.File(PLAIN, bytes, false))
                .orElseGet(() -> new Result.Text(404, PLAIN, "no checkpoint of that log was cosigned here\n"));
    }

    private static Result result(WitnessAnswer answer) {
        return switch (answer.kind()) {
            case COSIGNED -> new Result.Text(200, PLAIN, answer.text());
            case MALFORMED -> new Result.Text(400, PLAIN, answer.text());
            case NOT_SIGNED -> new Result.Text(403, PLAIN, answer.text());
            case UNKNOWN_LOG -> new Result.Text(404, PLAIN, answer.text());
            case OTHER_SIZE -> new Result.Text(409, "text/x.tlog.size", answer.text());
            case NOT_CONSISTENT -> new Result.Text(422, PLAIN, answer.text());
            case UNAVAILABLE -> new Result.Text(503, PLAIN, answer.text());
        };
    }
}
