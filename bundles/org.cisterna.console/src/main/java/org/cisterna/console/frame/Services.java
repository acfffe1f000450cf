// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.Ledger;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.console.Page;
import org.cisterna.console.PumpPanel;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.PumpHost;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Sessions;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;

/** The services behind the pages, as they come and go. A page that needs one that is not there says so in words. Thread-safe. */
public final class Services {

    private final Map<Class<?>, List<Object>> bound = new ConcurrentHashMap<>();

    /** A service came. */
    public <T> void add(Class<T> type, T service) {
        bound.computeIfAbsent(type, any -> new CopyOnWriteArrayList<>()).add(service);
    }

    /** A service went. */
    public <T> void remove(Class<T> type, T service) {
        bound.computeIfAbsent(type, any -> new CopyOnWriteArrayList<>()).remove(service);
    }

    private <T> List<T> all(Class<T> type) {
        return bound.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }

    /** What people do to pumps. */
    public Therapy therapy() throws Missing {
        return present(Therapy.class, "therapy.workflow", "the acts on pumps");
    }

    /** What people do by hand to pumps without telemetry. */
    public ManualTherapy manual() throws Missing {
        return present(ManualTherapy.class, "therapy.workflow", "the acts by hand");
    }

    /** The one who speaks to pumps. */
    public PumpHost host() throws Missing {
        return present(PumpHost.class, "pump.host", "the pump host");
    }

    /** The drivers folder. */
    public DriverAdmissions admissions() throws Missing {
        return present(DriverAdmissions.class, "provision", "the drivers folder");
    }

    /** The ledger. */
    public Ledger ledger() throws Missing {
        return present(Ledger.class, "audit.ledger", "the ledger");
    }

    /** The accounts. */
    public People people() throws Missing {
        return present(People.class, "therapy.people", "the accounts");
    }

    /** Sessions of people in browsers. */
    public Sessions sessions() throws Missing {
        return present(Sessions.class, "therapy.people", "the accounts");
    }

    /** Making and changing accounts. */
    public Administration administration() throws Missing {
        return present(Administration.class, "therapy.people", "the administration of accounts");
    }

    /** All pumps as rows. */
    public Fleet fleet() throws Missing {
        return present(Fleet.class, "records", "the view of the fleet");
    }

    /** The search of the ledger. */
    public EntrySearch search() throws Missing {
        return present(EntrySearch.class, "records", "the search of the ledger");
    }

    /** The maker of incident files. */
    public IncidentFiles incidents() throws Missing {
        return present(IncidentFiles.class, "records", "the maker of incident files");
    }

    /** Runs of the conformance kit. */
    public KitRuns kitRuns() throws Missing {
        return present(KitRuns.class, "conformance.runs", "the conformance kit");
    }

    /** The same, where a page can do without it. */
    public Optional<KitRuns> kit() {
        return all(KitRuns.class).stream().findFirst();
    }

    /** The drug library, where a page can do without it. */
    public Optional<DrugLibrary> library() {
        return all(DrugLibrary.class).stream().findFirst();
    }

    /** Pages of other bundles. */
    public List<Page> pages() {
        return all(Page.class);
    }

    /** Panels of other bundles for the page of a pump. */
    public List<PumpPanel> panels() {
        return all(PumpPanel.class);
    }

    /** How a drug is written for people; its id where the library is not there or does not know it. */
    public String drugName(String id) {
        return library()
                .flatMap(each -> each.drug(id))
                .map(each -> each.displayName())
                .orElse(id);
    }

    private <T> T present(Class<T> type, String bundle, String what) throws Missing {
        Optional<T> first = all(type).stream().findFirst();
        if (first.isEmpty()) {
            throw new Missing(bundle, what);
        }
        return first.get();
    }
}
