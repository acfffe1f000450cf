// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cisterna.audit.witness.PublicNoteKey;

/**
 * Where a witness is, and what verifies its cosignatures.
 *
 * @param base its address, without a slash at the end
 * @param key its verifier key
 * @param fingerprint of the one certificate that is believed, in hexadecimal; empty when those are that this Java believes
 */
record WitnessAddress(URI base, PublicNoteKey key, Optional<String> fingerprint) {
    private static final String FINGERPRINT = "sha256:";

    /**
     * Reads what is configured.
     *
     * @throws IllegalArgumentException with every reason in words
     */
    static List<WitnessAddress> all(List<String> lines) {
        List<WitnessAddress> read = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String line : lines) {
            try {
                WitnessAddress address = parse(line.strip());
                if (read.stream().anyMatch(each -> each.key().equals(address.key()))) {
                    throw new IllegalArgumentException("the key " + address.key() + " stands there twice");
                }
                read.add(address);
            } catch (IllegalArgumentException e) {
                wrong.add("witness '" + line + "': " + e.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("The witnesses of org.cisterna.audit.ledger cannot be used: "
                    + String.join("; ", wrong)
                    + ". Give address, verifier key and perhaps a fingerprint, for example"
                    + " https://other.example:8443/ledger/witness other.example/witness+0123abcd+BASE64 sha256:HEX");
        }
        return List.copyOf(read);
    }

    private static WitnessAddress parse(String line) {
        String[] parts = line.split(" +", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("it does not have two or three parts");
        }
        URI base = URI.create(parts[0].replaceAll("/+$", ""));
        if (!("http".equals(base.getScheme()) || "https".equals(base.getScheme()))
                || base.getHost() == null
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "'" + parts[0] + "' is no address with http or https, host and path alone");
        }
        Optional<String> fingerprint = Optional.empty();
        if (parts.length == 3) {
            String digits = parts[2].replace(":", "").toLowerCase(Locale.ROOT);
            if (!parts[2].startsWith(FINGERPRINT) || !digits.matches("sha256[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "'" + parts[2] + "' is no fingerprint, sha256: and 64 hexadecimal digits");
            }
            fingerprint = Optional.of(digits.substring(FINGERPRINT.length() - 1));
        }
        return new WitnessAddress(base, PublicNoteKey.parse(PublicNoteKey.Kind.WITNESS, parts[1]), fingerprint);
    }

    /** How people know it. */
    String name() {
        return key.name() + " (" + base + ")";
    }
}
