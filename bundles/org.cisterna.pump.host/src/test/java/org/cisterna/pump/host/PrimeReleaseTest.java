// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;
import org.cisterna.pump.Release.Signer;
import org.junit.jupiter.api.Test;

/** A prime runs only when somebody has signed that the patient is being watched. */
class PrimeReleaseTest {

    private static final List<ProgrammePart> PRIMED = List.of(PartsTest.PRIME);

    /** What the watcher signs, if anybody does. */
    private interface Watch {
        List<Signer> signed(Rig rig, Plan plan);
    }

    private static Signer signer(Rig rig, Plan plan, Actor who, String meaning) {
        return new Signer(who.id(), meaning, rig.sign(who, meaning, plan, rig.inMinutes(15)));
    }

    private static Answer<CommandResult> commit(Rig rig, List<ProgrammePart> parts, Watch watch) {
        PartsTest.able(rig, PartsTest.functions(Functions.Basal.REPLACED, true));
        Plan plan = rig.plan(rig.pump, Rig.NEW, parts);
        List<Signer> signers = new ArrayList<>(List.of(
                signer(rig, plan, Rig.AUTHOR, "AUTHORED"), signer(rig, plan, Rig.VERIFIER, "INDEPENDENTLY_VERIFIED")));
        signers.addAll(watch.signed(rig, plan));
        long release = rig.release(
                Rig.VERIFIER, new Release(plan.digest(), plan.pump(), plan.expected(), signers, rig.inMinutes(15)));
        return rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
    }

    private static void refused(String what, List<ProgrammePart> parts, String code, Watch watch) throws Exception {
        Rig.play("PrimeReleaseTest." + what, rig -> {
            assertThat(Rig.codes(commit(rig, parts, watch))).as(what).contains(code);
            assertThat(rig.driver.times("stage")).as(what).isZero();
            assertThat(rig.pump.programme).as(what).isEqualTo(FakePump.OLD);
            assertThat(rig.entries(PumpEntries.Intent.TYPE)).as(what).isZero();
        });
    }

    @Test
    void nobodyWatchesAndNothingIsSent() throws Exception {
        refused("unwatched", PRIMED, "PATIENT_NOT_WATCHED", (rig, plan) -> List.of());
        refused(
                "watched twice",
                PRIMED,
                "PATIENT_NOT_WATCHED",
                (rig, plan) -> List.of(
                        signer(rig, plan, Rig.AUTHOR, "PATIENT_WATCHED"),
                        signer(rig, plan, Rig.VERIFIER, "PATIENT_WATCHED")));
    }

    @Test
    void aSignatureThatIsNoneWatchesNobody() throws Exception {
        refused(
                "another plan",
                PRIMED,
                "PLAN_MISMATCH",
                (rig, plan) -> List.of(new Signer(
                        Rig.VERIFIER.id(),
                        "PATIENT_WATCHED",
                        rig.sign(
                                Rig.VERIFIER,
                                "PATIENT_WATCHED",
                                plan,
                                rig.inMinutes(15),
                                Optional.of(Digest.of(new byte[] {7}))))));
        refused(
                "over",
                PRIMED,
                "SIGNATURE_EXPIRED",
                (rig, plan) -> List.of(new Signer(
                        Rig.VERIFIER.id(),
                        "PATIENT_WATCHED",
                        rig.sign(Rig.VERIFIER, "PATIENT_WATCHED", plan, rig.inMinutes(0)))));
        refused(
                "signed as something else",
                PRIMED,
                "RELEASE_INVALID",
                (rig, plan) -> List.of(new Signer(
                        Rig.VERIFIER.id(),
                        "PATIENT_WATCHED",
                        rig.sign(Rig.VERIFIER, "AUTHORED", plan, rig.inMinutes(15)))));
    }

    @Test
    void whoWatchesDoesNotStandForTheSecondPerson() throws Exception {
        Rig.play("PrimeReleaseTest.alone", rig -> {
            PartsTest.able(rig, PartsTest.functions(Functions.Basal.REPLACED, true));
            Plan plan = rig.plan(rig.pump, Rig.NEW, PRIMED);
            long release = rig.release(
                    Rig.AUTHOR,
                    new Release(
                            plan.digest(),
                            plan.pump(),
                            plan.expected(),
                            List.of(
                                    signer(rig, plan, Rig.AUTHOR, "AUTHORED"),
                                    signer(rig, plan, Rig.VERIFIER, "PATIENT_WATCHED")),
                            rig.inMinutes(15)));
            assertThat(Rig.codes(rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER)))
                    .contains("RELEASE_INVALID");
            assertThat(rig.driver.times("stage")).isZero();
        });
    }

    @Test
    void aWatchedPrimeIsSentAndNothingElseTakesThatSignature() throws Exception {
        Rig.play("PrimeReleaseTest.watched", rig -> {
            Answer<CommandResult> answer =
                    commit(rig, PRIMED, (of, plan) -> List.of(signer(of, plan, Rig.VERIFIER, "PATIENT_WATCHED")));
            assertThat(Rig.outcome(answer)).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.parts).isEqualTo(PRIMED);
        });
        refused(
                "no prime",
                List.of(),
                "RELEASE_INVALID",
                (rig, plan) -> List.of(signer(rig, plan, Rig.VERIFIER, "PATIENT_WATCHED")));
    }
}
