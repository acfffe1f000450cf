// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.PathVolumes;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.VolumePerLength;

/** Whether the volume between reservoir and tip can be computed: every length of the catheter known and possible. */
public final class CatheterCheck implements Check {

    private static final VolumePerLength LEAST_BORE = new VolumePerLength(1_000);
    private static final VolumePerLength MOST_BORE = new VolumePerLength(5_000);
    private static final Length LEAST_LENGTH = new Length(200_000);
    private static final Length MOST_LENGTH = new Length(2_000_000);

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
        Findings found = new Findings();
        if (isMoved(subject)) {
            unusual(subject.request().catheter(), found);
        }
        return found.add(
                        Verdict.PASS,
                        "PATH",
                        "catheter",
                        volumes.path().text(),
                        "tubing " + volumes.tubing().text() + " and catheter "
                                + volumes.catheter().text())
                .list();
    }

    /** Whether anything is decided by the volume of the path: what is pushed at once, or how long another content takes. */
    private static boolean isMoved(Case subject) {
        return subject.physical().prime().isPresent()
                || subject.physical().bridging().isNeeded()
                || subject.request()
                        .circumstances()
                        .content()
                        .filter(each -> !each.path().isEmpty())
                        .isPresent();
    }

    /**
     * What no catheter is like that was read of: a decimal place in a bore or a length moves every prime, bridge and aspiration by as much, and
     * nothing that is computed from it could tell.
     */
    public static void unusual(List<CatheterSegment> segments, Findings found) {
        for (int i = 0; i < segments.size(); i++) {
            VolumePerLength bore = segments.get(i).bore();
            if (bore.compareTo(LEAST_BORE) < 0 || bore.compareTo(MOST_BORE) > 0) {
                unusual("catheter[" + i + "].bore", bore.text(), LEAST_BORE.text() + " to " + MOST_BORE.text(), found);
            }
        }
        long micrometres = segments.stream()
                .flatMap(each -> each.supplied().stream())
                .mapToLong(Length::micrometres)
                .sum();
        if (micrometres < LEAST_LENGTH.micrometres() || micrometres > MOST_LENGTH.micrometres()) {
            unusual(
                    "catheter",
                    new Length(micrometres).text() + " supplied",
                    LEAST_LENGTH.text() + " to " + MOST_LENGTH.text(),
                    found);
        }
    }

    private static void unusual(String subject, String value, String limit, Findings found) {
        found.twoPersons(
                "CATHETER_UNUSUAL",
                subject,
                value,
                Optional.of(limit),
                value + " is like no catheter that is known here, " + limit
                        + ": a decimal place, or another unit, is suspected, and what is primed, bridged or drawn out"
                        + " would be wrong by as much. Compare it with the package label, or confirm it",
                Authority.ENGINE);
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
