// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.jspecify.annotations.Nullable;

/** A kit that does what a test says, when it says so. */
final class FakeKit implements Kit {

    final List<List<String>> begun = new ArrayList<>();
    Optional<String> missing = Optional.empty();
    boolean startless;
    int ends;
    private @Nullable Listener listener;

    @Override
    public Optional<String> missing() {
        return missing;
    }

    @Override
    public Handle begin(List<String> arguments, Path scratch, Duration bound, Listener told) throws IOException {
        if (startless) {
            throw new IOException("no process");
        }
        begun.add(arguments);
        listener = told;
        return () -> ends++;
    }

    Listener listener() {
        Listener told = listener;
        if (told == null) {
            throw new AssertionError("it did not begin");
        }
        return told;
    }

    String argument(String name) {
        List<String> last = begun.get(begun.size() - 1);
        return last.get(last.indexOf(name) + 1);
    }

    /** Leaves a report about what was ordered, and ends. */
    void finish(String level, String kit, Digest content) throws IOException {
        Path out = Files.createDirectories(Path.of(argument("--out")));
        boolean some = begun.get(begun.size() - 1).contains("--rules");
        JsonObject result = Json.object()
                .put("class", "READABLE")
                .put("level", level)
                .put("kit", kit)
                .put("rulebook", Digest.of(new byte[] {7}).text())
                .put("profile", argument("--profile").toUpperCase(java.util.Locale.ROOT))
                .put("seed", argument("--seed"))
                .put("rules", Json.texts(some ? List.of("4.05") : List.of()))
                .put(
                        "verdicts",
                        Json.array(Stream.of(
                                        Verdict.of(RuleId.parse("4.05"), Verdict.Kind.SKIPPED, "absent"),
                                        Verdict.of(RuleId.parse("4.06"), Verdict.Kind.FAIL, "seen"))
                                .map(Verdict::toJson)
                                .toList()))
                .build();
        JsonObject report = Json.object()
                .put("bundleContent", content.text())
                .put("threadsLeft", 0)
                .put(
                        "resultDigest",
                        Digest.of("org.cisterna.conformance.result/1", result).text())
                .put("result", result)
                .build();
        Files.write(out.resolve("report.json"), report.canonicalBytes());
        Files.write(out.resolve("report.html"), "<html>".getBytes(StandardCharsets.UTF_8));
        listener().ended("");
    }
}
