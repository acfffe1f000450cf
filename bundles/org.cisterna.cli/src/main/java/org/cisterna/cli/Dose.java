// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.calculation.Completion;
import org.cisterna.dosing.engine.RuleEngine;
import org.cisterna.dosing.engine.calculation.CalculationService;
import org.cisterna.dosing.library.InstitutionFile;
import org.cisterna.dosing.library.ShippedLibrary;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;

/** {@code dose}: one request in, one proposal or calculation out, offline. */
final class Dose {

    private static final String PROGRAMME = "programme";

    private static final String HELP =
            """
            ./cisterna dose FILE or - [--institution FILE] [--json]

            One dosing request in, one proposal or calculation out, offline. Simulated devices only; not clinical advice.

            FILE                  the request, one JSON object: of a programme (docs/dosing.md) or of a calculation
                                  (docs/calculations.md); - is standard input
            --institution FILE    the institution's limits; they fill in what the request leaves out, and tighten what
                                  it brings. See docs/examples/institution.json
            --json                one line of canonical JSON instead of words
            --help, -h            this page

            Examples: docs/examples/dosing. Status: 0 PASS or CONFIRM, 1 BLOCK or refused, 2 wrong use.
            """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Dose(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** What was asked for on the command line. */
    private record Use(String file, Optional<String> institution, boolean json) {}

    Exit run(List<String> arguments) throws Refused {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return Exit.GOOD;
        }
        Use use = use(arguments);
        byte[] bytes = bytes(use.file());
        ShippedLibrary library = new ShippedLibrary();
        List<LimitProvider> limiters = new ArrayList<>(List.of(library));
        if (use.institution().isPresent()) {
            limiters.add(institution(use.institution().get()));
        }
        DoseText text = new DoseText(out);
        Json json;
        try {
            json = Json.parse(bytes);
        } catch (JsonException wrong) {
            return refused(
                    List.of(Violation.of(
                            "NOT_JSON", "this is no request: " + wrong.getMessage() + "; write one JSON object")),
                    use,
                    text);
        }
        if (!(json instanceof JsonObject request)) {
            return refused(
                    List.of(Violation.of("NOT_JSON", "a request is one JSON object, between { and }")), use, text);
        }
        Completion whole = Completion.of(request, library, limiters);
        Answer<JsonObject> answer = decided(whole.request());
        if (!answer.isDone()) {
            return refused(answer.violations(), use, text);
        }
        if (!whole.filled().names().isEmpty() && use.institution().isEmpty()) {
            err.println(
                    "cisterna: no --institution FILE was given, and nothing is dosed without the institution's limits");
        }
        JsonObject recorded = whole.recordedIn(answer.orElseThrow());
        if (use.json()) {
            out.println(recorded.canonicalText());
        } else {
            text.write(recorded);
        }
        return recorded.string("verdict").equals(Verdict.BLOCK.name()) ? Exit.FINDING : Exit.GOOD;
    }

    /** A request without a function is that of a programme. */
    private static Answer<JsonObject> decided(JsonObject request) {
        Optional<Json> function = request.get(CalculationRequest.FUNCTION);
        boolean programme = function.isEmpty()
                || (function.get() instanceof JsonString name && name.value().equals(PROGRAMME));
        if (!programme) {
            return CalculationRequest.read(request)
                    .map(each -> new CalculationService().calculate(each).toJson());
        }
        JsonObject.Builder plain = Json.object();
        for (String name : request.names()) {
            if (!name.equals(CalculationRequest.FUNCTION)) {
                plain.put(name, request.get(name).orElseThrow());
            }
        }
        return DosingRequest.read(plain.build())
                .map(each -> new RuleEngine().propose(each).toJson());
    }

    private Exit refused(List<Violation> violations, Use use, DoseText text) {
        if (use.json()) {
            out.println(Json.object()
                    .put(
                            "refused",
                            Json.array(
                                    violations.stream().map(Violation::toJson).toList()))
                    .build()
                    .canonicalText());
        } else {
            text.refused(violations);
        }
        return Exit.FINDING;
    }

    private static Use use(List<String> arguments) throws Refused {
        Optional<String> file = Optional.empty();
        Optional<String> institution = Optional.empty();
        boolean json = false;
        for (int i = 0; i < arguments.size(); i++) {
            String each = arguments.get(i);
            if (each.equals("--json")) {
                json = true;
            } else if (each.equals("--institution")) {
                if (institution.isPresent() || i + 1 == arguments.size()) {
                    throw Refused.usage("option --institution of dose needs one file, once");
                }
                i++;
                institution = Optional.of(arguments.get(i));
            } else if (each.startsWith("--")) {
                throw Refused.usage("'" + each + "' is no option of dose; there are: --institution --json --help");
            } else if (file.isPresent()) {
                throw Refused.usage("dose takes one request, and '" + each + "' is a second one");
            } else {
                file = Optional.of(each);
            }
        }
        if (file.isEmpty()) {
            throw Refused.usage("dose needs a file with a request, or - for standard input");
        }
        return new Use(file.get(), institution, json);
    }

    private byte[] bytes(String file) throws Refused {
        try {
            return file.equals("-") ? in.readNBytes(Json.MAX_BYTES + 1) : Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            throw Refused.usage("the request " + file + " cannot be read: " + unreadable);
        }
    }

    private static LimitProvider institution(String file) throws Refused {
        try {
            return InstitutionFile.read(Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException unreadable) {
            throw Refused.usage("the institution's limits " + file + " cannot be read: " + unreadable);
        } catch (IllegalArgumentException wrong) {
            throw Refused.usage("the institution's limits " + file + " are refused: " + wrong.getMessage());
        }
    }

    /** Standard output in UTF-8, whatever the machine is set to: the same request gives the same bytes everywhere. */
    static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
