// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

/** A test takes longer than the time that is left for the run. An error, so that no driver takes it for a failed link. */
final class TimeRanOut extends Error {

    private static final long serialVersionUID = 1L;

    TimeRanOut(String words) {
        super(words);
    }
}
