// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What the folder needs of a framework. Calls may take as long as a foreign bundle's start takes. Used by one thread at a time. */
interface Bundles {

    /** A bundle came to an end other than the wanted one; the message says in words which. */
    final class BundleFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private final String words;

        BundleFailure(String words) {
            super(words);
            this.words = words;
        }

        /** What happened, for people. */
        String words() {
            return words;
        }
    }

    /**
     * Why no jar may take this name: an installed bundle has it, and that one is no driver. Nothing is changed.
     *
     * @return in words; empty when a jar of this name may run
     */
    Optional<String> taken(String symbolicName);

    /**
     * Installs and starts a jar in place of the shipped bundle of the same symbolic name, if there is one; when that fails the shipped one
     * runs again. A name that is {@link #taken} is refused before anything is stopped or installed.
     *
     * @return what it replaced, in words; empty when it replaced nothing
     * @throws BundleFailure when it did not come to run; nothing of it is left
     */
    String run(Path jar, String symbolicName) throws BundleFailure;

    /**
     * Stops and removes the jar that {@link #run} started under this name, and starts the shipped bundle again, if there is one.
     *
     * @throws BundleFailure when one of the two did not happen
     */
    void remove(String symbolicName) throws BundleFailure;

    /**
     * Removes what an earlier run of this bundle left behind: jars it started under a name that is not among these.
     *
     * @param symbolicNames which names the folder accounts for
     */
    void keepOnly(Set<String> symbolicNames) throws BundleFailure;
}
