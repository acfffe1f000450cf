// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.cisterna.audit.Envelope;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;
import org.cisterna.pump.Revision;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.Visit;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** People who do anything in any order, a pump that changes, a process that dies: what must hold always, holds. */
class RandomActsTest {

    private static final int RUNS = 10;
    private static final int STEPS = 120;
    /** So many of the runs, about, are folded from a snapshot at every place. */
    private static final int CUT = 3;

    @Test
    void whateverPeopleDoNothingIsSentThatTwoDidNotSignOrOneClinicianAlone() {
        long seed = Seeds.seed("RandomActsTest");
        RandomGenerator random = Randomness.seeded(seed).stream("acts");
        int sent = 0;
        for (int run = 0; run < RUNS; run++) {
            sent += new Run(random).run();
        }
        assertThat(sent).as("the runs reach the end of the way now and then").isGreaterThan(2);
    }

    private static final class Run {
        private final RandomGenerator random;
        private final Clinic clinic = new Clinic();
        private final List<Identified> everybody = List.of(
                clinic.paula,
                clinic.clara,
                clinic.theo,
                clinic.people.add("cora", "Cora Clinician", Role.CLINICIAN),
                clinic.people.add("pia", "Pia Programmer", Role.PROGRAMMER));
        private final Map<String, State> before = new HashMap<>();
        private final TreeSet<String> changes = new TreeSet<>();
        private Optional<String> visit = Optional.empty();
        private Optional<String> change = Optional.empty();

        Run(RandomGenerator random) {
            this.random = random;
            clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
        }

        int run() {
            for (int i = 0; i < STEPS; i++) {
                step();
                holds();
            }
            if (random.nextInt(RUNS) < CUT) {
                SnapshotCuts.check(clinic.ledger.all(), random);
            }
            return clinic.host.committed.size();
        }

        private Identified somebody() {
            return everybody.get(random.nextInt(everybody.size()));
        }

        private void step() {
            Identified who = somebody();
            String of = change.orElse("c-none");
            switch (random.nextInt(24)) {
                case 0, 1 ->
                    clinic.therapy.openVisit(Clinic.PUMP, who).map(Visit::id).map(this::visited);
                case 2, 3 -> clinic.therapy.read(visit.orElse("v-none"), who);
                case 4, 5, 6 ->
                    clinic.therapy.draft(visit.orElse("v-none"), order(), who).map(this::drafted);
                case 7 -> clinic.therapy.edit(of, order(), who).map(this::drafted);
                case 8, 9 -> signing(of, author(of, who));
                case 10, 11, 12 -> signing(of, who);
                case 13 -> clinic.therapy.release(of, who);
                case 14, 15 -> sending(of, who);
                case 16 -> other(of, who);
                case 17 -> clinic.pass(Duration.ofSeconds(random.nextInt(400)));
                case 18 -> clinic.restart();
                case 19, 20 -> alone(of, author(of, who));
                case 21 -> aloneAllTheWay(of, who);
                case 22 -> review(of, who);
                default -> goOn(of);
            }
        }

        /** Without this the way to the end would be found too rarely. */
        private void goOn(String of) {
            clinic.therapy.change(of, clinic.paula).map(each -> {
                signing(of, author(of, clinic.paula));
                signing(of, everybody.get(1));
                signing(of, everybody.get(3));
                clinic.therapy.release(of, author(of, clinic.paula));
                sending(of, author(of, clinic.paula));
                return each;
            });
        }

        private Identified author(String of, Identified otherwise) {
            return everybody.stream()
                    .filter(each -> clinic.therapy
                            .change(of, each)
                            .map(seen ->
                                    seen.author().account().equals(each.person().id()))
                            .equals(Answer.done(true)))
                    .findFirst()
                    .orElse(otherwise);
        }

        private void other(String of, Identified who) {
            switch (random.nextInt(5)) {
                case 0 -> clinic.therapy.stop(Clinic.PUMP, new StopRequest("a reason", Optional.of("Dr C")), who);
                case 1 -> clinic.therapy.close(visit.orElse("v-none"), CloseRequest.running(), who);
                case 2 -> clinic.host.revision = new Revision(clinic.host.revision.number() + 1);
                case 3 -> clinic.therapy.discard(of, who);
                default -> clinic.therapy.reject(of, "a reason", who);
            }
        }

        private TypedOrder order() {
            return random.nextBoolean() ? Clinic.W9 : TypedOrder.continuous((300 + random.nextInt(60)) + " mcg/day");
        }

        private String visited(String id) {
            visit = Optional.of(id);
            return id;
        }

        private DoseChange drafted(DoseChange draft) {
            change = Optional.of(draft.id());
            changes.add(draft.id());
            return draft;
        }

        private void signing(String of, Identified who) {
            Answer<SignNonce> nonce = clinic.therapy.nonce(of, who);
            SignRequest sign = new SignRequest(
                    nonce.map(SignNonce::nonce).isDone() ? nonce.orElseThrow().nonce() : "none",
                    random.nextInt(10) == 0
                            ? "wrong"
                            : "secret of " + who.person().id());
            clinic.therapy.author(of, Clinic.none(), sign, who);
            clinic.therapy.verify(of, typed(of), sign, who);
        }

        private void alone(String of, Identified who) {
            clinic.therapy.breakGlass(
                    of,
                    new EmergencyRequest("nobody else is here", typed(of).dailyTotal(), List.of()),
                    sign(of, Signature.Meaning.BREAK_GLASS, who),
                    who);
        }

        private void aloneAllTheWay(String of, Identified who) {
            alone(of, author(of, who));
            clinic.therapy.release(of, author(of, who));
            if (random.nextBoolean()) {
                sending(of, author(of, who));
            }
        }

        private void review(String of, Identified who) {
            clinic.therapy.review(
                    of,
                    new ReviewRequest(random.nextInt(5) == 0 ? "PERHAPS" : "AGREED", "looked at it"),
                    sign(of, Signature.Meaning.REVIEWED, who),
                    who);
        }

        private SignRequest sign(String of, Signature.Meaning meaning, Identified who) {
            Answer<SignNonce> nonce = clinic.therapy.nonce(of, meaning, who);
            return new SignRequest(
                    nonce.isDone() ? nonce.orElseThrow().nonce() : "none",
                    "secret of " + who.person().id());
        }

        private BlindEntry typed(String of) {
            Answer<DoseChange> own = clinic.therapy.change(of, author(of, clinic.paula));
            String total = !own.isDone()
                    ? "1 mcg/day"
                    : own.orElseThrow()
                            .numbers()
                            .map(each ->
                                    each.proposal().totals().get(0).requested().text())
                            .orElse("1 mcg/day");
            return new BlindEntry("baclofen", "2000 mcg/mL", random.nextInt(6) == 0 ? "1 mcg/day" : total);
        }

        private void sending(String of, Identified who) {
            ScriptedHost.End[] ends = ScriptedHost.End.values();
            clinic.host.end = random.nextInt(3) == 0 ? ends[random.nextInt(ends.length)] : ScriptedHost.End.APPLIED;
            try {
                clinic.therapy.send(of, who);
            } catch (ScriptedHost.Killed killed) {
                clinic.restart();
            }
        }

        private void holds() {
            if (random.nextInt(4) == 0) {
                SnapshotCuts.keep(clinic.ledger, random.nextInt((int) clinic.ledger.size() + 1));
            }
            TherapyWorkflow restarted = clinic.start();
            int open = 0;
            for (String id : changes) {
                DoseChange seen = clinic.therapy.change(id, clinic.theo).orElseThrow();
                assertThat(restarted.change(id, clinic.theo)).isEqualTo(Answer.done(seen));
                open += seen.state().isOpen() ? 1 : 0;
                State old = before.put(id, seen.state());
                assertThat(old == null || old == seen.state() || follows(old, seen.state()))
                        .as("%s became %s", old, seen.state())
                        .isTrue();
                if (seen.numbers().isPresent()) {
                    assertThat(clinic.ledger.all())
                            .as("numbers are seen by others only after a second person signed, or one alone")
                            .anyMatch(each -> isVerification(each, id));
                }
            }
            assertThat(restarted.openReviews(clinic.theo)).isEqualTo(clinic.therapy.openReviews(clinic.theo));
            assertThat(clinic.therapy.openReviews(clinic.theo).orElseThrow())
                    .extracting(BreakGlass::change)
                    .as("each release by one alone is owed a review until there is one, by another")
                    .containsExactlyElementsOf(releasedAlone());
            assertThat(open).as("one open change a pump").isLessThanOrEqualTo(1);
            assertThat(clinic.therapy.visits(Clinic.PUMP, clinic.theo).orElseThrow().stream()
                            .filter(Visit::isOpen))
                    .hasSizeLessThanOrEqualTo(1);
            clinic.ledger.ofType(PumpEntries.Intent.TYPE).forEach(this::permitted);
        }

        private List<String> releasedAlone() {
            List<String> owed = new ArrayList<>();
            for (Envelope each : clinic.ledger.all()) {
                String of = each.entry().correlation().orElse("");
                if (each.entry().type().equals(Release.ENTRY_TYPE)
                        && Release.fromJson(each.entry().body()).signers().size() == 1) {
                    owed.add(of);
                } else if (each.entry().type().equals(EmergencyEntry.Reviewed.TYPE)) {
                    assertThat(owed).contains(of);
                    assertThat(each.entry().actor().id())
                            .isNotEqualTo(clinic.therapy
                                    .brokenGlass(of, clinic.theo)
                                    .orElseThrow()
                                    .signer()
                                    .account());
                    owed.remove(of);
                }
            }
            return owed;
        }

        /** One step of the test may be several of the change. */
        private static boolean follows(State from, State to) {
            List<State> reached = new ArrayList<>(from.next());
            for (int i = 0; i < reached.size(); i++) {
                for (State each : reached.get(i).next()) {
                    if (!reached.contains(each)) {
                        reached.add(each);
                    }
                }
            }
            return reached.contains(to);
        }

        private static boolean isVerification(Envelope envelope, String id) {
            return envelope.entry().type().equals(Signature.ENTRY_TYPE)
                    && envelope.entry().correlation().equals(Optional.of(id))
                    && Set.of(Signature.Meaning.INDEPENDENTLY_VERIFIED, Signature.Meaning.BREAK_GLASS)
                            .contains(
                                    Signature.fromJson(envelope.entry().body()).meaning());
        }

        /**
         * What was sent was released, and the release rests on two signatures by two people over this very plan, or on that of one clinician who
         * signed alone; none of them expired.
         */
        private void permitted(Envelope intended) {
            PumpEntries.Intent intent =
                    PumpEntries.Intent.fromJson(intended.entry().body());
            if (intent.kind() == PumpEntries.Kind.STOP) {
                return;
            }
            Plan plan = intent.plan().orElseThrow();
            Instant at = intended.houseTime();
            Release release = Release.fromJson(clinic.ledger
                    .read(intent.release().orElseThrow(), 1)
                    .get(0)
                    .entry()
                    .body());
            assertThat(release.plan()).isEqualTo(plan.digest());
            assertThat(release.expires()).isAfter(at);
            assertThat(release.signers())
                    .extracting(Release.Signer::person)
                    .doesNotHaveDuplicates()
                    .hasSize(release.signers().get(0).meaning().equals("BREAK_GLASS") ? 1 : 2);
            for (Release.Signer signer : release.signers()) {
                Envelope entry = clinic.ledger.read(signer.entry(), 1).get(0);
                Signature signature = Signature.fromJson(entry.entry().body());
                assertThat(entry.entry().actor().id()).isEqualTo(signer.person());
                assertThat(signature.plan()).isEqualTo(plan.digest());
                assertThat(signature.meaning().name()).isEqualTo(signer.meaning());
                assertThat(signature.expires()).isAfter(at);
                if (signature.meaning() != Signature.Meaning.AUTHORED) {
                    assertThat(entry.entry().actor().role()).isEqualTo("clinician");
                }
            }
            assertThat(plan.decision())
                    .as("what runs is what the engine proposed and the author ordered")
                    .isIn(clinic.ledger.ofType("dosing.proposal").stream()
                            .map(each -> Decisions.proposal(each.entry()).digest())
                            .toList());
        }
    }
}
