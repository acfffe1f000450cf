// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cisterna.audit.ViewState;

/**
 * A page of pumps.
 *
 * @param query what was asked for
 * @param rows in the order asked for; none beyond the last page
 * @param total how many pumps there are on all pages of this query
 * @param counts for each filter how many pumps of the whole fleet it lets through, whatever text was looked for
 * @param view up to which entry of the ledger this holds, and what to say beside it
 * @param house house time at which it was put together
 * @param pumpTime pump time at which it was put together: what is overdue was judged by it
 */
public record FleetPage(
        FleetQuery query,
        List<FleetRow> rows,
        long total,
        Map<FleetFilter, Long> counts,
        ViewState view,
        Instant house,
        Instant pumpTime) {

    /** Copies list and map; a filter that is missing in the map has 0. */
    public FleetPage {
        rows = List.copyOf(rows);
        Map<FleetFilter, Long> whole = new EnumMap<>(FleetFilter.class);
        for (FleetFilter each : FleetFilter.values()) {
            whole.put(each, counts.getOrDefault(each, 0L));
        }
        counts = Collections.unmodifiableMap(whole);
    }

    /** How many pumps of the whole fleet a filter lets through. */
    public long count(FleetFilter filter) {
        return counts.getOrDefault(filter, 0L);
    }

    /** The number of the last page; 1 when there is none. */
    public long pages() {
        return Math.max(1, (total + query.size() - 1) / query.size());
    }
}
