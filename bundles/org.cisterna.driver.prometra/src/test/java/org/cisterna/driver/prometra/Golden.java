// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** The golden packets that a third program made from the protocol page. */
final class Golden {

    private static final JsonObject ALL = read();

    private Golden() {}

    private static JsonObject read() {
        try {
            Path file = Path.of(System.getProperty("basedir", "."), "../../docs/protocols/prometra-golden.json");
            return (JsonObject) Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject part(String name) {
        return ALL.object(name);
    }

    static Bytes bytes(JsonObject json, String name) {
        return Bytes.ofHex(json.string(name));
    }

    static List<JsonObject> packets() {
        return ALL.array("packets").objects();
    }

    static List<JsonObject> programmes() {
        return ALL.array("programmes").objects();
    }

    static List<String> list(String name) {
        return ALL.array(name).strings();
    }

    static JsonObject packet(String name) {
        return packets().stream()
                .filter(each -> each.string("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The fields between header and seal. */
    static Bytes fields(String name) {
        return bytes(packet(name), "fields");
    }

    static ProgrammeBlock programme(String name) throws MalformedException {
        return ProgrammeBlock.decode(programmes().stream()
                .filter(each -> each.string("name").equals(name))
                .map(each -> bytes(each, "bytes"))
                .findFirst()
                .orElseThrow());
    }
}
