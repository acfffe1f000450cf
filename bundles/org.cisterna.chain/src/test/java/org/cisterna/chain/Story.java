// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.TypedOrder.Step;
import org.cisterna.therapy.TypedSolution;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.people.PeopleFile.Secrets;

/** What people do in one life of the platform, each act by whom it belongs to. */
record Story(Platform platform, Clinic clinic) {

    /** Worked example W9: 10, 20, 12 and 15 mcg/h from 00, 06, 10 and 18 h, 326 mcg in 24 h. */
    static final TypedOrder W9 = TypedOrder.flex(
            new Step("00:00", "10 mcg/h"),
            new Step("06:00", "20 mcg/h"),
            new Step("10:00", "12 mcg/h"),
            new Step("18:00", "15 mcg/h"));

    /** What the second person reads off order and vial. */
    private static final BlindEntry VIAL = new BlindEntry("baclofen", "2000 mcg/mL", "326 mcg/day");

    Identified technician() {
        return platform.who(clinic.technician());
    }

    Identified programmer() {
        return platform.who(clinic.programmer());
    }

    Identified clinician() {
        return platform.who(clinic.clinician());
    }

    /** Pairs, and enters what the pump cannot know: 65 cm of catheter are left, 0.1755 mL. */
    Implant enrol() {
        return platform.therapy()
                .enrol(enrolment(), platform.who(clinic.technician()))
                .orElseThrow();
    }

    static EnrolRequest enrolment() {
        return new EnrolRequest(
                Reach.ADDRESS,
                "synchromed",
                Bedside.CODE,
                "P-10042",
                "spasticity-spinal",
                new TypedSolution(List.of(new TypedSolution.Ingredient("baclofen", "2000 mcg/mL"))),
                Optional.empty(),
                List.of(new EnrolRequest.Segment("8709", Optional.of("89 cm"), Optional.of("24 cm"), "0.0027 mL/cm")));
    }

    /** Opens a visit and reads. */
    Visit visitRead() {
        Visit visit = platform.therapy().openVisit(Bedside.PUMP, programmer()).orElseThrow();
        platform.therapy().read(visit.id(), programmer()).orElseThrow();
        return visit;
    }

    DoseChange draft(Visit visit, TypedOrder order) {
        return platform.therapy().draft(visit.id(), order, programmer()).orElseThrow();
    }

    private SignRequest sign(String change, Secrets who) {
        return new SignRequest(
                platform.therapy()
                        .nonce(change, platform.who(who))
                        .orElseThrow()
                        .nonce(),
                who.password());
    }

    DoseChange author(String change) {
        return platform.therapy()
                .author(change, List.of(), sign(change, clinic.programmer()), programmer())
                .orElseThrow();
    }

    DoseChange verify(String change) {
        return platform.therapy()
                .verify(change, VIAL, sign(change, clinic.clinician()), clinician())
                .orElseThrow();
    }

    DoseChange release(String change) {
        return platform.therapy().release(change, programmer()).orElseThrow();
    }

    /** From the draft to the release. */
    DoseChange released(Visit visit) {
        String change = draft(visit, W9).id();
        author(change);
        verify(change);
        return release(change);
    }

    Answer<DoseChange> send(String change) {
        return platform.therapy().send(change, programmer());
    }

    DoseChange now(String change) {
        return platform.therapy().change(change, programmer()).orElseThrow();
    }
}
