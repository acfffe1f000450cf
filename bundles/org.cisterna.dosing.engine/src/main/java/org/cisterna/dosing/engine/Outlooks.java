// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cisterna.dosing.ContentDiffers;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Outlook;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.TimeToTip;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.Ratio;

/** Writes down what a case says beyond its day. */
final class Outlooks {

    private static final int MOST_PIECES = 96;
    private static final Ratio DAY = Ratio.of(WeekPlan.MILLIS_PER_DAY);

    private Outlooks() {}

    static Outlook of(Case subject) {
        Physical physical = subject.physical();
        return new Outlook(
                physical.parts(subject.request(), subject.days()),
                physical.flow().map(flow -> pieces(subject, flow)).orElse(List.of()),
                physical.flow().map(Outlooks::totals).orElse(List.of()),
                physical.bridging().decision().map(BridgeDecision::plan),
                physical.prime().map(PrimeDecision::plan),
                contentDiffers(subject),
                SupplyCheck.dates(subject),
                physical.flow().map(flow -> cut(subject, flow)).orElse(List.of()));
    }

    /** Where the forecast ends sooner than what was ordered, in words. */
    private static List<String> cut(Case subject, TipFlow flow) {
        List<String> cut = new ArrayList<>();
        Ratio end = flow.course().end();
        String days = end.dividedBy(DAY).decimal(1) + " days";
        if (!flow.isWhole()) {
            cut.add("What leaves the tip was computed for " + days
                    + ", and what lies in the path has not passed by then: what comes later, and the most of 24 h after"
                    + " that time, are not in this answer.");
        }
        if (all(subject, flow).count() > MOST_PIECES) {
            cut.add("The list of what leaves the tip ends after " + MOST_PIECES
                    + " pieces; the totals hold what comes later too.");
        }
        if (subject.physical().boluses().endBefore(begun(subject), end)) {
            cut.add(
                    "Of the periodic boluses the first " + Boluses.MOST
                            + " are in what leaves the tip; the later ones, and the most of 24 h with them, are not in this answer.");
        }
        return cut;
    }

    /** What leaves the tip until what was in the path is gone, and what the order does at once is over. */
    private static List<Outlook.TipPiece> pieces(Case subject, TipFlow flow) {
        return all(subject, flow)
                .limit(MOST_PIECES)
                .map(each -> new Outlook.TipPiece(
                        at(subject.request(), each.from()), BridgeDecision.doses(each.rate(), each.mix())))
                .toList();
    }

    /** Every piece until it stays the same. */
    private static Stream<TipFlow.Piece> all(Case subject, TipFlow flow) {
        Ratio steady = steadyFrom(subject, flow);
        return flow.pieces().stream().takeWhile(each -> each.from().compareTo(steady) <= 0);
    }

    private static Ratio steadyFrom(Case subject, TipFlow flow) {
        List<Ratio> changes = new ArrayList<>(List.of(Ratio.ZERO));
        flow.content().boundaries().stream()
                .map(flow.course()::timeOf)
                .flatMap(Optional::stream)
                .forEach(changes::add);
        Ratio begun = begun(subject);
        changes.add(begun);
        subject.physical().boluses().single().ifPresent(each -> changes.add(begun.plus(Ratio.of(each.millis()))));
        return changes.stream().max(Ratio::compareTo).orElseThrow();
    }

    /** When what goes before the day is over, prime and bridge. */
    private static Ratio begun(Case subject) {
        return subject.physical()
                .prime()
                .filter(PrimeDecision::connected)
                .map(PrimeDecision::millis)
                .orElse(Ratio.ZERO)
                .plus(subject.physical()
                        .bridging()
                        .decision()
                        .map(each -> Ratio.of(each.millis()))
                        .orElse(Ratio.ZERO));
    }

    private static List<Outlook.TipTotal> totals(TipFlow flow) {
        return drugs(flow).stream()
                .map(drug -> new Outlook.TipTotal(
                        drug,
                        Shown.mass(flow.nominal(drug, Ratio.ZERO, DAY)),
                        Shown.mass(flow.most24h(drug)),
                        Shown.mass(flow.most24hBound(drug))))
                .toList();
    }

    /** Every drug that leaves the tip within the horizon. */
    static List<String> drugs(TipFlow flow) {
        return Mix.drugsOf(flow.pieces().stream().map(TipFlow.Piece::mix).toList());
    }

    /** What a running programme does with what was filled in; empty where it does no other than before. */
    static Optional<ContentDiffers> contentDiffers(Case subject) {
        DosingRequest request = subject.request();
        Physical physical = subject.physical();
        if (request.circumstances().content().flatMap(each -> each.fill()).isEmpty()
                || !ContentCheck.runs(request)
                || physical.queue().isEmpty()
                || physical.queue().get().plugs().stream()
                        .allMatch(each -> each.mix().equals(physical.reservoir().effective()))) {
            return Optional.empty();
        }
        Programme running = request.running().map(Running::programme).orElseThrow();
        CatheterPath path = subject.path().orElseThrow();
        TimeToTip left = path.timeToTip(running, request.pumpTime());
        return Optional.of(new ContentDiffers(
                request.pumpTime().plus(left.nominal()),
                request.pumpTime().plus(left.bound()),
                BridgeDecision.doses(
                        running.dailyNanolitres(), physical.reservoir().effective())));
    }

    /** The time to the tip with everything that the order does; as the day alone has it where nothing goes with it. */
    static Optional<TimeToTip> timeToTip(Case subject, Supplier<Optional<TimeToTip>> ofTheDay) {
        Physical physical = subject.physical();
        if (physical.flow().isEmpty()) {
            return ofTheDay.get();
        }
        Ratio path = subject.path().orElseThrow().nanolitres();
        Course course = physical.flow().get().course();
        return course.timeOf(path).flatMap(nominal -> course.timeOf(path.dividedBy(2))
                .map(bound -> new TimeToTip(Shown.seconds(nominal), Shown.seconds(bound))));
    }

    static Instant at(DosingRequest request, Ratio millis) {
        return request.pumpTime()
                .plus(Duration.ofMillis(
                        Rounding.DATE.of(millis, Duration.ofSeconds(1).toMillis())));
    }
}
