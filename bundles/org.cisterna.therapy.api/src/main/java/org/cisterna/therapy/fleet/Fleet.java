// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

import org.cisterna.audit.ViewState;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Identified;
import org.osgi.annotation.versioning.ProviderType;

/** All pumps as rows. An OSGi service; safe for any number of threads; for those who may see pumps. */
@ProviderType
public interface Fleet {

    /**
     * A page of pumps.
     *
     * @return refused when the person may not see pumps, and for each part of the query that is out of its bounds; a page beyond the end is
     *     none of these and is empty
     */
    Answer<FleetPage> page(FleetQuery query, Identified who);

    /**
     * One pump.
     *
     * @return refused when the person may not see pumps, or no entry speaks of such a pump
     */
    Answer<FleetRow> row(PumpId pump, Identified who);

    /** How the view stands. Cheap; takes nothing in. */
    ViewState state();
}
