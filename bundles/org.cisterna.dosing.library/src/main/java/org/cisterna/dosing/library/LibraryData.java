// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitSet;

/**
 * A drug library as it was read: every datum with its source and its trust.
 *
 * @param version the version it calls itself
 * @param digest of its canonical JSON
 * @param drugs by id
 * @param limits in the order of the data
 * @param keepings how long solutions keep
 * @param sources where the data were taken from
 */
record LibraryData(
        String version,
        Digest digest,
        List<Drug> drugs,
        LimitSet limits,
        List<Keeping> keepings,
        List<Source> sources) {

    /**
     * Where data were taken from.
     *
     * @param id short name, used by the data
     * @param title what it is
     * @param address where it was read, or that it was not
     */
    record Source(String id, String title, String address) {}
}
