// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.Iterator;
import java.util.Set;
import org.cisterna.audit.FoldForm;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;

/**
 * How a {@link TherapyFold} is kept: what concerns no single pump in the first part, then each pump in a part of its own. Which pump a visit or a
 * change is of follows from the pumps.
 */
final class TherapyFormat {

    /** Under which a snapshot is kept. */
    static final FoldForm FORM = new FoldForm("therapy.workflow", 5, TherapyFold.class);

    /** What follows from the pumps, and what is of this process only. */
    static final Set<String> LEFT_OUT = Set.of("pumps", "pumpOfVisit", "pumpOfChange", "begunAt", "capture");

    private final FieldsForm fold;
    private final FieldsForm course;

    TherapyFormat() {
        Forms forms = new Forms();
        fold = new FieldsForm(TherapyFold.class, LEFT_OUT, forms);
        course = new FieldsForm(PumpCourse.class, Set.of(), forms);
    }

    /** The first part. */
    JsonObject first(TherapyFold of) {
        return fold.write(of);
    }

    /** The part of a pump. */
    JsonObject part(PumpId pump, PumpCourse of) {
        return Json.object()
                .put("course", course.write(of))
                .put("pump", pump.text())
                .build();
    }

    /**
     * Reads the parts.
     *
     * @throws IllegalArgumentException when they are no fold of so many entries
     */
    TherapyFold read(long size, Iterator<JsonObject> parts) {
        TherapyFold fresh = fold.fill(new TherapyFold(), parts.next());
        if (fresh.next() != size) {
            throw new IllegalArgumentException("it is of " + size + " entries and says " + fresh.next() + " of itself");
        }
        while (parts.hasNext()) {
            JsonObject part = parts.next().onlyNames("course", "pump");
            fresh.take(PumpId.of(part.string("pump")), course.fill(new PumpCourse(), part.object("course")));
        }
        fresh.begun();
        return fresh;
    }
}
