// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cisterna.canonical.Json;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Outlook;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Supply;
import org.cisterna.dosing.SupplyDates;
import org.cisterna.pump.Functions;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** What holds for everything that stands beside a day, on random grids. */
class BesidePropertiesTest {

    private static final int CASES = Integer.getInteger("cisterna.cases", 400);

    private final RuleEngine engine = new RuleEngine();

    @Test
    void whatThePumpRunsIsOnItsGridAndNeverMoreThanOrdered() {
        RandomBeside requests = new RandomBeside(new SplittableRandom(Seeds.seed("BesidePropertiesTest.grid")));
        int parts = 0;
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = requests.next();
            Proposal proposal = engine.propose(request);
            assertThat(proposal.findings())
                    .as("%s", request.toJson().canonicalText())
                    .filteredOn(each -> each.code().equals("CHECK_FAILED"))
                    .extracting(Finding::message)
                    .isEmpty();
            assertThat(Proposal.fromJson(proposal.toJson())).isEqualTo(proposal);
            assertThat(DosingRequest.read(request.toJson().canonicalBytes()).orElseThrow())
                    .isEqualTo(request);
            for (ProgrammePart part : proposal.outlook().parts()) {
                onGrid(request, part);
                parts++;
            }
        }
        assertThat(parts).isGreaterThan(CASES / 2);
    }

    private static void onGrid(DosingRequest request, ProgrammePart part) {
        Functions functions = request.capabilities().functions().orElseThrow();
        Additions ordered = request.order().beside();
        if (part instanceof ProgrammePart.SingleBolus bolus) {
            Additions.Bolus wanted = ordered.bolus().orElseThrow();
            grid(bolus.volume(), functions.bolus().orElseThrow().volumeGrid());
            grid(bolus.duration(), functions.bolus().orElseThrow().durationGrid());
            assertThat(bolus.duration()).isGreaterThanOrEqualTo(wanted.duration());
        } else if (part instanceof ProgrammePart.PeriodicBolus bolus) {
            Additions.PeriodicBolus wanted = ordered.periodicBolus().orElseThrow();
            grid(bolus.volume(), functions.bolus().orElseThrow().volumeGrid());
            grid(bolus.interval(), functions.bolus().orElseThrow().durationGrid());
            assertThat(bolus.interval()).isGreaterThanOrEqualTo(wanted.interval());
        } else if (part instanceof ProgrammePart.PatientBolus bolus) {
            Additions.PatientBolus wanted = ordered.patientBolus().orElseThrow();
            grid(bolus.lockout(), functions.patientBolus().orElseThrow().durationGrid());
            assertThat(bolus.lockout()).isGreaterThanOrEqualTo(wanted.lockout());
            Ratio concentration = Reservoir.of(request)
                    .programmed()
                    .of(request.solution().primary().drug());
            assertThat(bolus.volume().exact().times(concentration).dividedBy(1_000_000))
                    .isLessThanOrEqualTo(wanted.dose().exact());
        } else if (part instanceof ProgrammePart.Prime prime) {
            grid(prime.volume(), functions.prime().orElseThrow().volumeGrid());
            ordered.prime().flatMap(Additions.Prime::volume).ifPresent(volume -> assertThat(prime.volume())
                    .isLessThanOrEqualTo(volume));
        }
    }

    private static void grid(Volume volume, Volume grid) {
        assertThat(volume.nanolitres() % grid.nanolitres()).isZero();
    }

    private static void grid(Duration duration, Duration grid) {
        assertThat(duration.toMillis() % grid.toMillis()).isZero();
    }

    /** A bridge of a single drug never gives more, by plug flow, than what is wanted during it or after it. */
    @Test
    void aBridgeOfOneDrugNeverGivesMoreThanIsWanted() {
        RandomBeside requests = new RandomBeside(new SplittableRandom(Seeds.seed("BesidePropertiesTest.bridge")));
        int bridges = 0;
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = requests.bridged();
            Proposal proposal = engine.propose(request);
            if (proposal.outlook().bridge().isEmpty()) {
                continue;
            }
            bridges++;
            ProgrammePart.Bridge bridge =
                    (ProgrammePart.Bridge) proposal.outlook().parts().get(0);
            Functions.Bridge function = request.capabilities()
                    .functions()
                    .flatMap(Functions::bridge)
                    .orElseThrow();
            grid(bridge.duration(), function.durationGrid());
            Ratio during = request.running()
                    .orElseThrow()
                    .programme()
                    .dailyNanolitres()
                    .times(oldOf(request).exact());
            Ratio after = proposal.programme()
                    .orElseThrow()
                    .dailyNanolitres()
                    .times(request.solution().primary().concentration().exact());
            Ratio wanted = during.compareTo(after) > 0 ? during : after;
            for (Outlook.TipPiece piece : proposal.outlook().tip()) {
                piece.doses().forEach(each -> assertThat(each.dose().nanograms())
                        .isLessThanOrEqualTo(wanted.dividedBy(1_000_000)));
            }
            Ratio path = CatheterPath.of(
                            request.catheter(), request.capabilities().tubingVolume())
                    .orElseThrow()
                    .nanolitres();
            Ratio given =
                    bridge.rate().exact().times(bridge.duration().toMillis()).dividedBy(86_400_000);
            Ratio step = bridge.rate()
                    .exact()
                    .times(function.durationGrid().toMillis())
                    .dividedBy(86_400_000);
            assertThat(given.minus(path).abs()).isLessThan(step);
        }
        assertThat(bridges).isGreaterThan(CASES / 10);
    }

    private static Concentration oldOf(DosingRequest request) {
        return request.running().orElseThrow().solution().primary().concentration();
    }

    /** The worst day is never less than the day itself, and no more than all boluses on top of it. */
    @Test
    void theWorstDayLiesBetweenTheDayAndEverythingOnTop() {
        RandomBeside requests = new RandomBeside(new SplittableRandom(Seeds.seed("BesidePropertiesTest.worst")));
        int seen = 0;
        for (int i = 0; i < CASES; i++) {
            Case subject = Case.of(requests.next());
            Optional<PatientBolusCheck.WorstDay> worst = PatientBolusCheck.worstDay(subject);
            if (worst.isEmpty()) {
                continue;
            }
            seen++;
            Ratio day = subject.physical().plan().orElseThrow().most24h();
            Ratio onTop = Ratio.of(
                            subject.physical().boluses().patient().orElseThrow().nanolitres())
                    .times(worst.get().safe());
            assertThat(worst.get().nanolitres()).isLessThanOrEqualTo(day.plus(onTop));
            assertThat(worst.get().nanolitres()).isGreaterThanOrEqualTo(day);
            Functions.PatientBolus function = subject.request()
                    .capabilities()
                    .functions()
                    .orElseThrow()
                    .patientBolus()
                    .orElseThrow();
            if (function.basal() != Functions.Basal.REPLACED) {
                assertThat(worst.get().nanolitres()).isEqualTo(day.plus(onTop));
            } else {
                Ratio paused = Ratio.of(subject.physical()
                                .boluses()
                                .patient()
                                .orElseThrow()
                                .millis())
                        .times(worst.get().safe())
                        .dividedBy(WeekPlan.MILLIS_PER_DAY);
                assertThat(worst.get().nanolitres())
                        .as("no more is taken off than the boluses displace")
                        .isGreaterThanOrEqualTo(day.plus(onTop)
                                .minus(subject.physical()
                                        .plan()
                                        .orElseThrow()
                                        .highest()
                                        .times(paused)));
            }
            assertThat(worst.get().exact()).isLessThanOrEqualTo(worst.get().safe());
        }
        assertThat(seen).isGreaterThan(CASES / 20);
    }

    /** Whatever the path holds and wherever it stands, the boluses of a day push out no more than as many of the strongest fluid; and can that. */
    @Test
    void theBolusesOfADayPushOutNoMoreThanOfTheStrongestFluid() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("BesidePropertiesTest.strongest"));
        RandomBeside requests = new RandomBeside(random.split());
        int seen = 0;
        int reached = 0;
        for (int i = 0; i < 4 * CASES; i++) {
            Case subject = Case.of(requests.next());
            Optional<PatientBolusCheck.WorstDay> worst = PatientBolusCheck.worstDay(subject);
            boolean primes = subject.physical().prime().isPresent();
            if (worst.isEmpty() || primes || subject.physical().queue().isEmpty()) {
                continue;
            }
            seen++;
            PathQueue path = subject.physical().queue().get();
            TipContent content =
                    new TipContent(path, subject.physical().reservoir().effective());
            Ratio volume = Ratio.of(
                            subject.physical().boluses().patient().orElseThrow().nanolitres())
                    .times(worst.get().safe());
            List<Ratio> begins = new ArrayList<>(List.of(Ratio.ZERO, path.nanolitres()));
            Ratio before = Ratio.ZERO;
            List<PathQueue.Plug> fromTheTip = new ArrayList<>(path.plugs());
            Collections.reverse(fromTheTip);
            for (PathQueue.Plug each : fromTheTip) {
                begins.add(before);
                before = before.plus(each.nanolitres());
            }
            begins.add(path.nanolitres().times(Ratio.of(random.nextLong(0, 1_000), 1_000)));
            for (String drug : subject.physical().drugs()) {
                Ratio bound = BolusDay.askedNanograms(subject, drug, worst.get());
                Ratio most = begins.stream()
                        .map(begin -> content.nominal(drug, begin.plus(volume)).minus(content.nominal(drug, begin)))
                        .max(Ratio::compareTo)
                        .orElseThrow();
                assertThat(most).isLessThanOrEqualTo(bound);
                reached += most.equals(bound) ? 1 : 0;
            }
        }
        assertThat(seen).isGreaterThan(CASES / 20);
        assertThat(reached).as("the bound is no more than can be").isGreaterThan(seen / 4);
    }

    /** Invariant 9: the refill is due no later when more is given, when less is in, or when something is not known. */
    @Test
    void theRefillIsNeverLaterWithMoreGivenLessInOrLessKnown() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("BesidePropertiesTest.dates"));
        DosingRequest base = DosingRequest.read(Story.completed(fields())).orElseThrow();
        for (int i = 0; i < CASES; i++) {
            long rate = random.nextLong(48_000, 2_000_000);
            Supply supply = new Supply(
                    new Volume(random.nextLong(2_000_001, 20_000_000)),
                    Optional.of(base.pumpTime().minusSeconds(100)),
                    Optional.of(Duration.ofDays(random.nextInt(1, 400))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofDays(7),
                    Optional.empty());
            SupplyDates dates = dates(base, supply, rate);
            SupplyDates faster = dates(base, supply, rate + 1_000L * random.nextInt(1, 100));
            Supply less = new Supply(
                    new Volume(supply.volume().nanolitres() - random.nextLong(1, 2_000_000)),
                    supply.compounded(),
                    supply.stability(),
                    supply.beyondUse(),
                    supply.refillLimit(),
                    supply.endOfService(),
                    supply.lead(),
                    supply.orderLead());
            Supply unknown = new Supply(
                    supply.volume(),
                    supply.compounded(),
                    Optional.empty(),
                    supply.beyondUse(),
                    supply.refillLimit(),
                    supply.endOfService(),
                    supply.lead(),
                    supply.orderLead());

            assertThat(faster.refillBy().orElseThrow())
                    .isBeforeOrEqualTo(dates.refillBy().orElseThrow());
            assertThat(dates(base, less, rate).refillBy().orElseThrow())
                    .isBeforeOrEqualTo(dates.refillBy().orElseThrow());
            assertThat(dates(base, unknown, rate).refillBy()).isEmpty();
            assertThat(dates.refillByWorst().orElseThrow())
                    .isBeforeOrEqualTo(dates.refillBy().orElseThrow());
            assertThat(dates.lowWorst()).isBeforeOrEqualTo(dates.low());
        }
    }

    private static Map<String, Json> fields() {
        Map<String, Json> fields = new LinkedHashMap<>();
        var base = Story.base("functions-baclofen");
        base.names().forEach(name -> fields.put(name, base.get(name).orElseThrow()));
        return fields;
    }

    private SupplyDates dates(DosingRequest base, Supply supply, long rate) {
        DosingRequest request = new DosingRequest(
                base.pumpTime(),
                base.indication(),
                base.solution(),
                base.capabilities(),
                base.catheter(),
                base.running(),
                base.lastTherapeutic(),
                new Order.Continuous(new DoseRate(2 * rate)),
                base.requiredLimiters(),
                base.limits(),
                base.drugs(),
                base.libraryVersion(),
                base.libraryDigest(),
                new Circumstances(
                        Optional.empty(), Optional.empty(), Optional.of(supply), Optional.empty(), Optional.empty()));
        return engine.propose(request).outlook().dates().orElseThrow();
    }

    /** Where nothing is said beside the day a proposal says nothing beside it, as before any of it was known. */
    @Test
    void aPlainRequestSaysNothingMore() {
        RandomRequests requests = new RandomRequests(new SplittableRandom(Seeds.seed("BesidePropertiesTest.plain")));
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = requests.next();
            assertThat(engine.propose(request).outlook()).isEqualTo(Outlook.NONE);
            assertThat(request.toJson().names())
                    .doesNotContainAnyElementsOf(
                            List.of("content", "interruption", "supply", "clockChange", "yearAgo"));
        }
    }
}
