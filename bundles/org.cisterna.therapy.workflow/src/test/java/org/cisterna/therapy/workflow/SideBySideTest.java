// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.Visit;
import org.cisterna.time.Randomness;
import org.cisterna.time.Threads;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/** Several people at one pump at once, over a ledger that takes its time: virtual time fails the run when anybody waits under a lock. */
class SideBySideTest {

    private static final int ROUNDS = 40;
    private static final Set<String> ALLOWED = Set.of(
            "ACT_UNDER_WAY",
            "DRAFT_OPEN",
            "VISIT_OPEN",
            "VISIT_CLOSED",
            "WRONG_STATE",
            "VOID",
            "EDITED",
            "STALE_REVISION",
            "NO_READING",
            "READING_TOO_OLD",
            "NOT_AUTHOR",
            "NOT_SIGNER",
            "SAME_PERSON",
            "NOT_PERMITTED",
            "NONCE_INVALID",
            "NOT_RUNNING",
            "UNKNOWN_STANDS",
            "CHANGE_OPEN",
            "EXPIRED");

    private final Clinic clinic = new Clinic();
    private final List<String> codes = new ArrayList<>();

    /** The same ledger, but each append and each look into it takes a while. */
    private Ledger slow() {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append") || method.getName().equals("read")) {
                        clinic.time.house().sleepUntil(clinic.time.house().now().plusMillis(2));
                    }
                    try {
                        return method.invoke(clinic.ledger, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause() == null ? thrown : thrown.getCause();
                    }
                });
    }

    @Test
    void nobodyHoldsALockWhileTheLedgerIsWaitedForAndEverybodyIsAnswered() throws Exception {
        long seed = Seeds.seed("SideBySideTest");
        Identified cora = clinic.people.add("cora", "Cora Clinician", Role.CLINICIAN);
        clinic.time.run(() -> {
            clinic.therapy.unbind(Ledger.class, clinic.ledger);
            clinic.therapy.bind(Ledger.class, slow());
            clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
            List<Worker> workers = new ArrayList<>();
            for (Identified who : List.of(clinic.paula, clinic.clara, cora, clinic.theo)) {
                Threads.Body body = () ->
                        acts(who, Randomness.seeded(seed).stream(who.person().id()));
                workers.add(clinic.time.threads().start(who.person().id(), body));
            }
            for (Worker worker : workers) {
                assertThat(worker.join(clinic.time.house().now().plus(Duration.ofDays(1))))
                        .isTrue();
            }
        });
        assertThat(ALLOWED)
                .as("every refusal is one of those that other people cause")
                .containsAll(codes);
        assertThat(codes).as("they did meet").contains("ACT_UNDER_WAY");
        assertThat(clinic.ledger.ofType("therapy.draft")).isNotEmpty();
    }

    private void acts(Identified who, RandomGenerator random) throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            clinic.time.house().sleepUntil(clinic.time.house().now().plusMillis(random.nextInt(20)));
            Optional<Visit> visit = noted(clinic.therapy.visits(Clinic.PUMP, who)).stream()
                    .flatMap(List::stream)
                    .findFirst();
            if (visit.filter(Visit::isOpen).isEmpty()) {
                noted(clinic.therapy.openVisit(Clinic.PUMP, who));
                continue;
            }
            String id = visit.get().id();
            switch (random.nextInt(8)) {
                case 0, 1 -> noted(clinic.therapy.read(id, who));
                case 2 -> noted(clinic.therapy.draft(id, Clinic.W9, who));
                case 3, 4, 5 -> sign(visit.get(), who);
                case 6 -> noted(clinic.therapy.close(id, CloseRequest.running(), who));
                default -> {
                    if (random.nextInt(6) == 0) {
                        noted(clinic.therapy.stop(
                                Clinic.PUMP, new StopRequest("over-infusion", Optional.of("Dr C")), who));
                        clinic.host.motor = MotorState.RUNNING;
                    }
                }
            }
        }
    }

    private void sign(Visit visit, Identified who) {
        if (visit.changes().isEmpty()) {
            return;
        }
        String change = visit.changes().get(visit.changes().size() - 1);
        Optional<DoseChange> seen = noted(clinic.therapy.change(change, who));
        boolean mine = seen.filter(
                        each -> each.author().account().equals(who.person().id()))
                .isPresent();
        noted(clinic.therapy.nonce(change, who)).ifPresent(nonce -> {
            var sign =
                    new SignRequest(nonce.nonce(), "secret of " + who.person().id());
            noted(
                    mine
                            ? clinic.therapy.author(change, Clinic.none(), sign, who)
                            : clinic.therapy.verify(change, Clinic.RIGHT, sign, who));
        });
        noted(clinic.therapy.release(change, who));
        noted(clinic.therapy.send(change, who));
    }

    private <T> Optional<T> noted(Answer<T> answer) {
        codes.addAll(Clinic.codes(answer));
        return answer.isDone() ? Optional.of(answer.orElseThrow()) : Optional.empty();
    }
}
