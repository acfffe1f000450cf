// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;
import org.cisterna.pump.Release.Signer;
import org.cisterna.quantity.FlowRate;
import org.junit.jupiter.api.Test;

/**
 * Nobody commits without a release for exactly this plan, this pump and this moment that two people signed, or one clinician with the meaning
 * that is there for an emergency.
 */
class ReleaseAbuseTest {

    private static final Actor MALLORY = new Actor("mal", "M. Orr", "ADMIN", "test");

    private static final Actor ALONE = new Actor("doc", "D. Octor", "clinician", "test");

    private interface Attempt {
        Answer<CommandResult> make(Rig rig, Plan plan) throws Exception;
    }

    /** The attempt is refused with this code, nothing is sent, and nothing is entered. */
    private static Answer<CommandResult> refused(String what, String code, Attempt attempt) throws Exception {
        List<Answer<CommandResult>> kept = new ArrayList<>();
        Rig.play("ReleaseAbuseTest." + what, rig -> {
            Plan plan = rig.plan(Rig.NEW);
            Answer<CommandResult> answer = attempt.make(rig, plan);
            assertThat(Rig.codes(answer)).as(what).contains(code);
            assertThat(rig.driver.times("stage")).as(what).isZero();
            assertThat(rig.driver.times("commit")).as(what).isZero();
            assertThat(rig.pump.programme).as(what).isEqualTo(FakePump.OLD);
            assertThat(rig.entries(PumpEntries.Intent.TYPE)).as(what).isZero();
            kept.add(answer);
        });
        return kept.get(0);
    }

    private static Answer<CommandResult> commit(Rig rig, Plan plan, long release) {
        return rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
    }

    private static Release release(Rig rig, Plan plan, Signer... signers) {
        return new Release(plan.digest(), plan.pump(), plan.expected(), List.of(signers), rig.inMinutes(15));
    }

    private static Signer author(Rig rig, Plan plan) {
        return new Signer("prog", "AUTHORED", rig.sign(Rig.AUTHOR, "AUTHORED", plan, rig.inMinutes(15)));
    }

    private static Signer verifier(Rig rig, Plan plan) {
        return new Signer(
                "clin",
                "INDEPENDENTLY_VERIFIED",
                rig.sign(Rig.VERIFIER, "INDEPENDENTLY_VERIFIED", plan, rig.inMinutes(15)));
    }

    @Test
    void aReleaseServesOneCommand() throws Exception {
        Rig.play("ReleaseAbuseTest.replayed", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            assertThat(Rig.outcome(commit(rig, plan, release))).isInstanceOf(Outcome.Applied.class);

            rig.pump.revision = plan.expected(); // even if the pump were as it was
            rig.pump.programme = FakePump.OLD;
            Answer<CommandResult> again = commit(rig, plan, release);
            assertThat(Rig.codes(again)).contains("RELEASE_USED");
            assertThat(rig.driver.times("commit")).isEqualTo(1);

            rig.kill();
            rig.revive();
            assertThat(Rig.codes(commit(rig, plan, release)))
                    .as("a restart forgets nothing")
                    .contains("RELEASE_USED");
        });
    }

    @Test
    void aReleaseWhoseCommandWasNotAppliedIsUsedTooAndOneThatWasRefusedIsNot() throws Exception {
        Rig.play("ReleaseAbuseTest.used", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            rig.driver.at("open>", ScriptedDriver.cut());
            assertThat(commit(rig, plan, release).isDone()).isFalse();
            rig.driver.well().at("stage>", ScriptedDriver.cut());
            assertThat(Rig.outcome(commit(rig, plan, release))).isInstanceOf(Outcome.NotApplied.class);
            rig.driver.well();
            assertThat(Rig.codes(commit(rig, plan, release))).contains("RELEASE_USED");
        });
    }

    @Test
    void anExpiredReleaseOrSignatureIsWorthless() throws Exception {
        refused("expired", "RELEASE_EXPIRED", (rig, plan) -> {
            long release = rig.released(plan);
            rig.time.advance(Duration.ofMinutes(15));
            return commit(rig, plan, release);
        });
        refused("signature expired", "SIGNATURE_EXPIRED", (rig, plan) -> {
            long signature = rig.sign(Rig.AUTHOR, "AUTHORED", plan, rig.inMinutes(1));
            long release = rig.release(
                    Rig.VERIFIER, release(rig, plan, new Signer("prog", "AUTHORED", signature), verifier(rig, plan)));
            rig.time.advance(Duration.ofMinutes(1));
            return commit(rig, plan, release);
        });
    }

    @Test
    void aReleaseThatExpiresWhileThePumpIsReadIsWorthless() throws Exception {
        refused("expires meanwhile", "RELEASE_EXPIRED", (rig, plan) -> {
            long release = rig.released(plan);
            rig.time.advance(Duration.ofMinutes(15).minusSeconds(2));
            rig.driver.at(
                    "interrogate>",
                    () -> rig.time.house().sleepUntil(rig.time.house().now().plusSeconds(3)));
            return commit(rig, plan, release);
        });
    }

    @Test
    void anEditedPlanNeedsNewSignatures() throws Exception {
        Answer<CommandResult> answer = refused("edited", "PLAN_MISMATCH", (rig, plan) -> {
            long release = rig.released(plan);
            return commit(rig, rig.plan(new Programme.Continuous(new FlowRate(164_000))), release);
        });
        assertThat(answer.violations())
                .allSatisfy(each -> assertThat(each.message()).isNotBlank());
        refused("signature for another plan", "PLAN_MISMATCH", (rig, plan) -> {
            long other = rig.sign(
                    Rig.VERIFIER, "INDEPENDENTLY_VERIFIED", plan, rig.inMinutes(15), Optional.of(Digest.of(new byte[] {9
                    })));
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.VERIFIER,
                            release(
                                    rig,
                                    plan,
                                    author(rig, plan),
                                    new Signer("clin", "INDEPENDENTLY_VERIFIED", other))));
        });
    }

    @Test
    void aReleaseForAnotherPumpOrRevisionIsWorthless() throws Exception {
        refused("other pump", "PLAN_MISMATCH", (rig, plan) -> {
            FakePump other = rig.newPump("B-2");
            rig.pair(other);
            return commit(rig, plan, rig.released(rig.plan(other, Rig.NEW)));
        });
        refused("filed under another pump", "RELEASE_INVALID", (rig, plan) -> {
            Release body = release(rig, plan, author(rig, plan), verifier(rig, plan));
            long number = rig.memory
                    .append(Entry.of(Release.ENTRY_TYPE, 1, Rig.VERIFIER)
                            .pump("Test/B-2")
                            .body(body.toJson())
                            .build())
                    .sequence();
            return commit(rig, plan, number);
        });
    }

    @Test
    void oneSignerOrOnePersonTwiceIsNotEnough() throws Exception {
        refused(
                "one signer",
                "RELEASE_INVALID",
                (rig, plan) -> commit(rig, plan, rig.release(Rig.AUTHOR, release(rig, plan, author(rig, plan)))));
        refused("author is verifier", "RELEASE_INVALID", (rig, plan) -> {
            long second = rig.sign(Rig.AUTHOR, "INDEPENDENTLY_VERIFIED", plan, rig.inMinutes(15));
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.AUTHOR,
                            release(
                                    rig,
                                    plan,
                                    author(rig, plan),
                                    new Signer("prog", "INDEPENDENTLY_VERIFIED", second))));
        });
        refused("one person with two accounts", "RELEASE_INVALID", (rig, plan) -> {
            Actor twin = new Actor("clin", "P. Rogge", "CLINICIAN", "test");
            long second = rig.sign(twin, "INDEPENDENTLY_VERIFIED", plan, rig.inMinutes(15));
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.AUTHOR,
                            release(
                                    rig,
                                    plan,
                                    author(rig, plan),
                                    new Signer("clin", "INDEPENDENTLY_VERIFIED", second))));
        });
        refused("two authors", "RELEASE_INVALID", (rig, plan) -> {
            long second = rig.sign(Rig.VERIFIER, "AUTHORED", plan, rig.inMinutes(15));
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.AUTHOR, release(rig, plan, author(rig, plan), new Signer("clin", "AUTHORED", second))));
        });
        refused(
                "three signers",
                "RELEASE_INVALID",
                (rig, plan) -> commit(
                        rig,
                        plan,
                        rig.release(
                                Rig.AUTHOR,
                                release(rig, plan, author(rig, plan), verifier(rig, plan), verifier(rig, plan)))));
    }

    private static Signer alone(Rig rig, Plan plan, Actor who) {
        return new Signer(who.id(), "BREAK_GLASS", rig.sign(who, "BREAK_GLASS", plan, rig.inMinutes(15)));
    }

    @Test
    void oneClinicianWhoSignedForAnEmergencyIsEnoughOnce() throws Exception {
        Rig.play("ReleaseAbuseTest.alone", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.release(ALONE, release(rig, plan, alone(rig, plan, ALONE)));
            assertThat(Rig.outcome(commit(rig, plan, release))).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.programme).isEqualTo(Rig.NEW);
            rig.pump.revision = plan.expected();
            rig.pump.programme = FakePump.OLD;
            assertThat(Rig.codes(commit(rig, plan, release))).contains("RELEASE_USED");
        });
    }

    @Test
    void whoSignsAloneDoesSoWithThatMeaningAsAClinicianAndForThisPlanNow() throws Exception {
        for (String meaning : List.of("AUTHORED", "INDEPENDENTLY_VERIFIED", "REVIEWED", "ALONE")) {
            refused("alone as " + meaning, "RELEASE_INVALID", (rig, plan) -> {
                long signature = rig.sign(ALONE, meaning, plan, rig.inMinutes(15));
                return commit(rig, plan, rig.release(ALONE, release(rig, plan, new Signer("doc", meaning, signature))));
            });
            refused("named as alone, signed as " + meaning, "RELEASE_INVALID", (rig, plan) -> {
                long signature = rig.sign(ALONE, meaning, plan, rig.inMinutes(15));
                return commit(
                        rig, plan, rig.release(ALONE, release(rig, plan, new Signer("doc", "BREAK_GLASS", signature))));
            });
        }
        for (String role :
                List.of("programmer", "technician", "viewer", "integrator", "auditor", "admin", "Clinician")) {
            refused("alone by a " + role, "RELEASE_INVALID", (rig, plan) -> {
                Actor other = new Actor("oth", "O. Ther", role, "test");
                return commit(rig, plan, rig.release(other, release(rig, plan, alone(rig, plan, other))));
            });
        }
        refused("alone, twice", "RELEASE_INVALID", (rig, plan) -> {
            Release twice = release(rig, plan, alone(rig, plan, ALONE), alone(rig, plan, ALONE));
            return commit(rig, plan, rig.release(ALONE, twice));
        });
        refused("alone beside an author", "RELEASE_INVALID", (rig, plan) -> {
            Release mixed = release(rig, plan, author(rig, plan), alone(rig, plan, ALONE));
            return commit(rig, plan, rig.release(ALONE, mixed));
        });
        refused(
                "alone, released by somebody else",
                "RELEASE_INVALID",
                (rig, plan) -> commit(rig, plan, rig.release(MALLORY, release(rig, plan, alone(rig, plan, ALONE)))));
        refused("alone by the platform", "RELEASE_INVALID", (rig, plan) -> {
            Actor system = Actor.system("x");
            return commit(rig, plan, rig.release(system, release(rig, plan, alone(rig, plan, system))));
        });
        refused("alone for another plan", "PLAN_MISMATCH", (rig, plan) -> {
            Plan other = rig.plan(new Programme.Continuous(new FlowRate(164_000)));
            return commit(rig, plan, rig.release(ALONE, release(rig, plan, alone(rig, other, ALONE))));
        });
        refused("alone, too late", "SIGNATURE_EXPIRED", (rig, plan) -> {
            long release = rig.release(ALONE, release(rig, plan, alone(rig, plan, ALONE)));
            rig.time.advance(Duration.ofMinutes(15));
            return commit(rig, plan, release);
        });
    }

    @Test
    void forgedEntriesAreWorthless() throws Exception {
        refused("signed by another actor", "RELEASE_INVALID", (rig, plan) -> {
            long forged = rig.sign(MALLORY, "INDEPENDENTLY_VERIFIED", plan, rig.inMinutes(15));
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.AUTHOR,
                            release(
                                    rig,
                                    plan,
                                    author(rig, plan),
                                    new Signer("clin", "INDEPENDENTLY_VERIFIED", forged))));
        });
        refused("signed by the platform", "RELEASE_INVALID", (rig, plan) -> {
            long forged = rig.sign(Actor.system("x"), "INDEPENDENTLY_VERIFIED", plan, rig.inMinutes(15));
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.AUTHOR,
                            release(
                                    rig,
                                    plan,
                                    author(rig, plan),
                                    new Signer("system", "INDEPENDENTLY_VERIFIED", forged))));
        });
        refused(
                "released by somebody else",
                "RELEASE_INVALID",
                (rig, plan) -> commit(
                        rig, plan, rig.release(MALLORY, release(rig, plan, author(rig, plan), verifier(rig, plan)))));
        refused("meaning differs", "RELEASE_INVALID", (rig, plan) -> {
            long second = rig.sign(Rig.VERIFIER, "AUTHORED", plan, rig.inMinutes(15));
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.AUTHOR,
                            release(
                                    rig,
                                    plan,
                                    author(rig, plan),
                                    new Signer("clin", "INDEPENDENTLY_VERIFIED", second))));
        });
        refused("the signature is no signature", "RELEASE_INVALID", (rig, plan) -> {
            long snapshot = rig.read().orElseThrow().entry();
            return commit(
                    rig,
                    plan,
                    rig.release(
                            Rig.AUTHOR,
                            release(
                                    rig,
                                    plan,
                                    author(rig, plan),
                                    new Signer("clin", "INDEPENDENTLY_VERIFIED", snapshot))));
        });
        refused("the signature comes after", "RELEASE_INVALID", (rig, plan) -> {
            Signer author = author(rig, plan);
            long release = rig.release(
                    Rig.AUTHOR,
                    release(rig, plan, author, new Signer("clin", "INDEPENDENTLY_VERIFIED", rig.memory.size() + 1)));
            verifier(rig, plan);
            return commit(rig, plan, release);
        });
    }

    @Test
    void whatIsNoReleaseIsNone() throws Exception {
        refused("nothing there", "RELEASE_INVALID", (rig, plan) -> commit(rig, plan, 1_000));
        refused("a negative number", "RELEASE_INVALID", (rig, plan) -> commit(rig, plan, -1));
        refused("another entry", "RELEASE_INVALID", (rig, plan) -> commit(rig, plan, 0));
        refused("a newer release", "ENTRIES_UNREADABLE", (rig, plan) -> {
            Release body = release(rig, plan, author(rig, plan), verifier(rig, plan));
            long number = rig.memory
                    .append(Entry.of(Release.ENTRY_TYPE, 2, Rig.VERIFIER)
                            .pump(plan.pump().text())
                            .body(body.toJson())
                            .build())
                    .sequence();
            return commit(rig, plan, number);
        });
        refused("a body that is none", "RELEASE_INVALID", (rig, plan) -> {
            long number = rig.memory
                    .append(Entry.of(Release.ENTRY_TYPE, 1, Rig.VERIFIER)
                            .pump(plan.pump().text())
                            .body(Json.object().put("plan", "x").build())
                            .build())
                    .sequence();
            return commit(rig, plan, number);
        });
    }

    @Test
    void everyReasonIsNamedAtOnce() throws Exception {
        Rig.play("ReleaseAbuseTest.all", rig -> {
            Plan plan = rig.plan(Rig.NEW);
            long release = rig.released(plan);
            rig.time.advance(Duration.ofMinutes(20));
            rig.driver.descriptor = () -> new ScriptedDriver("fake", "2.0").descriptor();
            rig.host.remove(rig.driver);
            rig.host.add(rig.driver);
            rig.time.settle();
            assertThat(Rig.codes(commit(rig, plan, release)))
                    .containsExactly("RELEASE_EXPIRED", "SIGNATURE_EXPIRED", "SIGNATURE_EXPIRED", "DRIVER_CHANGED");
        });
    }
}
