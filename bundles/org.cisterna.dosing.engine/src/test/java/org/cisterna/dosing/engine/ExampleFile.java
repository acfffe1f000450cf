// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/** An example of the documentation: compared with what the engine answers, or written anew with {@code -Dcisterna.write=true}. */
public final class ExampleFile {

    /** Where the examples of dosing stand. */
    public static final Path FOLDER = Path.of("../../docs/examples/dosing");

    private ExampleFile() {}

    /** Holds a file against what it should be. */
    public static void compare(String name, Json expected) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("cisterna.write")) {
            StringBuilder text = new StringBuilder();
            write(expected, "\n", text);
            Files.writeString(file, text.append('\n'));
        }
        assertThat(Json.parse(Files.readAllBytes(file)))
                .as("%s is stale; write it with -Dcisterna.write=true", file)
                .isEqualTo(expected);
    }

    private static void write(Json json, String newLine, StringBuilder text) {
        List<String> parts = new ArrayList<>();
        if (json instanceof JsonObject object && !object.names().isEmpty()) {
            for (String name : object.names()) {
                StringBuilder part = new StringBuilder(Json.text(name).canonicalText()).append(": ");
                write(object.get(name).orElseThrow(), newLine + "  ", part);
                parts.add(part.toString());
            }
            enclose('{', '}', parts, newLine, text);
        } else if (json instanceof JsonArray array && array.size() > 0) {
            for (Json each : array.values()) {
                StringBuilder part = new StringBuilder();
                write(each, newLine + "  ", part);
                parts.add(part.toString());
            }
            enclose('[', ']', parts, newLine, text);
        } else {
            text.append(json.canonicalText());
        }
    }

    private static void enclose(char open, char close, List<String> parts, String newLine, StringBuilder text) {
        String inner = newLine + "  ";
        text.append(open).append(inner).append(String.join("," + inner, parts));
        text.append(newLine).append(close);
    }
}
