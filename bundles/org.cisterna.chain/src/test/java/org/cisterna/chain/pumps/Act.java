// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.util.List;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;

/**
 * Something that is asked of a pump.
 *
 * @param name in words
 * @param programme the day of the plan; stopped for a stop, which needs no plan
 * @param parts what goes with the day
 */
record Act(String name, Programme programme, List<ProgrammePart> parts) {

    static final Act STOP = new Act("stop", new Programme.Stopped(), List.of());

    boolean isStop() {
        return programme instanceof Programme.Stopped;
    }
}
