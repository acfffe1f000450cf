// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.DrugDose;
import org.cisterna.dosing.Outlook;
import org.cisterna.dosing.Outlook.TipPiece;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.engine.RuleEngine;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * What the engine says leaves the tip, and when, is what the simulator's physics lets out of it. The two share no code: the engine reasons
 * with exact plugs over exact times, the physics moves strokes through a path.
 *
 * <p>Two roundings are declared and allowed for. The physics lags by less than one stroke of its motor. The engine rounds the begin of each
 * piece down to the second.
 */
class TipAgreementTest {

    private static final int CASES = Integer.getInteger("cisterna.tip.cases", 250);
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Ratio SECOND = Ratio.of(1_000, DAY);
    private static final int MOST_PIECES = 96;

    private enum Mode {
        PRIME,
        BRIDGE,
        BOLUS,
        PERIODIC,
        WEEK,
        MINIMUM,
        STOP,
        PLAIN,
        MIXED_RESERVOIR,
        SEVERAL_PLUGS,
        NOT_CONNECTED,
        PATIENT
    }

    private final Map<Mode, Integer> seen = new EnumMap<>(Mode.class);
    private long compared;

    @Test
    void whatIsPredictedAtTheTipIsWhatThePhysicsLetsOut() {
        long seed = Seeds.seed("TipAgreementTest");
        RandomOrders orders = new RandomOrders(new SplittableRandom(seed));
        RuleEngine engine = new RuleEngine();
        int flows = 0;
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = orders.next();
            Proposal proposal = engine.propose(request);
            if (!proposal.outlook().tip().isEmpty()) {
                flows++;
                count(request, proposal);
                try {
                    compare(request, proposal);
                } catch (AssertionError different) {
                    throw new AssertionError(
                            "case " + i + ": " + request.toJson().canonicalText(), different);
                }
            }
        }
        System.out.println("of " + CASES + " orders " + flows + " were followed to the tip, " + compared
                + " amounts compared; " + seen);
        assertThat(flows).isGreaterThan(CASES / 2);
        assertThat(seen.keySet()).containsExactlyInAnyOrder(Mode.values());
    }

    /**
     * A comparison that cannot fail proves nothing: a plan whose bridge is a quarter as long is noticed. Half as long need not be: it is looked at in the middle
     * and at the end of what leaves the tip evenly, and by the end the same may have left.
     */
    @Test
    void aBridgeThatIsCutShortIsNoticed() {
        RandomOrders orders = new RandomOrders(new SplittableRandom(Seeds.seed("TipAgreementTest.short")));
        RuleEngine engine = new RuleEngine();
        int noticed = 0;
        while (noticed < 5) {
            DosingRequest request = orders.next();
            Proposal proposal = engine.propose(request);
            if (!changesItsRateAfterTheBridge(proposal) || runsDry(request, quartered(proposal))) {
                continue;
            }
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> compare(request, quartered(proposal)));
            noticed++;
        }
    }

    /** Of a pump that is dry nothing is compared any more. */
    private static boolean runsDry(DosingRequest request, Proposal proposal) {
        List<TipPiece> pieces = proposal.outlook().tip();
        Plant plant = new Plant(request, proposal);
        plant.advance(Math.max(DAY, millis(request, pieces.get(pieces.size() - 1))));
        return plant.isDry();
    }

    /** By a quarter at least, and nothing else goes with it. */
    private static boolean changesItsRateAfterTheBridge(Proposal proposal) {
        Outlook outlook = proposal.outlook();
        if (outlook.bridge().isEmpty()
                || outlook.parts().size() > 1
                || !(proposal.programme().orElseThrow() instanceof Programme.Continuous even)) {
            return false;
        }
        Ratio bridge = outlook.bridge().get().rate().exact();
        return even.rate().exact().dividedBy(bridge).minus(Ratio.ONE).abs().compareTo(Ratio.of(1, 4)) > 0;
    }

    private static Proposal quartered(Proposal proposal) {
        Outlook outlook = proposal.outlook();
        List<ProgrammePart> parts = outlook.parts().stream()
                .map(each -> each instanceof ProgrammePart.Bridge bridge
                        ? new ProgrammePart.Bridge(
                                bridge.rate(),
                                Duration.ofMillis(bridge.duration().toMillis() / 4))
                        : each)
                .toList();
        return new Proposal(
                proposal.verdict(),
                proposal.findings(),
                proposal.requested(),
                proposal.programme(),
                proposal.totals(),
                proposal.path(),
                proposal.timeToTip(),
                proposal.request(),
                proposal.engine(),
                new Outlook(
                        parts,
                        outlook.tip(),
                        outlook.tipTotals(),
                        outlook.bridge(),
                        outlook.prime(),
                        outlook.contentDiffers(),
                        outlook.dates()));
    }

    private void compare(DosingRequest request, Proposal proposal) {
        List<TipPiece> pieces = proposal.outlook().tip();
        Plant plant = new Plant(request, proposal);
        TreeMap<String, Ratio> predicted = new TreeMap<>();
        TreeMap<String, Ratio> slack = new TreeMap<>();
        drugs(proposal).forEach(drug -> {
            predicted.put(drug, Ratio.ZERO);
            slack.put(drug, stroke(request, drug));
        });
        for (int i = 0; i + 1 < pieces.size() && i + 1 < MOST_PIECES; i++) {
            TipPiece piece = pieces.get(i);
            long from = millis(request, piece);
            long to = millis(request, pieces.get(i + 1));
            long middle = (from + to) / 2;
            at(plant, middle, after(predicted, piece, middle - from), slack);
            predicted.replaceAll((drug, sum) -> sum.plus(dose(piece, drug).times(Ratio.of(to - from, DAY))));
            TipPiece next = pieces.get(i + 1);
            slack.replaceAll((drug, sum) ->
                    sum.plus(dose(next, drug).minus(dose(piece, drug)).abs().times(SECOND)));
            at(plant, to, predicted, slack);
            if (plant.isDry()) {
                return;
            }
        }
        theFirstDay(request, proposal, slack);
    }

    private void at(Plant plant, long millis, Map<String, Ratio> predicted, Map<String, Ratio> slack) {
        plant.advance(millis);
        if (plant.isDry()) {
            return;
        }
        predicted.forEach((drug, nanograms) -> {
            compared++;
            assertThat(plant.atTip(drug).minus(nanograms).abs())
                    .as("%s after %d ms: predicted %s, out of the tip %s", drug, millis, nanograms, plant.atTip(drug))
                    .isLessThanOrEqualTo(slack.getOrDefault(drug, Ratio.ZERO));
        });
    }

    /** The total of the first 24 h, and no 24 h that starts in the first day above the most of any. */
    private void theFirstDay(DosingRequest request, Proposal proposal, Map<String, Ratio> slack) {
        Plant day = new Plant(request, proposal);
        day.advance(DAY);
        if (day.isDry()) {
            return;
        }
        for (Outlook.TipTotal total : proposal.outlook().tipTotals()) {
            Ratio allowed = slack.getOrDefault(total.drug(), Ratio.ZERO).plus(Ratio.ONE);
            compared++;
            assertThat(day.atTip(total.drug()).minus(total.first().exact()).abs())
                    .as("%s in the first 24 h", total.drug())
                    .isLessThanOrEqualTo(allowed);
            assertThat(total.most()).isGreaterThanOrEqualTo(total.first());
            assertThat(total.bound()).isGreaterThanOrEqualTo(total.most());
        }
        Plant begins = new Plant(request, proposal);
        for (int hour = 3; hour <= 24; hour += 3) {
            begins.advance(hour * DAY / 24);
            day.advance(DAY + hour * DAY / 24);
            for (Outlook.TipTotal total : proposal.outlook().tipTotals()) {
                compared++;
                assertThat(day.atTip(total.drug()).minus(begins.atTip(total.drug())))
                        .as("%s in the 24 h after %d h", total.drug(), hour)
                        .isLessThanOrEqualTo(total.most()
                                .exact()
                                .plus(slack.getOrDefault(total.drug(), Ratio.ZERO))
                                .plus(Ratio.ONE));
            }
        }
    }

    private static Map<String, Ratio> after(Map<String, Ratio> sums, TipPiece piece, long millis) {
        TreeMap<String, Ratio> later = new TreeMap<>(sums);
        later.replaceAll((drug, sum) -> sum.plus(dose(piece, drug).times(Ratio.of(millis, DAY))));
        return later;
    }

    private static long millis(DosingRequest request, TipPiece piece) {
        return Duration.between(request.pumpTime(), piece.from()).toMillis();
    }

    private static Ratio dose(TipPiece piece, String drug) {
        return piece.doses().stream()
                .filter(each -> each.drug().equals(drug))
                .map(each -> each.dose().nanograms())
                .findFirst()
                .orElse(Ratio.ZERO);
    }

    private static Set<String> drugs(Proposal proposal) {
        TreeSet<String> drugs = new TreeSet<>();
        proposal.outlook()
                .tip()
                .forEach(piece -> piece.doses().stream().map(DrugDose::drug).forEach(drugs::add));
        return drugs;
    }

    /** Nanograms of a drug in two strokes of the strongest fluid there is of it: one not yet made, one cut by the border of two fluids. */
    static Ratio stroke(DosingRequest request, String drug) {
        TreeSet<Ratio> concentrations = new TreeSet<>(List.of(Ratio.ZERO));
        concentrations.add(of(request.solution(), drug));
        request.running().ifPresent(each -> concentrations.add(of(each.solution(), drug)));
        request.circumstances().content().ifPresent(content -> {
            content.path().forEach(each -> each.solution().ifPresent(any -> concentrations.add(of(any, drug))));
            content.fill().ifPresent(each -> concentrations.add(of(each.residualSolution(), drug)));
        });
        return concentrations.last().times(2 * Plant.STROKE).dividedBy(1_000_000);
    }

    private static Ratio of(org.cisterna.pump.Solution solution, String drug) {
        return solution.ingredients().stream()
                .filter(each -> each.drug().equals(drug))
                .map(each -> each.concentration().exact())
                .findFirst()
                .orElse(Ratio.ZERO);
    }

    private void count(DosingRequest request, Proposal proposal) {
        TreeSet<Mode> modes = new TreeSet<>();
        for (ProgrammePart part : proposal.outlook().parts()) {
            if (part instanceof ProgrammePart.Prime) {
                modes.add(Mode.PRIME);
            } else if (part instanceof ProgrammePart.Bridge) {
                modes.add(Mode.BRIDGE);
            } else if (part instanceof ProgrammePart.SingleBolus) {
                modes.add(Mode.BOLUS);
            } else if (part instanceof ProgrammePart.PeriodicBolus) {
                modes.add(Mode.PERIODIC);
            } else if (part instanceof ProgrammePart.PatientBolus) {
                modes.add(Mode.PATIENT);
            } else if (part instanceof ProgrammePart.Weekdays) {
                modes.add(Mode.WEEK);
            } else if (part instanceof ProgrammePart.MinimumRate) {
                modes.add(Mode.MINIMUM);
            } else {
                modes.add(Mode.STOP);
            }
        }
        if (modes.isEmpty()) {
            modes.add(Mode.PLAIN);
        }
        request.circumstances().content().ifPresent(content -> {
            content.fill().ifPresent(any -> modes.add(Mode.MIXED_RESERVOIR));
            if (content.path().size() > 1) {
                modes.add(Mode.SEVERAL_PLUGS);
            }
            if (!content.connected()) {
                modes.add(Mode.NOT_CONNECTED);
            }
        });
        modes.forEach(each -> seen.merge(each, 1, Integer::sum));
    }
}
