// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Witness;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.web.Address;
import org.cisterna.web.Replies;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /health}: 200 while writes are possible, else 503 with every reason. Needs nobody signed in. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern("/health")
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final transient List<EvidenceStore> stores = new CopyOnWriteArrayList<>();
    private final transient List<Therapy> therapies = new CopyOnWriteArrayList<>();
    private final transient List<Fleet> fleets = new CopyOnWriteArrayList<>();
    private final transient List<People> accounts = new CopyOnWriteArrayList<>();
    private final transient List<Witness> witnesses = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        ledgers.add(ledger);
    }

    void unbindLedger(Ledger ledger) {
        ledgers.remove(ledger);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEvidence(EvidenceStore store) {
        stores.add(store);
    }

    void unbindEvidence(EvidenceStore store) {
        stores.remove(store);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTherapy(Therapy therapy) {
        therapies.add(therapy);
    }

    void unbindTherapy(Therapy therapy) {
        therapies.remove(therapy);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFleet(Fleet fleet) {
        fleets.add(fleet);
    }

    void unbindFleet(Fleet fleet) {
        fleets.remove(fleet);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPeople(People people) {
        accounts.add(people);
    }

    void unbindPeople(People people) {
        accounts.remove(people);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindWitness(Witness witness) {
        witnesses.add(witness);
    }

    void unbindWitness(Witness witness) {
        witnesses.remove(witness);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Health health = Health.of(
                        ledgers.stream().findFirst(),
                        stores.stream().findFirst(),
                        therapies.stream().findFirst(),
                        fleets.stream().findFirst(),
                        accounts.stream().findFirst())
                .noting(witnesses.stream()
                        .flatMap(each -> each.notes().stream())
                        .toList());
        Replies.json(response, health.isGood() ? 200 : 503, health.toJson());
    }
}
