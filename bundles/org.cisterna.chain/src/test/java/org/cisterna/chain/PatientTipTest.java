// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.engine.RuleEngine;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** What the engine says leaves the tip at most with boluses of the patient, against the simulator's physics with a patient who presses. */
class PatientTipTest {

    private static final int CASES = Integer.getInteger("cisterna.tip.cases", 250);
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long GREEDY = 60_000;
    private static final String WINDOW = "TIP_WINDOW";
    private static final String AT_MOST = ", at most ";

    private long compared;

    /**
     * Boluses that the patient asks for are in no forecast, because nobody knows when; the most that leaves the tip within 24 h is said with them
     * all the same. Two patients, one who presses all the time and one who does not, never get more than that out of the physics.
     */
    @Test
    void whateverThePatientPressesNoMoreLeavesTheTipThanIsSaid() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("PatientTipTest"));
        RandomOrders orders = new RandomOrders(random.split());
        RuleEngine engine = new RuleEngine();
        int pressed = 0;
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = orders.next();
            Proposal proposal = engine.propose(request);
            Optional<ProgrammePart.PatientBolus> bolus = bolus(proposal);
            if (bolus.isPresent() && isTherapy(request) && !most(proposal).isEmpty()) {
                pressed++;
                long longest = 2 * bolus.get().lockout().toMillis();
                try {
                    noMore(request, proposal, bolus.get(), () -> GREEDY);
                    noMore(request, proposal, bolus.get(), () -> 1 + random.nextLong(longest));
                } catch (AssertionError different) {
                    throw new AssertionError(
                            "case " + i + ": " + request.toJson().canonicalText(), different);
                }
            }
        }
        System.out.println(
                "of " + CASES + " orders " + pressed + " let the patient press, " + compared + " amounts compared");
        assertThat(pressed).isGreaterThan(CASES / 20);
    }

    /** A comparison that cannot fail proves nothing: a controller that forgets its lockout and its count is noticed. */
    @Test
    void aControllerThatForgetsItsLockoutIsNoticed() {
        RandomOrders orders = new RandomOrders(new SplittableRandom(Seeds.seed("PatientTipTest.forgets")));
        RuleEngine engine = new RuleEngine();
        int noticed = 0;
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = orders.next();
            Proposal proposal = engine.propose(request);
            Optional<ProgrammePart.PatientBolus> bolus = bolus(proposal);
            boolean lasts =
                    request.circumstances().content().flatMap(Content::fill).isEmpty();
            if (bolus.isPresent()
                    && lasts
                    && isTherapy(request)
                    && !most(proposal).isEmpty()) {
                List<Long> one = new ArrayList<>();
                for (long at = 0; at < DAY; at += bolus.get().lockout().toMillis() / 4) {
                    one.add(at);
                }
                try {
                    noMore(request, proposal, bolus.get(), one);
                } catch (AssertionError more) {
                    noticed++;
                }
            }
        }
        assertThat(noticed).isGreaterThan(CASES / 50);
    }

    /** What a request that is read can order: neither a stop nor a minimum rate has boluses beside it. */
    private static boolean isTherapy(DosingRequest request) {
        Order day = request.order().dayAlone();
        return !(day instanceof Order.Stop) && !(day instanceof Order.MinimumRate);
    }

    private static Optional<ProgrammePart.PatientBolus> bolus(Proposal proposal) {
        return proposal.outlook().parts().stream()
                .filter(ProgrammePart.PatientBolus.class::isInstance)
                .map(ProgrammePart.PatientBolus.class::cast)
                .findFirst();
    }

    private void noMore(
            DosingRequest request, Proposal proposal, ProgrammePart.PatientBolus bolus, LongSupplier waits) {
        noMore(request, proposal, bolus, new Plant(request, proposal).answered(request, bolus, waits, 3 * DAY));
    }

    private void noMore(DosingRequest request, Proposal proposal, ProgrammePart.PatientBolus bolus, List<Long> begins) {
        Plant from = new Plant(request, proposal).pressed(request, bolus, begins);
        Plant to = new Plant(request, proposal).pressed(request, bolus, begins);
        TreeSet<Long> times = new TreeSet<>(begins.subList(0, Math.min(begins.size(), 12)));
        for (int hour = 0; hour <= 36; hour += 3) {
            times.add(hour * DAY / 24);
        }
        Map<String, Ratio> most = most(proposal);
        for (long at : times) {
            from.advance(at);
            to.advance(at + DAY);
            if (to.isDry()) {
                return;
            }
            most.forEach((drug, bound) -> {
                compared++;
                assertThat(to.atTip(drug).minus(from.atTip(drug)))
                        .as("%s in the 24 h after %d ms with presses at %s", drug, at, begins)
                        .isLessThanOrEqualTo(bound.plus(
                                        TipAgreementTest.stroke(request, drug).times(2))
                                .plus(Ratio.ONE));
            });
        }
    }

    /** Per drug the most of 24 h that the proposal says: out of the tip, or, where nothing but the day and the boluses runs, on the worst day. Nothing where the path is not known. */
    private static Map<String, Ratio> most(Proposal proposal) {
        TreeMap<String, Ratio> most = new TreeMap<>();
        if (proposal.findings().stream().anyMatch(each -> each.code().equals("CONTENT_PATH"))) {
            return most;
        }
        proposal.totals()
                .forEach(total -> total.worstDay().ifPresent(dose -> most.put(total.drug(), dose.nanograms())));
        if (proposal.findings().stream().anyMatch(each -> each.code().equals(WINDOW))) {
            most.clear();
        }
        proposal.findings().stream()
                .filter(each -> each.code().equals(WINDOW))
                .forEach(each -> most.put(
                        each.subject(),
                        Mass.parse(each.value().substring(each.value().indexOf(AT_MOST) + AT_MOST.length()))
                                .orElseThrow()
                                .exact()));
        return most;
    }
}
