// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.PathVolumes;
import org.cisterna.dosing.Verdict;

/** Whether the volume between reservoir and tip can be computed: every length of the catheter known and possible. */
public final class CatheterCheck implements Check {

    @Override
    public String name() {
        return "catheter";
    }

    @Override
    public List<Finding> examine(Case subject) {
        List<Finding> faults = faultsOf(subject.request().catheter());
        if (!faults.isEmpty()) {
            return faults;
        }
        PathVolumes volumes = subject.path().orElseThrow().volumes();
        return new Findings()
                .add(
                        Verdict.PASS,
                        "PATH",
                        "catheter",
                        volumes.path().text(),
                        "tubing " + volumes.tubing().text() + " and catheter "
                                + volumes.catheter().text())
                .list();
    }

    /** What is wrong with these segments. */
    public static List<Finding> faultsOf(List<CatheterSegment> segments) {
        Findings found = new Findings();
        if (segments.isEmpty()) {
            unknown(found, "catheter", "no segment is recorded", "enter the catheter from the implant record");
        }
        for (int i = 0; i < segments.size(); i++) {
            CatheterSegment segment = segments.get(i);
            String subject = "catheter[" + i + "]";
            if (segment.supplied().isEmpty()) {
                unknown(found, subject + ".supplied", "missing", "enter the supplied length from the package label");
            }
            if (segment.trimmed().isEmpty()) {
                unknown(
                        found,
                        subject + ".trimmed",
                        "missing",
                        "enter the trimmed length from the implant record, \"0 cm\" when nothing was cut off");
            }
            if (segment.bore().baseUnits() == 0) {
                impossible(
                        found, subject + ".bore", segment.bore().text(), "above 0 mL/cm", "a catheter without volume");
            }
            if (segment.supplied().isPresent()
                    && segment.trimmed().isPresent()
                    && segment.trimmed().get().compareTo(segment.supplied().get()) >= 0) {
                impossible(
                        found,
                        subject + ".trimmed",
                        segment.trimmed().get().text(),
                        "less than the " + segment.supplied().get().text() + " supplied",
                        "nothing is left of the " + segment.supplied().get().text() + " supplied");
            }
        }
        return found.list();
    }

    private static void unknown(Findings found, String subject, String value, String wayOut) {
        found.add(
                Verdict.BLOCK,
                "CATHETER_UNKNOWN",
                subject,
                value,
                "the volume to the tip cannot be computed without it, and nothing is assumed; " + wayOut);
    }

    private static void impossible(Findings found, String subject, String value, String limit, String why) {
        found.against(
                Verdict.BLOCK,
                "CATHETER_IMPOSSIBLE",
                subject,
                value,
                limit,
                value + " cannot be: " + why + "; correct the implant record",
                Authority.RECORD);
    }
}
