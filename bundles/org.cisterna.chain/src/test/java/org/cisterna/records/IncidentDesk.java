// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.ViewState;
import org.cisterna.pump.PumpHost;
import org.cisterna.time.TimeSource;

/** Opens for the chain the maker of incident files, over a search that looks at every entry instead of an index. */
public final class IncidentDesk {

    private IncidentDesk() {}

    /** Over these. */
    public static IncidentFiles over(
            Ledger ledger, EvidenceStore evidence, Supplier<Optional<PumpHost>> host, TimeSource house) {
        return new IncidentMaker(
                query -> page(ledger, query), () -> Optional.of(ledger), () -> Optional.of(evidence), host, house);
    }

    private static EntryPage page(Ledger ledger, EntryQuery query) {
        List<Envelope> found = new ArrayList<>();
        for (long at = ledger.size() - 1; at >= 0; at--) {
            Envelope each = ledger.read(at, 1).get(0);
            boolean fits = query.from().filter(each.houseTime()::isBefore).isEmpty()
                    && query.until()
                            .filter(end -> !each.houseTime().isBefore(end))
                            .isEmpty()
                    && (query.pump().isEmpty()
                            || query.pump().equals(each.entry().pump().orElse("")))
                    && (query.type().isEmpty()
                            || each.entry().type().equals(query.type())
                            || each.entry().type().startsWith(query.type() + "."))
                    && (query.correlation().isEmpty()
                            || query.correlation()
                                    .equals(each.entry().correlation().orElse("")));
            if (fits) {
                found.add(each);
            }
        }
        return new EntryPage(
                query, found, OptionalLong.empty(), 0, found.size(), true, new ViewState(ledger.size(), 0, ""));
    }
}
