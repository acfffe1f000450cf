// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.therapy.people.PeopleFile;
import org.cisterna.time.system.SystemTime;

/**
 * The link by which the first administrator is made, while there is none. The platform is given the hash of its token only; the token is said on the
 * terminal and stands in no file.
 *
 * @param token 256 random bits
 */
record SetUpLink(String token) {

    private static final int BYTES = 32;

    /** A fresh one, when it is needed. */
    static Optional<SetUpLink> ifNeeded(DataFolder data) throws Refused {
        if (PeopleFile.hasAdministrator(data.folder("people"), Instant.now())) {
            return Optional.empty();
        }
        try (SystemTime time = SystemTime.start()) {
            return Optional.of(new SetUpLink(Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(time.randomness().secret(BYTES))));
        }
    }

    /** What the platform is told. */
    Map<String, String> properties() {
        return Map.of(
                "cisterna.set-up",
                Digest.of(token.getBytes(StandardCharsets.US_ASCII)).text());
    }

    /** What the administrator opens. */
    URI url(URI address) {
        return address.resolve("/set-up/" + token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "SetUpLink";
    }
}
