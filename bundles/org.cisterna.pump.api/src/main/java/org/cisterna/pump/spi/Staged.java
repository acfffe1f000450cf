// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import java.util.List;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;

/**
 * What a pump says it has staged, as it echoed it.
 *
 * @param token the pump's name for what is staged, 1 to 64 characters
 * @param expected the revision it was staged against
 * @param programme decoded from the echo, not copied from the request
 * @param solution decoded from the echo
 * @param parts decoded from the echo
 */
public record Staged(
        String token, Revision expected, Programme programme, Solution solution, List<ProgrammePart> parts) {

    public Staged {
        parts = ProgrammePart.inOrder(parts);
    }

    /** Without parts. */
    public Staged(String token, Revision expected, Programme programme, Solution solution) {
        this(token, expected, programme, solution, List.of());
    }
}
