// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.regex.Pattern;

/**
 * Which fold a snapshot is of, and how it is written. A snapshot in another form is of no use: the ledger is folded from its beginning.
 *
 * @param name of the fold, lower case words with dots between: {@code pump.host}; at most 64 characters
 * @param version of the form in which its parts are written, from 1
 * @param code a class of the fold: the bundle that has it, and those whose packages that one uses, are the code that folded. Other code may
 *     fold the same entries to something else
 */
public record FoldForm(String name, int version, Class<?> code) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*");
    private static final int MAX_NAME = 64;

    /**
     * Checks name and version.
     *
     * @throws IllegalArgumentException naming the value and the bound
     */
    public FoldForm {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a fold: lower case words with dots"
                    + " between, at most " + MAX_NAME + " characters, for example pump.host");
        }
        if (version < 1) {
            throw new IllegalArgumentException(
                    "the form of " + name + " has version " + version + "; versions count from 1");
        }
    }
}
