// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.StopRequest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every call against every role, in a house prepared so that nothing but the role can be in the way. */
class RightsTest {

    private static final SignRequest SIGN = new SignRequest("none", "none");

    // who may, written down here a second time, so that a slip in the platform's own table shows
    private static final Set<Role> SEERS =
            Set.of(Role.VIEWER, Role.TECHNICIAN, Role.PROGRAMMER, Role.CLINICIAN, Role.INTEGRATOR);
    private static final Set<Role> DEVICE_STAFF = Set.of(Role.TECHNICIAN, Role.PROGRAMMER, Role.CLINICIAN);
    private static final Set<Role> DOSERS = Set.of(Role.PROGRAMMER, Role.CLINICIAN);
    private static final Set<Role> SECOND_PERSONS = Set.of(Role.CLINICIAN);
    private static final Set<Role> CLINICIANS = Set.of(Role.CLINICIAN);

    /** A call of the service, made by somebody in a fresh house. */
    private record Call(String name, Set<Role> may, BiFunction<Clinic, Identified, Answer<?>> make) {}

    private static final List<Call> CALLS = List.of(
            new Call("implants", SEERS, (clinic, who) -> clinic.therapy.implants(who)),
            new Call("implant", SEERS, (clinic, who) -> {
                clinic.visitRead();
                return clinic.therapy.implant(Clinic.PUMP, who);
            }),
            new Call("visits", SEERS, (clinic, who) -> {
                clinic.visitRead();
                return clinic.therapy.visits(Clinic.PUMP, who);
            }),
            new Call(
                    "visit",
                    SEERS,
                    (clinic, who) -> clinic.therapy.visit(clinic.visitRead().id(), who)),
            new Call(
                    "change",
                    SEERS,
                    (clinic, who) -> clinic.therapy.change(clinic.drafted().id(), who)),
            new Call("events", SEERS, (clinic, who) -> {
                clinic.visitRead();
                return clinic.therapy.events(Clinic.PUMP, 0, 10, who);
            }),
            new Call("enrol", DEVICE_STAFF, (clinic, who) -> clinic.therapy.enrol(Clinic.enrolment(), who)),
            new Call("openVisit", DEVICE_STAFF, (clinic, who) -> {
                clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
                return clinic.therapy.openVisit(Clinic.PUMP, who);
            }),
            new Call(
                    "read",
                    DEVICE_STAFF,
                    (clinic, who) -> clinic.therapy.read(clinic.visitRead().id(), who)),
            new Call(
                    "draft",
                    DOSERS,
                    (clinic, who) -> clinic.therapy.draft(clinic.visitRead().id(), Clinic.W9, who)),
            new Call("edit", DOSERS, (clinic, who) -> clinic.therapy.edit(own(clinic, who), Clinic.W9, who)),
            new Call("discard", DOSERS, (clinic, who) -> clinic.therapy.discard(own(clinic, who), who)),
            new Call("nonce of an author", DOSERS, (clinic, who) -> clinic.therapy.nonce(own(clinic, who), who)),
            new Call("author", DOSERS, (clinic, who) -> {
                String change = own(clinic, who);
                SignRequest sign = who.may(Act.AUTHOR) ? clinic.sign(change, who) : SIGN;
                return clinic.therapy.author(change, Clinic.none(), sign, who);
            }),
            new Call(
                    "nonce of a second person",
                    SECOND_PERSONS,
                    (clinic, who) -> clinic.therapy.nonce(clinic.authored().id(), who)),
            new Call("verify", SECOND_PERSONS, (clinic, who) -> {
                String change = clinic.authored().id();
                SignRequest sign = who.may(Act.VERIFY) ? clinic.sign(change, who) : SIGN;
                return clinic.therapy.verify(change, Clinic.RIGHT, sign, who);
            }),
            new Call(
                    "reject",
                    SECOND_PERSONS,
                    (clinic, who) -> clinic.therapy.reject(clinic.authored().id(), "not in the chart", who)),
            new Call(
                    "nonce of one alone",
                    CLINICIANS,
                    (clinic, who) -> clinic.therapy.nonce(clinicians(clinic, who), Signature.Meaning.BREAK_GLASS, who)),
            new Call("breakGlass", CLINICIANS, (clinic, who) -> {
                String change = clinicians(clinic, who);
                SignRequest sign = who.may(Act.BREAK_GLASS)
                        ? Alone.sign(clinic, change, Signature.Meaning.BREAK_GLASS, who)
                        : SIGN;
                return clinic.therapy.breakGlass(
                        change, new EmergencyRequest("nobody else is here", "326 mcg/day", List.of()), sign, who);
            }),
            new Call("openReviews", SEERS, (clinic, who) -> clinic.therapy.openReviews(who)),
            new Call("brokenGlass", SEERS, (clinic, who) -> clinic.therapy.brokenGlass(Alone.released(clinic), who)),
            new Call("review", CLINICIANS, (clinic, who) -> {
                String change = releasedBySomebodyElse(clinic);
                SignRequest sign =
                        who.may(Act.REVIEW) ? Alone.sign(clinic, change, Signature.Meaning.REVIEWED, who) : SIGN;
                return clinic.therapy.review(change, new ReviewRequest("AGREED", "looked at it"), sign, who);
            }),
            new Call("release", DOSERS, (clinic, who) -> clinic.therapy.release(signedBy(clinic, who), who)),
            new Call("send", DOSERS, (clinic, who) -> {
                String change = signedBy(clinic, who);
                clinic.therapy.release(change, clinic.clara).orElseThrow();
                return clinic.therapy.send(change, who);
            }),
            new Call(
                    "stop",
                    DEVICE_STAFF,
                    (clinic, who) -> clinic.therapy.stop(
                            Clinic.PUMP, new StopRequest("over-infusion", Optional.of("Dr Clara")), who)),
            new Call(
                    "close",
                    DEVICE_STAFF,
                    (clinic, who) -> clinic.therapy.close(clinic.visitRead().id(), CloseRequest.running(), who)));

    /** A draft by this person where the person may draft, else by somebody else. */
    private static String own(Clinic clinic, Identified who) {
        String visit = clinic.visitRead().id();
        Identified drafter =
                Act.DRAFT.permits(who.person().roles()).allows() && who.may(Act.DRAFT) ? who : clinic.paula;
        return clinic.therapy.draft(visit, Clinic.W9, drafter).orElseThrow().id();
    }

    /** A draft by this person where the person is a clinician, else by one. */
    private static String clinicians(Clinic clinic, Identified who) {
        boolean clinician = who.person().roles().contains(Role.CLINICIAN) && who.may(Act.DRAFT);
        return own(clinic, clinician ? who : clinic.clara);
    }

    /** Released alone by a clinician who is nobody else in these tests. */
    private static String releasedBySomebodyElse(Clinic clinic) {
        Identified cora = clinic.people.add("cora", "Cora Other", Role.CLINICIAN);
        String change = Alone.signed(clinic, clinic.visitRead().id(), cora).id();
        return clinic.therapy.release(change, cora).orElseThrow().id();
    }

    /** A verified change that this person signed as author where the person may author. */
    private static String signedBy(Clinic clinic, Identified who) {
        String change = own(clinic, who);
        boolean mine = who.may(Act.AUTHOR);
        Identified author = mine ? who : clinic.paula;
        clinic.therapy
                .author(change, Clinic.none(), clinic.sign(change, author), author)
                .orElseThrow();
        DoseChange verified = clinic.therapy
                .verify(change, Clinic.RIGHT, clinic.sign(change, clinic.clara), clinic.clara)
                .orElseThrow();
        return verified.id();
    }

    @TestFactory
    List<DynamicTest> everyRoleMayDoWhatTheTableSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Call call : CALLS) {
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(role + " " + call.name(), () -> tried(call, role)));
            }
        }
        return tests;
    }

    private static void tried(Call call, Role role) {
        Clinic clinic = new Clinic();
        Identified who = clinic.each.get(role);
        assertThat(who).isNotNull();
        Answer<?> answer = call.make().apply(clinic, who);
        if (!call.may().contains(role)) {
            assertThat(Clinic.codes(answer)).contains("NOT_PERMITTED");
            assertThat(clinic.ledger.all())
                    .as("nothing was entered for them")
                    .noneMatch(each ->
                            each.entry().actor().id().equals(who.person().id()));
        } else {
            assertThat(answer.violations()).isEmpty();
        }
    }

    @TestFactory
    List<DynamicTest> noTokenIsGoodBeyondItsScopes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Call call : CALLS) {
            tests.add(DynamicTest.dynamicTest(call.name(), () -> {
                Clinic clinic = new Clinic();
                Identified clara = new Identified(clinic.clara.person(), "narrow", "token", Set.of(Act.SEE_DRIVERS));
                Answer<?> answer = call.name().contains("author")
                        ? call.make().apply(clinic, withOnly(clinic, Act.DRAFT))
                        : call.make().apply(clinic, clara);
                assertThat(Clinic.codes(answer)).contains("SCOPE_MISSING");
            }));
        }
        return tests;
    }

    /** A draft's author whose token is good for drafting and not for signing. */
    private static Identified withOnly(Clinic clinic, Act act) {
        return new Identified(clinic.paula.person(), "narrow", "token", Set.of(act));
    }

    @Test
    void aTechnicianNamesWhoOrderedAStop() {
        Clinic clinic = new Clinic();
        clinic.visitRead();
        long size = clinic.ledger.size();
        clinic.refuses(
                clinic.therapy.stop(Clinic.PUMP, new StopRequest("over-infusion", Optional.empty()), clinic.theo),
                size,
                "ORDERED_BY_MISSING");
        assertThat(clinic.therapy
                        .stop(Clinic.PUMP, new StopRequest("over-infusion", Optional.empty()), clinic.paula)
                        .isDone())
                .isTrue();
    }

    @Test
    void theWholeServiceIsTried() {
        Set<String> tried = Set.of("missing", "obstacles"); // for health: asked by the platform, not by a person
        List<String> calls = CALLS.stream().map(Call::name).toList();
        assertThat(org.cisterna.therapy.Therapy.class.getMethods())
                .allSatisfy(method -> assertThat(tried.contains(method.getName())
                                || calls.stream().anyMatch(each -> each.startsWith(method.getName())))
                        .as(method.getName())
                        .isTrue());
    }
}
