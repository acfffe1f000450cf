// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.TypedOrder;

/** The way of one clinician without a second person, as far as a test wants it. */
final class Alone {

    private Alone() {}

    static SignRequest sign(Clinic clinic, String change, Meaning meaning, Identified who) {
        return new SignRequest(
                clinic.therapy.nonce(change, meaning, who).orElseThrow().nonce(),
                "secret of " + who.person().id());
    }

    /** Signed alone by this person, in a visit that is open and was read. */
    static DoseChange signed(Clinic clinic, String visit, Identified who) {
        String id = clinic.therapy
                .draft(visit, TypedOrder.continuous("312.5 mcg/day"), who)
                .orElseThrow()
                .id();
        return clinic.therapy
                .breakGlass(
                        id,
                        new EmergencyRequest("nobody else in the house", "312.5 mcg/day", List.of()),
                        sign(clinic, id, Meaning.BREAK_GLASS, who),
                        who)
                .orElseThrow();
    }

    /** Released alone by Clara, in a house without anything before it. */
    static String released(Clinic clinic) {
        String id = signed(clinic, clinic.visitRead().id(), clinic.clara).id();
        return clinic.therapy.release(id, clinic.clara).orElseThrow().id();
    }
}
