// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.DrugTotal;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;

/** What a story cannot tell: that beside a question no PASS stands, that nothing is said, and what a check hands to another. */
class BesideEdgesTest {

    private static final Sketch BACLOFEN = Sketch.of("functions-baclofen");
    private static final Sketch MIXTURE = Sketch.of("functions-mixture");

    private static DrugCase drug(Case subject, String id) {
        return subject.drugs().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void patientBolusesAboveACeilingDoNotPassBesideIt() {
        Sketch above = BACLOFEN.with(
                "order",
                "{'mode':'continuous','daily':'400 mcg/day',"
                        + "'patientBolus':{'dose':'100 mcg','duration':'10 min','lockout':'2 h','most':11}}");

        assertThat(above.found("PATIENT_BOLUS"))
                .extracting(Finding::verdict)
                .contains(Verdict.BLOCK)
                .doesNotContain(Verdict.PASS);
    }

    @Test
    void whatIsJudgedOfADrugsDayIsOfThatDrug() {
        Case subject = MIXTURE.subject();

        assertThat(TipStepCheck.judgedOfDay(subject, "morphine"))
                .isEqualTo(drug(subject, "morphine").highest());
        assertThat(TipStepCheck.judgedOfDay(subject, "bupivacaine"))
                .isPresent()
                .isEqualTo(drug(subject, "bupivacaine").highest())
                .isNotEqualTo(drug(subject, "morphine").highest());
    }

    /** 1440 a day stand for no number at all: by a clock that runs fast a lockout of a minute lets two more through. */
    @Test
    void asManyBolusesAsADayHasMinutesAreNoLimit() {
        Sketch running = BACLOFEN.with(
                "running",
                "{'programme':{'mode':'continuous','rate':'0.2 mL/day'},"
                        + "'solution':[{'drug':'baclofen','concentration':'2000 mcg/mL'}],"
                        + "'patientBolus':{'volume':'0.0001 mL','duration':'1 min','lockout':'1 min','most':1440}}");
        Sketch fewer = running.with("running.patientBolus.most", "1439");

        assertThat(PatientBolusCheck.worstDayBefore(running.request())
                        .orElseThrow()
                        .safe())
                .isEqualTo(1_442);
        assertThat(PatientBolusCheck.worstDayBefore(fewer.request())
                        .orElseThrow()
                        .safe())
                .isEqualTo(1_439);
    }

    @Test
    void aDoseThatStaysIsNoStep() {
        Sketch stays = BACLOFEN.with("institution.confirmIncreaseDose", "['baclofen 50 mcg/day']");

        assertThat(stays.found("STEP_DOSE")).isEmpty();
        assertThat(stays.with("order.daily", "'402 mcg/day'").found("STEP_DOSE"))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.PASS);
    }

    /** A stop gives no dose, whatever a prime beside it pushes out of the tip. */
    @Test
    void aStopIsNoMinimumRate() {
        DosingRequest plain = BACLOFEN.request();
        Additions prime = new Additions(
                Optional.empty(),
                Optional.of(new Additions.Prime(Additions.PrimePart.PATH, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Case subject = Case.of(plain.withOrder(new Order.Combined(new Order.Stop(), prime)));
        Ratio day = Ratio.of(WeekPlan.MILLIS_PER_DAY);

        assertThat(subject.physical().flow().orElseThrow().most("baclofen", day, Ratio.ZERO))
                .isGreaterThan(Ratio.ZERO);
        assertThat(MinimumDose.of(subject, drug(subject, "baclofen"))).isEmpty();
    }

    @Test
    void aMinimumRateBehindAPathWithoutDrugIsADoseAllTheSame() {
        Case subject = BACLOFEN.with("order", "{'mode':'minimum-rate'}")
                .with("lastTherapeutic", "[]")
                .with("content", "{'path':[{}]}")
                .subject();

        assertThat(MinimumDose.of(subject, drug(subject, "baclofen")))
                .isEqualTo(drug(subject, "baclofen").highest());
    }

    /** Bupivacaine lies in the tubing, and the prime pushes it into the air: no dose of it can be named. */
    @Test
    void whatNeverReachesTheTipStartsAtNoDose() {
        Sketch air = Sketch.of("functions-morphine")
                .with(
                        "content",
                        "{'connected':false,'path':[{'volume':'0.199 mL',"
                                + "'solution':[{'drug':'bupivacaine','concentration':'20 mg/mL'}]},{}]}")
                .with("order", "{'mode':'continuous','daily':'5 mg/day','prime':{'part':'TUBING'}}");

        assertThat(air.found("START"))
                .filteredOn(each -> each.subject().equals("bupivacaine"))
                .extracting(Finding::value)
                .containsExactly("what the path holds");
    }

    @Test
    void aRiseFromNothingHasNoPercent() {
        DrugTotal total = BACLOFEN.with(
                        "running.programme", "{'mode':'flex','steps':[{'start':'00:00','rate':'0 mL/day'}]}")
                .proposal()
                .total("baclofen")
                .orElseThrow();

        assertThat(total.before().orElseThrow().nanograms()).isEqualTo(Ratio.ZERO);
        assertThat(total.change()).isEmpty();
    }
}
