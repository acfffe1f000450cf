// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.Desk;
import org.cisterna.console.Fake;
import org.cisterna.console.Samples;
import org.cisterna.console.show.Strip;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;

/** A reading that stands in no ledger: the strip says so wherever it rests on it, and nothing is drafted from it. */
class SituationTest {

    private static final String NOT_ENTERED =
            "NOT ENTERED: the reading of 2026-02-10 08:00 UTC stands in no ledger, and bases no draft";

    private static Visit visit() {
        return new Visit(
                "v-1",
                Samples.PUMP,
                "PT-004417882",
                Samples.READ.minusSeconds(60),
                new Staff("paula", "Paula"),
                6,
                List.of(),
                Optional.empty());
    }

    private static Situation situation(boolean entered, List<Visit> visits) throws Exception {
        PumpStatus.Reading read = new PumpStatus.Reading(
                entered ? 7 : -1, Samples.READ, Samples.READ, Samples.snapshot(MotorState.RUNNING), entered);
        PumpStatus known = Samples.status(Samples.snapshot(MotorState.RUNNING));
        PumpStatus status = new PumpStatus(
                known.pump(),
                known.family(),
                known.address(),
                known.pairedSince(),
                known.simulated(),
                known.link(),
                known.linkReason(),
                Optional.of(read),
                known.unknown());
        Desk desk = new Desk(each -> List.of()).as(Role.PROGRAMMER);
        desk.services.add(
                Therapy.class,
                Fake.of(
                        Therapy.class,
                        Map.of(
                                "implant", any -> Answer.done(Samples.implant()),
                                "visits", any -> Answer.done(visits))));
        desk.services.add(
                PumpHost.class,
                Fake.of(PumpHost.class, Map.of("behind", any -> Optional.empty(), "pump", any -> Optional.of(status))));
        return Situation.of(desk.services, Samples.PUMP, desk.who()).orElseThrow();
    }

    @Test
    void theStripMarksAReadingThatIsNotEntered() throws Exception {
        for (List<Visit> visits : List.of(List.<Visit>of(), List.of(visit()))) {
            Situation situation = situation(false, visits);
            assertThat(situation.strip().state()).endsWith(" – " + NOT_ENTERED);
            assertThat(situation.strip().drug()).isEqualTo("baclofen 2,000\u202fmcg/mL");
            assertThat(situation.reading()).isEmpty();
            assertThat(situation.fresh(Samples.READ.plusSeconds(1))).isEmpty();
        }
        assertThat(situation(false, List.of(visit())).strip().state()).startsWith("In session: visit of Paula since ");
        assertThat(situation(false, List.of()).strip().state()).startsWith("Projected since 2026-02-10 08:00 UTC");
    }

    @Test
    void theSecondPersonIsToldTooAndStillNoDrug() throws Exception {
        Strip blind = situation(false, List.of(visit())).blindStrip();
        assertThat(blind.state()).endsWith(NOT_ENTERED);
        assertThat(blind.drug()).isEmpty();
        assertThat(blind.patient()).isNotEmpty();
    }

    @Test
    void anEnteredReadingHasNoMark() throws Exception {
        Situation situation = situation(true, List.of(visit()));
        assertThat(situation.strip().state()).doesNotContain("NOT ENTERED");
        assertThat(situation.reading()).isPresent();
        assertThat(situation.fresh(Samples.READ.plusSeconds(1))).isPresent();
        assertThat(situation.fresh(Samples.READ.plus(Situation.FRESH))).isEmpty();
    }
}
