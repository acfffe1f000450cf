// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.testkit.MemoryEvidence;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.TypedOrder.Step;
import org.cisterna.therapy.TypedSolution;
import org.cisterna.therapy.Visit;

/** A house with one pump, its people, and every service scripted: baclofen 2,000 mcg/mL, 280 mcg/day for 30 days. */
final class Clinic {

    static final PumpId PUMP = new PumpId("Cisterna Demo", "SM-0001");
    static final Solution BACLOFEN =
            Solution.of("baclofen", Concentration.parse("2000 mcg/mL").orElseThrow());

    /** The flex schedule of the story: 326 mcg/day. */
    static final TypedOrder W9 = TypedOrder.flex(
            new Step("00:00", "10 mcg/h"),
            new Step("06:00", "20 mcg/h"),
            new Step("10:00", "12 mcg/h"),
            new Step("18:00", "15 mcg/h"));

    static final BlindEntry RIGHT = new BlindEntry("baclofen", "2000 mcg/mL", "326 mcg/day");

    final VirtualTime time = VirtualTime.create(11);
    final MemoryLedger ledger = MemoryLedger.in(time);
    final MemoryEvidence evidence = new MemoryEvidence();
    final ScriptedHost host = new ScriptedHost(time, ledger, PUMP, BACLOFEN);
    final RuledEngine engine = new RuledEngine();
    final FakePeople people = new FakePeople();
    final DrugLibrary library = new OneDrug();
    final Map<Role, Identified> each = new EnumMap<>(Role.class);
    final Identified paula = people.add("paula", "Paula Programmer", Role.PROGRAMMER);
    final Identified clara = people.add("clara", "Clara Clinician", Role.CLINICIAN);
    final Identified theo = people.add("theo", "Theo Technician", Role.TECHNICIAN);
    TherapyWorkflow therapy = start();

    Clinic() {
        for (Role role : Role.values()) {
            String name = role.text();
            each.put(role, people.add("some-" + name, "Some " + name, role));
        }
    }

    /** A workflow that knows nothing but the ledger: what a restart gives. */
    TherapyWorkflow start() {
        TherapyWorkflow fresh = startWithoutLimiters();
        fresh.bind(LimitProvider.class, limiter("library"));
        fresh.bind(LimitProvider.class, limiter("institution"));
        return fresh;
    }

    void restart() {
        therapy = start();
    }

    /** Gives a workflow other limiters than the two it started with. */
    static final class Limiters {
        private final TherapyWorkflow workflow;
        private List<LimitProvider> bound = List.of();

        Limiters(TherapyWorkflow workflow) {
            this.workflow = workflow;
        }

        TherapyWorkflow only(LimitProvider... limiters) {
            bound.forEach(each -> workflow.unbind(LimitProvider.class, each));
            bound = List.of(limiters);
            bound.forEach(each -> workflow.bind(LimitProvider.class, each));
            return workflow;
        }
    }

    /** A workflow without limiters. */
    TherapyWorkflow startWithoutLimiters() {
        TherapyWorkflow fresh = TherapyWorkflow.of(
                List.of("library", "institution"), 15, 5, 5, time.house(), time.pump(), time.randomness());
        fresh.bind(Ledger.class, ledger);
        fresh.bind(EvidenceStore.class, evidence);
        fresh.bind(PumpHost.class, host);
        fresh.bind(DosingEngine.class, engine);
        fresh.bind(DrugLibrary.class, library);
        fresh.bind(People.class, people);
        return fresh;
    }

    static LimitProvider limiter(String name) {
        return new LimitProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public LimitSet limits() {
                return new LimitSet(name, "1", List.of());
            }
        };
    }

    static EnrolRequest enrolment() {
        return new EnrolRequest(
                "sim:1",
                "synchromed",
                "4711-0815",
                "P-10042",
                "spasticity-spinal",
                new TypedSolution(List.of(new TypedSolution.Ingredient("baclofen", "2000 mcg/mL"))),
                Optional.empty(),
                List.of(new EnrolRequest.Segment("8709", Optional.of("89 cm"), Optional.of("12 cm"), "0.00222 mL/cm")));
    }

    /** Enrols the pump, opens a visit and reads. */
    Visit visitRead() {
        therapy.enrol(enrolment(), theo).orElseThrow();
        Visit visit = therapy.openVisit(PUMP, paula).orElseThrow();
        therapy.read(visit.id(), paula).orElseThrow();
        return visit;
    }

    /** To a draft by Paula. */
    DoseChange drafted() {
        return therapy.draft(visitRead().id(), W9, paula).orElseThrow();
    }

    SignRequest sign(String change, Identified who) {
        return new SignRequest(
                therapy.nonce(change, who).orElseThrow().nonce(),
                "secret of " + who.person().id());
    }

    DoseChange author(String change) {
        return therapy.author(change, List.of(), sign(change, paula), paula).orElseThrow();
    }

    DoseChange verify(String change) {
        return therapy.verify(change, RIGHT, sign(change, clara), clara).orElseThrow();
    }

    DoseChange authored() {
        return author(drafted().id());
    }

    DoseChange verified() {
        return verify(authored().id());
    }

    DoseChange released() {
        return therapy.release(verified().id(), clara).orElseThrow();
    }

    static List<Confirmation> none() {
        return List.of();
    }

    static List<String> codes(Answer<?> answer) {
        return answer.violations().stream().map(Violation::code).toList();
    }

    /** The types of what was entered since the given number. */
    List<String> types(long from) {
        List<String> types = new ArrayList<>();
        ledger.read(from, 1000).forEach(entry -> types.add(entry.entry().type()));
        return types;
    }

    DoseChange.State state(String change) {
        return therapy.change(change, paula).orElseThrow().state();
    }

    /** Lets house time pass. */
    void pass(Duration duration) {
        try {
            time.run(() -> time.advance(duration));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A refusal that names what is asked for, and left no entry behind. */
    void refuses(Answer<?> answer, long sizeBefore, String... codes) {
        assertThat(codes(answer)).containsExactly(codes);
        assertThat(answer.violations())
                .allSatisfy(each -> assertThat(each.message()).hasSizeGreaterThan(20));
        assertThat(types(sizeBefore)).isEmpty();
    }

    private static final class OneDrug implements DrugLibrary {

        private static final Drug BACLOFEN = new Drug(
                "baclofen",
                "baclofen",
                "mcg/day",
                new Withdrawal(
                        Withdrawal.Priority.HIGH,
                        "high fever, altered mental status, rebound spasticity",
                        "hours to 3 days",
                        "Lioresal US label",
                        Trust.READ),
                List.of(new Drug.Indication("spasticity-spinal", "spasticity of spinal origin")),
                List.of());

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Digest digest() {
            return Digest.of("test.library", Json.object().build());
        }

        @Override
        public List<Drug> drugs() {
            return List.of(BACLOFEN);
        }

        @Override
        public Optional<Drug> drug(String id) {
            return id.equals("baclofen") ? Optional.of(BACLOFEN) : Optional.empty();
        }
    }
}
