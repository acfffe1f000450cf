// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.audit.Ledger;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.StopResult;
import org.cisterna.therapy.VisitEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoppingTest {

    private static final StopRequest STOP =
            new StopRequest("over-infusion suspected", Optional.of("Dr Clara Clinician"));

    private final Clinic clinic = new Clinic();

    @Test
    void aStopNamesTheWithdrawalProfileAndStartsTheTimer() {
        clinic.visitRead();
        clinic.pass(Duration.ofHours(1));
        StopResult result = clinic.therapy.stop(Clinic.PUMP, STOP, clinic.theo).orElseThrow();
        assertThat(result.withdrawal()).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("baclofen");
            assertThat(each.profile().orElseThrow().priority()).isEqualTo(Withdrawal.Priority.HIGH);
            assertThat(each.profile().orElseThrow().text()).contains("high fever");
        });
        assertThat(result.stoppedSince()).contains(VirtualTime.PUMP_START.plus(Duration.ofHours(1)));
        assertThat(clinic.host.motor).isEqualTo(MotorState.STOPPED);
        VisitEntry.Stopped entered = (VisitEntry.Stopped) VisitEntry.read(
                        VisitEntry.Stopped.TYPE,
                        clinic.ledger
                                .read(result.entry().orElseThrow(), 1)
                                .get(0)
                                .entry()
                                .body())
                .orElseThrow();
        assertThat(entered.orderedBy()).contains("Dr Clara Clinician");
        assertThat(entered.before()).contains(new Programme.Continuous(new FlowRate(140_000)));
        assertThat(entered.since()).isEqualTo(result.stoppedSince());
        assertThat(entered.withdrawal()).isEqualTo(result.withdrawal());
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, 0, 3})
    void aSecondStopLeavesTheTimerWhereTheFirstOneStartedIt(long clockAhead) {
        clinic.host.clockAhead = Duration.ofHours(clockAhead);
        clinic.visitRead();
        Optional<Instant> first = clinic.therapy
                .stop(Clinic.PUMP, STOP, clinic.theo)
                .orElseThrow()
                .stoppedSince();
        assertThat(first).contains(VirtualTime.PUMP_START);
        clinic.pass(Duration.ofHours(5));
        StopResult second = clinic.therapy.stop(Clinic.PUMP, STOP, clinic.theo).orElseThrow();
        assertThat(second.stoppedSince()).isEqualTo(first);
    }

    @Test
    void aSecondStopThatNothingProvesGoesByTheLastReading() {
        clinic.visitRead();
        clinic.therapy.stop(Clinic.PUMP, STOP, clinic.theo).orElseThrow();
        clinic.pass(Duration.ofHours(5));
        clinic.host.stopIsUnknown = true;
        assertThat(clinic.therapy
                        .stop(Clinic.PUMP, STOP, clinic.theo)
                        .orElseThrow()
                        .stoppedSince())
                .contains(VirtualTime.PUMP_START);
    }

    @Test
    void aStopNeedsNoVisitNoRecordNoLedgerAndNoLibrary() {
        clinic.therapy.unbind(Ledger.class, clinic.ledger);
        clinic.therapy.unbind(DrugLibrary.class, clinic.library);
        clinic.ledger.readOnly("the disk is gone");
        StopResult result = clinic.therapy.stop(Clinic.PUMP, STOP, clinic.theo).orElseThrow();
        assertThat(clinic.host.motor).isEqualTo(MotorState.STOPPED);
        assertThat(result.entry()).isEmpty();
        assertThat(result.stoppedSince()).isPresent();
        assertThat(result.notes())
                .anySatisfy(each -> assertThat(each).contains("journal"))
                .anySatisfy(
                        each -> assertThat(each).contains("does not stand in the ledger", "the ledger is not there"))
                .anySatisfy(each -> assertThat(each).contains("expect the worst"));
    }

    @Test
    void aDrugThatTheLibraryDoesNotKnowIsSaidToBeUnknown() {
        clinic.host.solution = Optional.of(
                Solution.of("clonidine", Concentration.parse("500 mcg/mL").orElseThrow()));
        clinic.visitRead();
        StopResult result = clinic.therapy.stop(Clinic.PUMP, STOP, clinic.clara).orElseThrow();
        assertThat(result.withdrawal().get(0).drug()).isEqualTo("clonidine");
        assertThat(result.withdrawal().get(0).profile()).isEmpty();
        assertThat(result.notes()).anySatisfy(each -> assertThat(each).contains("nothing about clonidine"));
    }

    @Test
    void withoutAHostAStopIsRefusedInWords() {
        clinic.therapy.unbind(PumpHost.class, clinic.host);
        var answer = clinic.therapy.stop(Clinic.PUMP, STOP, clinic.clara);
        clinic.refuses(answer, clinic.ledger.size(), "SERVICE_MISSING");
        assertThat(answer.violations().get(0).message()).contains("the pump host");
    }

    @Test
    void aPumpThatIsNotPairedIsNotStopped() {
        assertThat(Clinic.codes(clinic.therapy.stop(new PumpId("Nobody", "X-1"), STOP, clinic.clara)))
                .containsExactly("PUMP_NOT_PAIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "  because", "two\nlines"})
    void aReasonInWordsIsNeeded(String reason) {
        clinic.visitRead();
        clinic.refuses(
                clinic.therapy.stop(Clinic.PUMP, new StopRequest(reason, Optional.of("Dr Clara")), clinic.theo),
                clinic.ledger.size(),
                "BAD_VALUE");
        assertThat(clinic.host.motor).isEqualTo(MotorState.RUNNING);
    }

    @Test
    void aBlankNameIsNobodyWhoOrdered() {
        clinic.visitRead();
        clinic.refuses(
                clinic.therapy.stop(Clinic.PUMP, new StopRequest("over-infusion", Optional.of(" ")), clinic.theo),
                clinic.ledger.size(),
                "BAD_VALUE");
    }
}
