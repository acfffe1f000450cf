// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes where the platform answers to {@code DIR/cache/address.json}, for whoever started it: the port may have been left to the machine. The
 * file goes when the address goes. Services come and change on several threads at once; the file is written by one at a time.
 */
class Announcement {

    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
    private static final String FILE = "address.json";
    private static final String ENDPOINT = "osgi.http.endpoint";

    private final Storage cache;

    Announcement(Storage cache) {
        this.cache = cache;
    }

    /** Writes the address that these properties of the server's service tell, if they tell one. */
    final synchronized void write(Map<String, ?> properties) {
        Optional<String> address =
                endpoints(properties).filter(each -> each.startsWith("http")).findFirst();
        if (address.isPresent()) {
            try {
                cache.replaceAtomically(
                        FILE, Json.object().put("url", address.get()).build().canonicalBytes());
            } catch (IOException unwritable) {
                LOG.error("the address could not be written to {}: {}", FILE, unwritable.getMessage());
            }
        }
    }

    /** Takes the file away. */
    final synchronized void remove() {
        try {
            cache.delete(FILE);
        } catch (IOException undeletable) {
            LOG.error("{} could not be removed: {}", FILE, undeletable.getMessage());
        }
    }

    private static java.util.stream.Stream<String> endpoints(Map<String, ?> properties) {
        Object value = properties.get(ENDPOINT);
        if (value instanceof String[] several) {
            return Arrays.stream(several);
        }
        return value == null ? java.util.stream.Stream.empty() : java.util.stream.Stream.of(String.valueOf(value));
    }
}
