// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console;

import java.util.List;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of the page of each pump, from another bundle, registered as an OSGi service. Stands below the console's own parts. Rules for threads
 * and failures are those of {@link Page}.
 */
@ConsumerType
public interface PumpPanel {

    /** Its heading: 2 to 60 characters. */
    String title();

    /** What a person must be allowed to do in order to see it. */
    Act needs();

    /**
     * What it shows of a pump.
     *
     * @param pump which; it is known to the host
     * @param who looks at it
     * @return at most {@value Block#MOST} pieces; none leaves the panel out for this pump
     */
    List<Block> render(PumpId pump, Identified who);
}
