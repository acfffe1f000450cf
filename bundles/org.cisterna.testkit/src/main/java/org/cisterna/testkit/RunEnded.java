// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

/**
 * Takes a participant down after its run has failed. An error, so that no {@code catch (Exception)} of the code under test keeps the
 * participant alive.
 */
final class RunEnded extends Error {

    private static final long serialVersionUID = 1L;

    RunEnded() {
        super("the run under virtual time has ended", null, false, false);
    }
}
