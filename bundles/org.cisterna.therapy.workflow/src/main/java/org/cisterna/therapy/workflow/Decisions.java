// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Refusal;

/**
 * The entry {@value #TYPE}: request and proposal of a decision. A request too large for an entry is a file of evidence that the entry names;
 * the decision replays either way.
 */
final class Decisions {

    static final String TYPE = "dosing.proposal";
    static final int VERSION = 1;

    private static final String REQUEST = "request";
    private static final String REQUEST_FILE = "requestFile";
    private static final String PROPOSAL = "proposal";

    private static final Set<String> NOT_APPROVED = Set.of("OFF_LABEL", "OFF_LABEL_MIXTURE");

    private final Surroundings surroundings;

    Decisions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The entry; refused when the request needs a file and none can be kept. */
    Answer<Entry> entry(Actor actor, PumpId pump, String change, DosingRequest request, Proposal proposal) {
        JsonObject whole = Json.object()
                .put(REQUEST, request.toJson())
                .put(PROPOSAL, proposal.toJson())
                .build();
        if (whole.canonicalBytes().length <= Entry.MAX_BODY_BYTES) {
            return Answer.done(begun(actor, pump, change).body(whole).build());
        }
        return surroundings.need(EvidenceStore.class).then(store -> {
            try {
                Digest file = store.put(request.toJson().canonicalBytes());
                JsonObject body = Json.object()
                        .put(REQUEST_FILE, file.text())
                        .put(PROPOSAL, proposal.toJson())
                        .build();
                return Answer.done(
                        begun(actor, pump, change).body(body).evidence(file).build());
            } catch (EvidenceUnavailableException unavailable) {
                return Answer.refused(Refusal.LEDGER_UNAVAILABLE.because(
                        "The dosing request could not be kept as evidence: " + unavailable.getMessage()));
            }
        });
    }

    private static Entry.Builder begun(Actor actor, PumpId pump, String change) {
        return Entry.of(TYPE, VERSION, actor).pump(pump.text()).correlation(change);
    }

    /** What a proposal asks to be acknowledged as not approved: a drug, or the drugs of a mixture. */
    static Set<String> notApproved(Proposal proposal) {
        return proposal.findings().stream()
                .filter(each -> each.verdict() == Verdict.CONFIRM && NOT_APPROVED.contains(each.code()))
                .map(Finding::subject)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The proposal of an entry. */
    static Proposal proposal(Entry entry) {
        entry.body().onlyNames(REQUEST, REQUEST_FILE, PROPOSAL);
        return Proposal.fromJson(entry.body().object(PROPOSAL));
    }
}
