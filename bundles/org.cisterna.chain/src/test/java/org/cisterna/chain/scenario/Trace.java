// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.scenario;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.cisterna.canonical.Digest;

/** All that can be told of a run: per pump each message on its links and what moved, and every entry of the ledger. */
final class Trace {

    private final Map<String, StringBuilder> topics = new TreeMap<>();

    void tell(String topic, String line) {
        topics.computeIfAbsent(topic, any -> new StringBuilder()).append(line).append('\n');
    }

    /** A message, as it is at one end of a link. */
    void message(String serial, String where, byte[] bytes) {
        if (bytes.length > 0) {
            tell(serial, where + ' ' + HexFormat.of().formatHex(bytes));
        }
    }

    /** Names all of it; topics one after the other in the order of their names. */
    Digest digest() {
        StringBuilder all = new StringBuilder();
        topics.forEach(
                (topic, lines) -> all.append("= ").append(topic).append('\n').append(lines));
        return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
