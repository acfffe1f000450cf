// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.ManualStep.Emptied;
import org.cisterna.pump.ManualStep.Filled;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.MeasuredFlow;
import org.cisterna.pump.PumpId;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualCase.Asked;
import org.cisterna.therapy.ManualCase.Order;
import org.cisterna.therapy.ManualCase.Projected;
import org.cisterna.therapy.ManualEntry;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.TherapyEntry;

/** Pumps without telemetry as people may see them. */
final class ManualViews {

    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Parts parts;
    private final Residuals residuals;

    ManualViews(Parts parts) {
        this.parts = parts;
        this.residuals = new Residuals(parts);
    }

    /** What is to be settled before the fill; refused while nobody can say whether anything is. */
    Answer<Optional<ManualCase.Residual>> residual(ManualPump known) {
        return known.work()
                .map(work -> signed(known.pump(), work)
                        .then(signed -> residuals.of(known, expected(known).map(ManualViews::volume), signed)))
                .orElseGet(() -> Answer.done(Optional.empty()));
    }

    /** Where nobody can say, the fill is refused and says why; the page shows what there is. */
    private static Optional<ManualCase.Residual> shown(Answer<Optional<ManualCase.Residual>> residual) {
        return residual.isDone() ? residual.orElseThrow() : Optional.empty();
    }

    private static Volume volume(Projected projected) {
        return Volume.parse(projected.volume()).orElseThrow();
    }

    /** What the host knows of it. */
    Answer<ManualPump> host(PumpId pump) {
        return parts.surroundings().need(ManualPumps.class).then(host -> host.manualPump(pump)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.UNKNOWN_PUMP.because(
                        "pump", pump.text(), "No pump without telemetry is known by this label; register it first."))));
    }

    /** What is ordered for it. */
    Answer<ManualCourse> course(PumpId pump) {
        return parts.desk().fold().then(fold -> fold.of(pump, PumpCourse::manual)
                .flatMap(each -> each)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(
                        Refusal.UNKNOWN_CHANGE.because("order", pump.text(), "No fill is ordered for this pump."))));
    }

    /** The order as it was entered. */
    Answer<ManualEntry.Ordered> ordered(ManualCourse course) {
        return parts.desk().entry(course.entry()).map(each -> TherapyEntry.read(
                        each.entry().type(),
                        each.entry().version(),
                        each.entry().body())
                .filter(ManualEntry.Ordered.class::isInstance)
                .map(ManualEntry.Ordered.class::cast)
                .orElseThrow(() -> new IllegalStateException("entry " + course.entry() + " is no order")));
    }

    /** The signatures that cover a record as it stands, and whose time is not over. */
    Answer<List<SignedBy>> signed(PumpId pump, ManualWork work) {
        Instant now = parts.house().now();
        return parts.desk().fold().map(fold -> fold.of(pump, PumpCourse::handSigned).orElse(List.of()).stream()
                .filter(each -> each.record().equals(work.command().hex()))
                .filter(each -> each.of().equals(work.digest()))
                .map(ManualCourse.HandSigned::by)
                .filter(each -> now.isBefore(each.expires()))
                .toList());
    }

    /** The last one of a meaning. */
    static Optional<SignedBy> of(List<SignedBy> signed, Meaning meaning) {
        return signed.stream().filter(each -> each.meaning() == meaning).reduce((earlier, later) -> later);
    }

    Answer<ManualCase> of(PumpId pump, Identified who) {
        return host(pump).then(known -> parts.desk().fold().then(fold -> {
            Optional<ManualCourse> course = fold.of(pump, PumpCourse::manual).flatMap(each -> each);
            Answer<Optional<Order>> order =
                    course.isPresent() ? order(course.get(), who).map(Optional::of) : Answer.done(Optional.empty());
            Answer<List<SignedBy>> signed =
                    known.work().isPresent() ? signed(pump, known.work().get()) : Answer.done(List.of());
            return order.then(of -> signed.map(attestations -> new ManualCase(
                    known, of, words(known), attestations, expected(known), shown(residual(known)), content(known))));
        }));
    }

    private Answer<Order> order(ManualCourse course, Identified who) {
        boolean seen = course.isOpenToAll()
                || course.author().account().equals(who.person().id());
        return ordered(course)
                .map(ordered -> new Order(
                        course.record(),
                        course.state(),
                        course.author(),
                        course.at(),
                        course.expires(),
                        course.plan(),
                        course.signatures(),
                        Reasons.ofTwo(ordered.answer().findings(Verdict.CONFIRM)).stream()
                                .map(each -> new Asked(each.code(), each.subject()))
                                .toList(),
                        seen
                                ? Optional.of(new ManualCase.Numbers(ordered, course.confirmations()))
                                : Optional.empty()));
    }

    private String words(ManualPump known) {
        return known.work()
                .flatMap(work -> parts.surroundings()
                        .find(ManualPumps.class)
                        .flatMap(host -> host.families().stream()
                                .filter(each -> each.descriptor().family().equals(known.family()))
                                .findFirst())
                        .map((ManualDescription family) ->
                                family.guide(work.act()).words(work.next())))
                .orElse("");
    }

    /** By the measured flow, where there is one; nobody sees it who has still to measure. */
    private Optional<Projected> expected(ManualPump known) {
        boolean stillToMeasure =
                known.work().filter(each -> each.last(Emptied.class).isEmpty()).isPresent();
        if (stillToMeasure) {
            return Optional.empty();
        }
        Instant now = known.work()
                .flatMap(each -> each.last(Emptied.class))
                .map(ManualWork.Counted::at)
                .orElseGet(() -> parts.pump().now());
        return known.fill().map(fill -> projected(fill, flow(known), now));
    }

    /** From the fill on, until two people attested it, it is not the last attested fill that the pump gives. */
    private Optional<ManualCase.Content> content(ManualPump known) {
        return known.work()
                .flatMap(work -> work.last(Filled.class))
                .map(each -> new ManualCase.Content(each.step().solution(), each.at(), tip(known, each.at())));
    }

    /** By the flow that is expected of it; half the time is the bound, for what is filled in mixes with what is on the way. */
    private Optional<ManualCase.Tip> tip(ManualPump known, Instant from) {
        Answer<Implant> implant = parts.implant(known.pump());
        if (!implant.isDone()) {
            return Optional.empty();
        }
        Ratio way = known.identity().capabilities().tubingVolume().exact();
        for (CatheterSegment each : implant.orElseThrow().catheter()) {
            if (each.supplied().isEmpty() || each.trimmed().isEmpty()) {
                return Optional.empty();
            }
            way = way.plus(
                    each.bore().times(each.supplied().get().minus(each.trimmed().get())));
        }
        long millis = way.times(MILLIS_PER_DAY).dividedBy(flow(known)).floor().longValueExact();
        Instant earliest = from.plusMillis(millis / 2);
        return Optional.of(new ManualCase.Tip(
                earliest, from.plusMillis(millis), !parts.pump().now().isBefore(earliest)));
    }

    private static Ratio flow(ManualPump known) {
        return known.measured().map(MeasuredFlow::nanolitresPerDay).orElseGet(() -> known.labelFlow()
                .exact());
    }

    private static Projected projected(ManualFill fill, Ratio flow, Instant now) {
        Ratio gone = flow.times(Math.max(0, Duration.between(fill.at(), now).toMillis()))
                .dividedBy(MILLIS_PER_DAY);
        Ratio left = fill.volume().exact().minus(gone);
        Volume shown = new Volume(left.signum() <= 0 ? 0 : left.floor().longValueExact());
        return new Projected(shown.text(), ManualCase.flow(flow), now);
    }
}
