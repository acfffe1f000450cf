// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.edition;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;

/**
 * What an edition holds.
 *
 * @param version the version it calls itself
 * @param digest names exactly this data
 * @param drugs every drug
 * @param limits every limit, as the limiter {@code library}
 * @param keepings every keeping time
 */
public record EditionContent(String version, Digest digest, List<Drug> drugs, LimitSet limits, List<Keeping> keepings) {

    public EditionContent {
        drugs = List.copyOf(drugs);
        keepings = List.copyOf(keepings);
    }

    /** What a library holds, with its limits. */
    public static EditionContent of(DrugLibrary library, LimitSet limits) {
        return new EditionContent(library.version(), library.digest(), library.drugs(), limits, library.keepings());
    }

    /** The same request as it would be made with this edition; every other limiter speaks as it did. */
    public DosingRequest applied(DosingRequest request) {
        List<String> ids = request.drugs().stream().map(Drug::id).toList();
        List<String> named = new ArrayList<>(ids);
        request.solution().ingredients().forEach(each -> named.add(each.drug()));
        List<LimitSet> sets = new ArrayList<>();
        for (LimitSet each : request.limits()) {
            sets.add(each.name().equals(LimitProvider.LIBRARY) ? limits.concerning(named) : each);
        }
        return new DosingRequest(
                request.pumpTime(),
                request.indication(),
                request.solution(),
                request.capabilities(),
                request.catheter(),
                request.running(),
                request.lastTherapeutic(),
                request.order(),
                request.requiredLimiters(),
                sets,
                drugs.stream().filter(each -> named.contains(each.id())).toList(),
                version,
                digest,
                request.circumstances(),
                request.keepings().isEmpty()
                        ? List.of()
                        : keepings.stream()
                                .filter(each -> named.containsAll(each.drugs()))
                                .toList());
    }
}
