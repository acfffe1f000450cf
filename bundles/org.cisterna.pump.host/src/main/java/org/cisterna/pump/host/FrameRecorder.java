// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.spi.CallContext.Direction;

/**
 * The frames of one session as lines of JSON: {@code {"at":…,"bytes":"hex","direction":"TO_PUMP"}}, in the order in which the driver showed
 * them. Bounded; what came after the bound is counted in a last line. Safe for any number of threads.
 */
final class FrameRecorder {

    /** More bytes of lines than this are not kept. */
    static final int MAX_BYTES = 4 << 20;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long dropped;
    private boolean closed;

    synchronized void frame(Instant at, Direction direction, byte[] bytes) {
        if (closed) {
            return;
        }
        if (lines.size() + 2L * bytes.length > MAX_BYTES) {
            dropped++;
            return;
        }
        line(Json.object()
                .put("at", at.toString())
                .put("bytes", HexFormat.of().formatHex(bytes))
                .put("direction", direction.name())
                .build());
    }

    private void line(JsonObject json) {
        lines.writeBytes(json.canonicalText().getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
    }

    /** Everything, and no more from now on; empty when nothing was recorded. */
    synchronized Optional<byte[]> close() {
        if (!closed && dropped > 0) {
            line(Json.object().put("dropped", dropped).build());
        }
        closed = true;
        return lines.size() == 0 ? Optional.empty() : Optional.of(lines.toByteArray());
    }
}
