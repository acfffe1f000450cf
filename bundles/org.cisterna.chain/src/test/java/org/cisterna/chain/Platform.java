// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.evidence.EvidenceFiles;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.calculation.CalculationEngine;
import org.cisterna.dosing.engine.RuleEngine;
import org.cisterna.dosing.engine.calculation.CalculationService;
import org.cisterna.dosing.library.InstitutionLimits;
import org.cisterna.dosing.library.ShippedLibrary;
import org.cisterna.driver.codman.CodmanFamily;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.host.Host;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.people.Accounts;
import org.cisterna.therapy.people.PeopleFile.Secrets;
import org.cisterna.therapy.workflow.TherapyWorkflow;
import org.cisterna.time.Randomness;

/** One life of the platform's process: every part as it ships, put together as the components do it, over one disk. */
final class Platform implements AutoCloseable {

    private static final int MINUTES = 15;
    private static final int READING_MINUTES = 5;

    private final SimulatedStorage disk;
    private final TileLedger ledger;
    private final EvidenceFiles evidence;
    private final Host host;
    private final Accounts accounts;
    private final TherapyWorkflow therapy;
    private final Reach reach;

    /**
     * Starts it.
     *
     * @param disk what the life before left, or an empty one
     * @param chance no two lives draw the same numbers
     */
    Platform(VirtualTime time, SimulatedStorage disk, Bedside bedside, Clinic clinic, Randomness chance)
            throws IOException, InterruptedException {
        this.disk = disk;
        reach = new Reach(time, bedside);
        ledger = TileLedger.open(disk, LedgerOptions.of("chain"), time.house(), time.pump(), time.threads(), chance);
        evidence = EvidenceFiles.open(disk);
        host = new Host(time.house(), time.pump(), time.threads(), chance, disk);
        host.add(reach);
        host.add(ledger);
        host.add(evidence);
        host.add(new SynchromedDriver());
        host.add(new CodmanFamily());
        accounts = new Accounts(
                clinic.people(),
                Clinic.ROUNDS,
                Clinic.ROUNDS,
                time.house(),
                chance,
                () -> Optional.of((Ledger) ledger));
        therapy = TherapyWorkflow.of(
                List.of(LimitProvider.LIBRARY, LimitProvider.INSTITUTION),
                MINUTES,
                READING_MINUTES,
                READING_MINUTES,
                time.house(),
                time.pump(),
                chance);
        ShippedLibrary library = new ShippedLibrary();
        therapy.bind(Ledger.class, ledger);
        therapy.bind(EvidenceStore.class, evidence);
        therapy.bind(PumpHost.class, host);
        therapy.bind(ManualPumps.class, host.manual());
        therapy.bind(CalculationEngine.class, new CalculationService());
        therapy.bind(DosingEngine.class, new RuleEngine());
        therapy.bind(DrugLibrary.class, library);
        therapy.bind(LimitProvider.class, library);
        therapy.bind(LimitProvider.class, new InstitutionLimits(institution()));
        therapy.bind(People.class, accounts);
        time.settle();
    }

    /** The limits of the demo institution. */
    private static Map<String, Object> institution() {
        return Map.of(
                "institution",
                "Demo institution",
                "version",
                "demo-1",
                "ceilingDailyDose",
                new String[] {"baclofen 1000 mcg/day", "morphine 15 mg/day", "bupivacaine 20 mg/day"},
                "wrongRoute",
                new String[] {"vincristine", "methotrexate"});
    }

    SimulatedStorage disk() {
        return disk;
    }

    TileLedger ledger() {
        return ledger;
    }

    EvidenceStore evidence() {
        return evidence;
    }

    Host host() {
        return host;
    }

    TherapyWorkflow therapy() {
        return therapy;
    }

    Reach reach() {
        return reach;
    }

    Accounts accounts() {
        return accounts;
    }

    /** Somebody, by token. */
    Identified who(Secrets secrets) {
        return accounts.byToken(secrets.token()).orElseThrow();
    }

    /** Everything entered so far. */
    List<Envelope> entries() {
        List<Envelope> all = new ArrayList<>();
        while (all.size() < ledger.size()) {
            all.addAll(ledger.read(all.size(), 1_000));
        }
        return List.copyOf(all);
    }

    /** The bodies of the entries of one type, in order. */
    List<Envelope> entries(String type) {
        return entries().stream()
                .filter(each -> each.entry().type().equals(type))
                .toList();
    }

    /** Ends in good order. */
    @Override
    public void close() {
        host.close();
        ledger.close();
    }
}
