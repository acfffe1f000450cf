// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.testkit.driver.HostKeys;

/** The golden data of the protocol page. */
final class Golden {

    private static final Path FILE = Path.of("../../docs/protocols/synchromed-golden.json");

    private static final JsonObject DATA = read();

    private static JsonObject read() {
        try {
            return (JsonObject) Json.parse(Files.readAllBytes(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject part(String name) {
        return DATA.object(name);
    }

    List<JsonObject> list(String name) {
        return DATA.array(name).objects();
    }

    JsonObject frame(String name) {
        return list("frames").stream()
                .filter(each -> each.string("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    Bytes payload(String name) {
        return Bytes.ofHex(frame(name).string("payload"));
    }

    JsonObject fields(String name) {
        return frame(name).object("fields");
    }

    /** The key of the golden session. */
    HostKeys.Key key() {
        return new HostKeys.Key(Bytes.ofHex(part("session").string("key")).toArray());
    }

    Bytes context() {
        return Bytes.ofHex(part("session").string("context"));
    }

    static Bytes hex(JsonObject object, String name) {
        return Bytes.ofHex(object.string(name));
    }
}
