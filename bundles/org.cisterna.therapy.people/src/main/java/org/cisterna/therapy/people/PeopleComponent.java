// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Person;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The accounts as a service. The ledger comes and goes; people are recognised without it. */
@Component(
        name = "org.cisterna.therapy.people",
        service = {People.class, PeopleComponent.class})
public final class PeopleComponent implements People {

    private static final String DATA = "cisterna.data";
    private static final String DEFAULT_DATA = "data";

    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final Accounts accounts;

    /** Over the folder {@code people} of the data folder. */
    @Activate
    public PeopleComponent(
            BundleContext context,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference Randomness randomness) {
        String data = context.getProperty(DATA);
        this.accounts = new Accounts(
                Path.of(data == null ? DEFAULT_DATA : data).resolve("people"),
                Accounts.PRODUCT_ROUNDS,
                Accounts.PRODUCT_ROUNDS,
                house,
                randomness,
                () -> ledgers.stream().findFirst());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        ledgers.add(ledger);
    }

    void unbindLedger(Ledger ledger) {
        ledgers.remove(ledger);
    }

    /** What sessions and administration of this bundle work on. */
    Accounts accounts() {
        return accounts;
    }

    @Override
    public Optional<Identified> byToken(String token) {
        return accounts.byToken(token);
    }

    @Override
    public Optional<Person> person(String account) {
        return accounts.person(account);
    }

    @Override
    public List<Person> people() {
        return accounts.people();
    }

    @Override
    public Answer<Person> confirm(String account, String password) {
        return accounts.confirm(account, password);
    }

    @Override
    public void refused(int status, Optional<Identified> who, String from, String method, String address) {
        accounts.refused(status, who, from, method, address);
    }

    @Override
    public List<String> problems() {
        return accounts.problems();
    }
}
