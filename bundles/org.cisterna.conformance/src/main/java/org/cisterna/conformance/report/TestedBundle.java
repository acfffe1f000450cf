// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.util.List;
import org.cisterna.canonical.Digest;

/**
 * The bundle that was tested.
 *
 * @param name its symbolic name, as its manifest has it; the file's name when there is none
 * @param version as its manifest has it
 * @param content of what it holds, whoever signed it
 * @param file of its bytes
 * @param wiring where each package that it imports came from, one a line
 * @param java the feature release that ran it
 */
public record TestedBundle(String name, String version, Digest content, Digest file, List<String> wiring, int java) {

    public TestedBundle {
        wiring = List.copyOf(wiring);
    }
}
