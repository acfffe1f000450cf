// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.Witness;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;

/** The services behind the interface, as they come and go. A missing one is a refusal in words. Thread-safe. */
final class Services {

    final List<Therapy> therapies = new CopyOnWriteArrayList<>();
    final List<ManualTherapy> manuals = new CopyOnWriteArrayList<>();
    final List<PumpHost> hosts = new CopyOnWriteArrayList<>();
    final List<DriverAdmissions> admissions = new CopyOnWriteArrayList<>();
    final List<Ledger> ledgers = new CopyOnWriteArrayList<>();

    final List<Fleet> fleets = new CopyOnWriteArrayList<>();
    final List<Editions> editions = new CopyOnWriteArrayList<>();
    final List<EntrySearch> searches = new CopyOnWriteArrayList<>();
    final List<IncidentFiles> incidents = new CopyOnWriteArrayList<>();
    final List<KitRuns> kits = new CopyOnWriteArrayList<>();
    final List<Witness> witnesses = new CopyOnWriteArrayList<>();

    /** The witness; most nodes are none. */
    Witness witness() throws Call.Refusal {
        for (Witness first : witnesses) {
            return first;
        }
        throw new Call.Refusal(
                404,
                Violation.of(
                        "NO_WITNESS",
                        "this node is not configured as a witness (org.cisterna.audit.witness), or it could not start"));
    }

    Fleet fleet() throws Call.Refusal {
        return present(fleets, "the view of the fleet (records)");
    }

    Editions editions() throws Call.Refusal {
        return present(editions, "the editions of the drug library (dosing.library)");
    }

    EntrySearch search() throws Call.Refusal {
        return present(searches, "the search of the ledger (records)");
    }

    IncidentFiles incidents() throws Call.Refusal {
        return present(incidents, "the maker of incident files (records)");
    }

    KitRuns kit() throws Call.Refusal {
        return present(kits, "runs of the conformance kit (conformance.runs)");
    }

    Therapy therapy() throws Call.Refusal {
        return present(therapies, "the acts (therapy.workflow)");
    }

    ManualTherapy manual() throws Call.Refusal {
        return present(manuals, "the acts by hand (therapy.workflow)");
    }

    PumpHost host() throws Call.Refusal {
        return present(hosts, "the pump host (pump.host)");
    }

    /** The pump host, once it has read all that the ledger says of pumps: half a list would be taken for the whole. */
    PumpHost hostThatKnowsAll() throws Call.Refusal {
        PumpHost host = host();
        Optional<String> behind = host.behind();
        if (behind.isPresent()) {
            throw new Call.Refusal(503, Violation.of("STILL_READING", behind.get()));
        }
        return host;
    }

    DriverAdmissions admissions() throws Call.Refusal {
        return present(admissions, "the drivers folder (provision)");
    }

    Ledger ledger() throws Call.Refusal {
        return present(ledgers, "the ledger (audit.ledger)");
    }

    /** What of the pumps does not come from a ledger that can be read whole and written, in words; empty when all does. */
    List<String> unbelieved() {
        Iterator<Ledger> ledger = ledgers.iterator();
        if (!ledger.hasNext()) {
            return List.of(
                    "entered readings and outcomes are shown as they were when the ledger (audit.ledger) was last"
                            + " there; it is not there now");
        }
        LedgerStatus status = ledger.next().status();
        if (status.firstBad().isPresent()) {
            long first = status.firstBad().getAsLong();
            return List.of(
                    "the ledger is read-only from entry " + first + " on: later entries are not believed, so what"
                            + " they said of this pump is not shown, and what is read or done now is not entered ("
                            + String.join("; ", status.reasons()) + ")");
        }
        return status.writable()
                ? List.of()
                : List.of("the ledger cannot be written: what is read or done now is not entered ("
                        + String.join("; ", status.reasons()) + ")");
    }

    private static <T> T present(List<T> services, String what) throws Call.Refusal {
        for (T first : services) { // a list that may have been emptied since anybody asked
            return first;
        }
        throw new Call.Refusal(
                503,
                Violation.of(
                        "SERVICE_MISSING", what + " is not there; pumps go on by themselves. Try again when it is"));
    }
}
