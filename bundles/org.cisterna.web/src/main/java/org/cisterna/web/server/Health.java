// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.web.Address;

/**
 * Whether a pump could be programmed now.
 *
 * @param missing parts of the platform that are not there, in words
 * @param reasons why not, though every part is there, in words
 * @param notes what is worth knowing all the same
 */
record Health(List<String> missing, List<String> reasons, List<String> notes) {

    static Health of(
            Optional<Ledger> ledger,
            Optional<EvidenceStore> evidence,
            Optional<Therapy> therapy,
            Optional<Fleet> fleet,
            Optional<People> people) {
        List<String> missing = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (ledger.isEmpty()) {
            missing.add("the ledger (audit.ledger) is not there; pumps can be read and stopped");
        } else {
            LedgerStatus status = ledger.get().status();
            if (!status.writable()) {
                reasons.addAll(status.reasons());
            }
            notes.addAll(status.notes());
        }
        if (evidence.isEmpty()) {
            // stops nothing: a command is proved by its entries, and each entry says that its raw frames were not kept
            notes.add(
                    "the store of evidence (audit.evidence) is not there; what is read and written meanwhile is entered"
                            + " without its raw frames");
        }
        if (therapy.isEmpty()) {
            missing.add("the acts (therapy.workflow) are not there");
        } else {
            missing.addAll(therapy.get().missing());
            reasons.addAll(therapy.get().obstacles());
        }
        // the accounts that can be read go on
        people.ifPresent(each -> notes.addAll(each.problems()));
        // the view of the fleet stops nothing either: no act rests on it
        fleet.map(each -> each.state().words())
                .filter(words -> !words.isEmpty())
                .ifPresent(notes::add);
        return new Health(List.copyOf(missing), List.copyOf(reasons), List.copyOf(notes));
    }

    /** The same with more that is worth knowing. */
    Health noting(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Health(missing, reasons, List.copyOf(all));
    }

    boolean isGood() {
        return missing.isEmpty() && reasons.isEmpty();
    }

    JsonObject toJson() {
        return Json.object()
                .put("status", isGood() ? "good" : "impaired")
                .put("writesPossible", isGood())
                .put("missing", Json.array(missing.stream().map(Json::text).toList()))
                .put("reasons", Json.array(reasons.stream().map(Json::text).toList()))
                .put("notes", Json.array(notes.stream().map(Json::text).toList()))
                .put("notice", Address.NOTICE)
                .build();
    }
}
