// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

/** The shapes of answers about care: pumps, visits, changes of dose, and what the view over the ledger finds. */
final class CareSchemas {

    private final AnswerSchemas answers;

    CareSchemas(AnswerSchemas answers) {
        this.answers = answers;
    }

    void add() {
        pumps();
        changes();
        emergencies();
        views();
    }

    private void pumps() {
        answers.answer(
                "Implant",
                "The implant record of a pump.",
                "pump text manufacturer/serial",
                "identity Identity",
                "family text of its driver",
                "patient text the pseudonymous reference",
                "indication text",
                "reservoir Ingredients[]",
                "path Ingredients[] what tubing and catheter held",
                "catheter Segments[]",
                "enrolled instant house time",
                "enrolledBy Staff",
                "entry number");
        answers.answer(
                "Pump",
                "A paired pump.",
                "pump text manufacturer/serial",
                "manufacturer text",
                "serial text",
                "family text",
                "address text",
                "simulated flag",
                "pairedSince instant house time",
                "link text",
                "linkReason text",
                "implant? Implant",
                "reading? Reading the last one",
                "unknown? Unknown",
                "missing text[] what cannot be shown of it now, and why; empty when all is there");
        answers.list("Pumps", "Pump");
        answers.answer(
                "ManualCase",
                "A pump without telemetry: nothing in it was read from the pump.",
                "pump text manufacturer/serial",
                "model text",
                "family text",
                "state text FILLED, EMPTIED or UNKNOWN, by attested word",
                "revision number of attested acts, and one",
                "labelFlow text as the factory measured it",
                "fill? json what was filled last: volume, solution, at in pump time",
                "emptiedSince? instant pump time",
                "flows json[] measured between two attested acts, the newest last",
                "expected? json what is projected to come out; kept back while a record is open and that was not entered",
                "residual? json what came out differs too much: expected, returned, findings, since when, the reason, whether it is settled",
                "content? json filled by the word of one person: solution, since when, when it is at the tip",
                "order? json its numbers only for who may see them",
                "record? json the open one: act, next step and its words, steps, attestations");
        answers.answer(
                "FoundPump",
                "A pump that can be seen and is not paired; unproven.",
                "address text",
                "manufacturer text",
                "serial text",
                "simulated flag");
        answers.list("FoundPumps", "FoundPump");
        answers.answer(
                "Closing",
                "How a visit ended.",
                "ending text RUNNING or STOPPED_BY_ORDER",
                "at instant house time",
                "by Staff",
                "reading number its entry",
                "restart? text a day of pump time",
                "owner? Staff");
        answers.answer(
                "Visit",
                "A visit.",
                "id text",
                "pump text manufacturer/serial",
                "patient text",
                "open flag",
                "opened instant house time",
                "openedBy Staff",
                "entry number",
                "changes text[] ids of its changes of dose",
                "closing? Closing");
        answers.list("Visits", "Visit");
        answers.answer(
                "Withdrawal",
                "What stopping does to the patient.",
                "drug text",
                "name text",
                "profile? json of the drug library");
        answers.answer(
                "StopResult",
                "What came of a stop.",
                "pump text",
                "command text",
                "outcome Outcome",
                "withdrawal Withdrawal[] for each drug",
                "stoppedSince? instant",
                "stoppedSinceClock? text",
                "entry? number",
                "notes text[] what could not be said or entered");
        answers.answer("Actor", "Who did something.", "id text", "name text", "role text", "via text");
        answers.answer(
                "Event",
                "A ledger entry about a pump.",
                "sequence number",
                "type text",
                "version number",
                "houseTime instant",
                "pumpTime instant",
                "actor Actor",
                "correlation? text",
                "withheld flag whether its body is kept from this person",
                "body? json");
        answers.list("Events", "Event");
    }

    private void changes() {
        answers.answer(
                "Nonce",
                "A number to sign over, once.",
                "nonce text",
                "change text",
                "plan text",
                "meaning text",
                "expires instant");
        answers.answer(
                "SignedBy",
                "A signature.",
                "signer Staff",
                "meaning text AUTHORED or INDEPENDENTLY_VERIFIED",
                "at instant",
                "expires instant",
                "entry number");
        answers.answer("Voided", "Why a change is void.", "reason text", "words text");
        answers.answer(
                "Numbers",
                "What is to be changed; left out for whoever may not see it yet.",
                "order json as it was ordered",
                "proposal json of the engine: verdict, findings, totals before and after, programme on the grid",
                "before Programme",
                "solution Ingredients[]",
                "confirmations json[] the author's reasons",
                "secondConfirmations json[] the second person's");
        answers.answer(
                "DoseChange",
                "A change of dose.",
                "id text",
                "visit text",
                "pump text",
                "patient text",
                "state text",
                "voided? Voided",
                "author Staff",
                "drafted instant",
                "expires instant",
                "revision number of the pump it was made for",
                "mode text",
                "shape text of the day, without a scale",
                "verdict text PASS, CONFIRM or BLOCK",
                "plan? text digest",
                "signatures SignedBy[]",
                "outcome? Outcome",
                "numbers? Numbers");
    }

    private void emergencies() {
        answers.answer("Asking", "A finding that asks two persons.", "code text", "subject text");
        answers.answer(
                "ReviewDone",
                "What another clinician says of it.",
                "verdict text",
                "words text",
                "reviewer Staff",
                "at instant house time",
                "entry number");
        answers.answer(
                "BrokenGlass",
                "What one clinician released alone.",
                "change text",
                "visit text",
                "pump text",
                "patient text",
                "signer Staff",
                "reason text",
                "alone Asking[] what would have asked two persons",
                "released instant house time",
                "due instant house time of the review",
                "overdue flag",
                "state text of the change",
                "review? ReviewDone");
        answers.list("BrokenGlasses", "BrokenGlass");
    }

    private void views() {
        answers.answer(
                "Entry",
                "An entry as it stands in the ledger.",
                "sequence number",
                "node text",
                "log text",
                "index number in that log",
                "houseTime instant",
                "pumpTime instant",
                "boot text",
                "leaf text digest",
                "entry json actor, body, type, version; correlation, evidence and pump where there are");
        answers.list("Entries", "Entry");
        answers.answer(
                "Export",
                "JSON Lines: the first line says what this is and under which checkpoint, then each entry as it was hashed, the oldest first, then their"
                        + " hashes. The page of the ledger describes it. These are the members of the first line.",
                "checkpoint text a signed note",
                "entries number how many lines follow before the last",
                "format text cisterna-export/1",
                "key text of the node; check with a copy you trust",
                "notice text simulated pumps, not a medical device",
                "ranges json[] which entries, from and until");
        answers.answer(
                "IncidentFile",
                "JSON Lines: a first line, an export of the ledger, and the files that its entries name. The page of the ledger describes it. These are the"
                        + " members of the first line.",
                "entry number index of the entry that says that it was made",
                "exportLines number how many lines the export has",
                "files number how many files follow",
                "format text cisterna-incident/1",
                "notice text simulated pumps, not a medical device");
        answers.answer(
                "EntryPage",
                "What was found in the ledger, the newest first.",
                "entries Entry[]",
                "next? text ask again with this as before; left out at the end",
                "searchedDownTo number a page can be short: it came down to here",
                "matches number at least so many match",
                "exact flag whether that is all",
                "note text what to know of the search; empty when nothing");
        answers.answer(
                "Projection",
                "What is expected of the reservoir since the reading; not read.",
                "at instant pump time of the answer",
                "reservoir text",
                "since instant pump time of the reading",
                "emptyAt instant",
                "refillBy instant");
        answers.answer("OpenVisit", "A visit that is open.", "id text", "since instant house time", "by text");
        answers.answer(
                "UnderWay",
                "A command without an outcome.",
                "command text",
                "kind text",
                "since instant house time",
                "intentEntry number");
        answers.answer(
                "Standstill",
                "A pump that does not deliver, or may not.",
                "motor text",
                "proven flag whether a reading said so",
                "since instant pump time",
                "restart? text a day",
                "owner? text");
        answers.answer(
                "Overdue",
                "Something past its time.",
                "what text refill, restart or replacement",
                "since instant pump time");
        answers.answer(
                "OwedReview",
                "A change of dose that one clinician released alone and nobody has reviewed yet.",
                "change text",
                "due instant house time");
        answers.answer(
                "FleetPump",
                "A pump of the fleet, as the entries of the ledger have it.",
                "pump text manufacturer/serial",
                "manufacturer text",
                "serial text",
                "family text",
                "model text",
                "firmware text",
                "simulated flag",
                "byHand flag without telemetry: known by the record of what people did",
                "patient? text",
                "drug? text",
                "concentration? text",
                "dailyDose? text of the programme that was read",
                "state text in-visit, overdue, projected, by-hand or never-read",
                "urgency text critical-alarm, unknown-outcome, alarm or none",
                "reading? Reading",
                "projection? Projection",
                "uncertainSince? instant pump time of a reading; its motor stood still then or after it, so its volume is uncertain",
                "accessed? json more is in the reservoir than at the reading before, and there is no record of a fill: after, found, from, to",
                "replaceBy? instant pump time",
                "visit? OpenVisit",
                "unknown? Unknown",
                "underWay? UnderWay",
                "standstill? Standstill",
                "contentDiffers flag",
                "reviews OwedReview[] due first at the front",
                "overdue Overdue[]",
                "unreadable text[]",
                "revision number sequence of the last entry about it");
        answers.answer(
                "FleetPage",
                "A page of the fleet.",
                "page number",
                "pages number",
                "size number",
                "total number on all pages",
                "counts json for each filter, of the whole fleet",
                "houseTime instant at which it was put together",
                "pumpTime instant",
                "note text what to know of the view; empty when nothing",
                "pumps FleetPump[]");
    }
}
