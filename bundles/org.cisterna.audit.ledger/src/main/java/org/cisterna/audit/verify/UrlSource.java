// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.util.Optional;

/**
 * A log at an address.
 *
 * @param base the address, ending in a slash
 * @param token gives the right to read entries, if there is one
 * @param trust which certificate is believed, where the address has one
 */
record UrlSource(String base, Optional<String> token, ServerTrust trust) implements Source {
    private static final int PATIENCE_MILLIS = 30_000;

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        URLConnection connection = URI.create(base + path).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        trust.guard(connection);
        if (token.isPresent()) {
            connection.setRequestProperty("Authorization", "Bearer " + token.get());
        }
        if (!(connection instanceof HttpURLConnection http)) {
            throw new IOException(base + " is not an address of the web");
        }
        try {
            int status = http.getResponseCode();
            if (status == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(base + path + " answers " + status
                        + (status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN
                                ? ": the token does not give the right to read it"
                                : ""));
            }
            try (InputStream in = http.getInputStream()) {
                return Optional.of(Reading.all(in, base + path, Reading.MOST_BYTES));
            }
        } finally {
            http.disconnect();
        }
    }

    @Override
    public boolean hasEntries() {
        return token.isPresent();
    }

    @Override
    public Optional<InputStream> segment() {
        return Optional.empty();
    }

    @Override
    public boolean needsSegment() {
        return false;
    }
}
