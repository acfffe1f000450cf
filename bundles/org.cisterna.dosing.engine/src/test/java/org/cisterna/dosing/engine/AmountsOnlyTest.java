// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.cisterna.pump.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order and a concentration are amounts: of a drug, above zero, and never relative to what runs. */
class AmountsOnlyTest {

    private static final Sketch DAY = Sketch.of("baclofen-400");

    @ParameterizedTest
    @ValueSource(strings = {"+10 %", "10 %", "110 %", "+40 mcg/day", "1.1"})
    void aRelativeDoseIsRefusedAtItsField(String daily) {
        assertThat(DosingRequest.read(DAY.with("order.daily", "'" + daily + "'").json())
                        .violations())
                .extracting(Violation::field)
                .contains(Optional.of("order.daily"));
    }

    /** A tenth more of 400 was 440; asked again after it was given, with its answer lost, it is still 440 and not 484. */
    @Test
    void askedAgainOnTopOfWhatItDidItIsTheSameProgramme() {
        Sketch asked = DAY.with("order.daily", "'440 mcg/day'");
        Proposal first = asked.proposal();
        Proposal again = asked.with("running.programme", "{'mode':'continuous','rate':'0.22 mL/day'}")
                .proposal();

        assertThat(first.programme()).isPresent();
        assertThat(again.programme()).isEqualTo(first.programme());
        assertThat(again.total("baclofen").orElseThrow().before().orElseThrow().text())
                .isEqualTo("440 mcg/day");
        assertThat(again.total("baclofen").orElseThrow().after().orElseThrow().text())
                .isEqualTo("440 mcg/day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 mcg/mL", "-1 mcg/mL", "0.0 mg/mL"})
    void aConcentrationIsAboveZeroAndBelongsToADrug(String concentration) {
        assertThat(DosingRequest.read(solution("{'drug':'baclofen','concentration':'" + concentration + "'}"))
                        .violations())
                .extracting(Violation::field)
                .contains(Optional.of("solution[0].concentration"));
        assertThat(DosingRequest.read(solution("{'concentration':'2000 mcg/mL'}"))
                        .violations())
                .extracting(Violation::field)
                .anyMatch(field ->
                        field.filter(each -> each.startsWith("solution[0]")).isPresent());
    }

    /** 0.2 mL/day of 10 mg/mL were 2 mg a day, whatever is filled in now. */
    @Test
    void whatRanIsDividedByTheConcentrationOfThen() {
        Sketch refilled = Sketch.of("functions-morphine");

        for (String concentration : new String[] {"25 mg/mL", "20 mg/mL", "10 mg/mL"}) {
            Proposal proposal = refilled.with(
                            "solution", "[{'drug':'morphine','concentration':'" + concentration + "'}]")
                    .proposal();
            assertThat(proposal.total("morphine")
                            .orElseThrow()
                            .before()
                            .orElseThrow()
                            .text())
                    .isEqualTo("2000 mcg/day");
            assertThat(proposal.total("morphine")
                            .orElseThrow()
                            .after()
                            .orElseThrow()
                            .text())
                    .as("and what will run by the new one")
                    .isEqualTo("2000 mcg/day");
        }
    }

    private static JsonObject solution(String ingredient) {
        return DAY.with("solution", "[" + ingredient + "]").json();
    }
}
