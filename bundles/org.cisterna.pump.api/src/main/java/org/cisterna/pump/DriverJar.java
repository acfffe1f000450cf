// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Digest;

/**
 * A file in the drivers folder, from the moment it is found until after it is taken out.
 *
 * @param file its name
 * @param digest SHA-256 of its bytes; empty while the file is still changing
 * @param symbolicName of the bundle, when it is one
 * @param version of the bundle, when it is one
 * @param state how far it came
 * @param since house time of the last change of state
 * @param reason in words: why it does not run, or what it replaces; empty when there is nothing to say
 * @param admittedBy account that admitted this digest
 */
public record DriverJar(
        String file,
        Optional<Digest> digest,
        Optional<String> symbolicName,
        Optional<String> version,
        State state,
        Instant since,
        String reason,
        Optional<String> admittedBy) {

    /** How far a jar came. */
    public enum State {
        /** It is there and still changing. */
        ARRIVING,
        /** It is whole, and nobody has admitted its digest. */
        FOUND,
        /** Its digest is admitted and its bundle is running. */
        RUNNING,
        /** It cannot be used, for the reason given. */
        REFUSED,
        /** It was taken out of the folder. */
        REMOVED
    }
}
