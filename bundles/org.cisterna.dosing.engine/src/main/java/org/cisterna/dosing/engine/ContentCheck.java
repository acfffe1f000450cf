// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/** What is physically in reservoir and path: whether it is known, what a residual does to it, and whether it is what the programme is for. */
final class ContentCheck implements Check {

    /** Another concentration than on the label by more than this is asked about. */
    private static final Ratio NOTICEABLE = Ratio.of(5, 100);

    @Override
    public String name() {
        return "content";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        plugs(subject, found);
        pathUnknown(subject, found);
        room(subject, found);
        residual(subject, found);
        bridge(subject, found);
        residualUnknown(subject, found);
        if (subject.request().circumstances().content().flatMap(Content::fill).isPresent()) {
            differs(subject, found);
        }
        return found.list();
    }

    private static void plugs(Case subject, Findings found) {
        List<Content.Plug> said =
                subject.request().circumstances().content().map(Content::path).orElse(List.of());
        if (!said.isEmpty()
                && subject.path().filter(path -> !Reservoir.fits(said, path)).isPresent()) {
            found.against(
                    Verdict.BLOCK,
                    "CONTENT_PATH",
                    "content.path",
                    said.size() + " plugs",
                    subject.path().get().volumes().path().text(),
                    "together they are not the volume of the path, "
                            + subject.path().get().volumes().path().text()
                            + "; name each with its volume and leave one without, which is then the rest",
                    Authority.ARITHMETIC);
        }
    }

    /**
     * Nothing runs, and nobody says what lies between valve and tip: the first that a patient gets is then whatever a pump of before, a prime or an
     * injection has left there. Where the drug was given before, that is suspected to be drug.
     */
    private static void pathUnknown(Case subject, Findings found) {
        DosingRequest request = subject.request();
        boolean moves = !(request.order().dayAlone() instanceof Order.Stop);
        if (!moves
                || request.running().isPresent()
                || subject.path().isEmpty()
                || !request.circumstances()
                        .content()
                        .map(Content::path)
                        .orElse(List.of())
                        .isEmpty()) {
            return;
        }
        String volume = subject.path().get().volumes().path().text();
        String message = "nothing runs, and nobody says what the path of " + volume
                + " holds: that comes out of the tip before anything of the reservoir does, and is computed here as if it were no"
                + " drug. Enter content.path, one plug without a solution where it holds none, or confirm";
        if (request.lastTherapeutic().isEmpty()) {
            found.against(
                    Verdict.CONFIRM, "PATH_UNKNOWN", "content.path", "not entered", volume, message, Authority.ENGINE);
        } else {
            found.twoPersons(
                    "PATH_UNKNOWN",
                    "content.path",
                    "not entered",
                    Optional.of(volume),
                    message + "; drug was given before and may lie there",
                    Authority.ENGINE);
        }
    }

    private static void room(Case subject, Findings found) {
        Optional<Content.Fill> fill =
                subject.request().circumstances().content().flatMap(Content::fill);
        if (fill.isEmpty()) {
            return;
        }
        Ratio room = Reservoir.room(subject.request().capabilities(), fill.get().residual());
        if (fill.get().volume().exact().compareTo(room) > 0) {
            found.against(
                    Verdict.BLOCK,
                    "OVERFILL",
                    "content.fill.volume",
                    fill.get().volume().text(),
                    Shown.volume(room.signum() > 0 ? room : Ratio.ZERO),
                    "over a residual of " + fill.get().residual().text() + " the reservoir, "
                            + subject.request()
                                    .capabilities()
                                    .reservoirCapacity()
                                    .text()
                            + ", does not hold that much; correct the volumes, draw off what is in it, or fill less",
                    Authority.PUMP);
        }
        fill.flatMap(Content.Fill::rinseVolume)
                .filter(each -> each.exact().compareTo(room) > 0)
                .ifPresent(each -> found.against(
                        Verdict.BLOCK,
                        "OVERFILL",
                        "content.fill.rinseVolume",
                        each.text(),
                        Shown.volume(room.signum() > 0 ? room : Ratio.ZERO),
                        "the reservoir has no room for one such rinse, so it would dilute less than is computed here; correct"
                                + " the volume, or rinse with less, more often",
                        Authority.PUMP));
    }

    private static void residual(Case subject, Findings found) {
        Reservoir reservoir = subject.physical().reservoir();
        if (!reservoir.isDiluted()) {
            return;
        }
        String drug = subject.request().solution().primary().drug();
        Ratio label = reservoir.labelled().of(drug);
        Ratio truth = reservoir.effective().of(drug);
        boolean byTruth = reservoir.programmed().equals(reservoir.effective());
        boolean much = truth.minus(label).abs().dividedBy(label).compareTo(NOTICEABLE) > 0;
        String doses = subject.physical()
                .plan()
                .map(plan -> plan.weekly().dividedBy(WeekPlan.DAYS_PER_WEEK))
                .map(daily -> "; the programme gives "
                        + BridgeDecision.dose(daily, reservoir.effective(), drug)
                                .text() + " with what is there and "
                        + BridgeDecision.dose(daily, reservoir.labelled(), drug).text() + " with what the label says")
                .orElse("");
        String message = "the residual makes the reservoir "
                + reservoir.effective().text() + ", " + Shown.change(label, truth) + " against the label" + doses;
        if (!byTruth && much) {
            found.against(
                    Verdict.CONFIRM,
                    "RESIDUAL",
                    drug,
                    reservoir.effective().text(),
                    "5 % of " + reservoir.labelled().text(),
                    message + "; rinse, or order.basis EFFECTIVE, or confirm the label",
                    Authority.ENGINE);
        } else {
            found.add(Verdict.PASS, "RESIDUAL", drug, reservoir.effective().text(), message);
        }
    }

    /** A change of content whose residual nobody entered. */
    private static void residualUnknown(Case subject, Findings found) {
        Volume declared = subject.request().capabilities().residualVolume();
        if (subject.physical().bridging().isNeeded()
                && declared.nanolitres() > 0
                && subject.request()
                        .circumstances()
                        .content()
                        .flatMap(Content::fill)
                        .isEmpty()) {
            found.against(
                    Verdict.CONFIRM,
                    "RESIDUAL_UNKNOWN",
                    "solution",
                    "no residual entered",
                    declared.text(),
                    "an emptied reservoir of this pump still holds " + declared.text()
                            + " of the old solution, and what is computed here leaves it out; enter content.fill, or confirm",
                    Authority.PUMP);
        }
    }

    private static void bridge(Case subject, Findings found) {
        DosingRequest request = subject.request();
        Bridging bridging = subject.physical().bridging();
        Optional<Solution> old = request.running().map(Running::solution);
        boolean unknownPath = subject.physical().queue().isEmpty()
                && Case.isTherapy(request)
                && old.filter(each -> !sameContent(each, request.solution())).isPresent();
        if (unknownPath) {
            required(
                    subject,
                    old.get(),
                    "; the volume or the content of the path is not known, so no bridge can be made",
                    found);
        } else if (bridging.isNeeded() && bridging.decision().isEmpty()) {
            required(
                    subject,
                    old.orElse(request.solution()),
                    "; no bridge can be made: " + bridging.fault().orElseThrow(),
                    found);
        } else if (bridging.decision().isPresent()) {
            if (request.capabilities()
                    .functions()
                    .filter(each -> each.bridge().isPresent())
                    .isEmpty()) {
                required(
                        subject,
                        bridging.decision().get().oldSolution(),
                        "; the bridge is proposed, but this pump declares none and cannot run it",
                        found);
            }
            BridgeCheck.judge(subject, bridging.decision().get(), found);
        }
    }

    private static void required(Case subject, Solution old, String why, Findings found) {
        found.against(
                Verdict.BLOCK,
                "BRIDGE_REQUIRED",
                "solution",
                subject.request().solution().text(),
                "the content of the path",
                "the path still holds " + old.text() + withoutBridge(subject, old) + why,
                Authority.PUMP);
    }

    private static boolean sameContent(Solution one, Solution other) {
        return new HashSet<>(one.ingredients()).equals(new HashSet<>(other.ingredients()));
    }

    private static String withoutBridge(Case subject, Solution old) {
        Solution.Ingredient primary = subject.request().solution().primary();
        Optional<Concentration> before = old.concentrationOf(primary.drug());
        if (before.isEmpty() || subject.programme().isEmpty()) {
            return "";
        }
        DailyDose dose = DailyDose.of(subject.programme().get(), before.get());
        return "; without a bridge the patient would get " + dose.text() + " of " + primary.drug()
                + " until it is used up";
    }

    /** The programme of before on the new content, since the syringe (W26). */
    private static void differs(Case subject, Findings found) {
        Outlooks.contentDiffers(subject)
                .ifPresent(differs -> found.add(
                        Verdict.PASS,
                        "CONTENT_DIFFERS",
                        "content.fill",
                        subject.physical().reservoir().effective().text(),
                        "content differs from the programme that runs: " + differs.atTip() + " it is at the tip, "
                                + differs.atTipBound() + " at the earliest, and then gives "
                                + differs.then().stream()
                                        .map(each -> subject.nameOf(each.drug()) + " "
                                                + each.dose().text())
                                        .reduce((one, other) -> one + ", " + other)
                                        .orElse("nothing")
                                + "; finish the programme, stop by order, or empty the reservoir"));
    }

    static boolean runs(DosingRequest request) {
        return request.running()
                .filter(each -> !(each.programme() instanceof Programme.Stopped))
                .isPresent();
    }
}
