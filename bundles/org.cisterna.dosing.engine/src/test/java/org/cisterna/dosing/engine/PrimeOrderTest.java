// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a prime may run, and how much it is: from what was declared and entered, never from what is usual. */
class PrimeOrderTest {

    private static final Sketch PRIME = Sketch.of("functions-morphine")
            .with("content", "{'path':[{}]}")
            .with("order", "{'mode':'continuous','daily':'2 mg/day','prime':{'part':'PATH'}}");
    private static final String FULL = "{'solution':[{'drug':'morphine','concentration':'25 mg/mL'}]}";

    /** Length times bore, and the pump's own tubing before it. */
    @ParameterizedTest
    @CsvSource({
        "PATH, 0.199 mL, 86 cm, 12 cm, 0.0022 mL/cm, 0.3618 mL",
        "TUBING, 0.199 mL, 86 cm, 12 cm, 0.0022 mL/cm, 0.199 mL",
        "CATHETER, 0.199 mL, 86 cm, 12 cm, 0.0022 mL/cm, 0.1628 mL",
        "CATHETER, 0.199 mL, 50 cm, 0 cm, 0.0022 mL/cm, 0.11 mL",
        "CATHETER, 0.199 mL, 86 cm, 12 cm, 0.0024 mL/cm, 0.1776 mL",
        "PATH, 0.3 mL, 100 cm, 12 cm, 0.0025 mL/cm, 0.52 mL"
    })
    void isThePumpsTubingAndTheCathetersLengthTimesItsBore(
            String part, String tubing, String supplied, String trimmed, String bore, String volume) {
        Sketch sketch = PRIME.with("order.prime.part", quoted(part))
                .with("capabilities.tubingVolume", quoted(tubing))
                .with(
                        "catheter",
                        "[{'model':'generic','supplied':'" + supplied + "','trimmed':'" + trimmed + "','bore':'" + bore
                                + "'}]");

        assertThat(sketch.proposal().outlook().prime().orElseThrow().volume().text())
                .isEqualTo(volume);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'model':'generic','trimmed':'12 cm','bore':'0.0022 mL/cm'}]",
                "[{'model':'generic','supplied':'86 cm','bore':'0.0022 mL/cm'}]"
            })
    void withoutALengthThereIsNone(String catheter) {
        Proposal proposal = PRIME.with("catheter", catheter).proposal();

        assertThat(proposal.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(proposal.findings(Verdict.BLOCK)).extracting(Finding::code).contains("CATHETER_UNKNOWN");
        assertThat(proposal.outlook().prime()).isEmpty();
        assertThat(proposal.outlook().parts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "TUBING", "CATHETER"})
    void isRefusedOverDrugWhicheverPartIsPrimed(String part) {
        Sketch over = PRIME.with("order.prime.part", quoted(part)).with("content", "{'path':[" + FULL + "]}");

        assertThat(verdict(over)).isEqualTo(Verdict.BLOCK);
        assertThat(over.proposal().verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void isRefusedWhereNobodyKnowsWhatThePathHolds() {
        Sketch unknown = PRIME.without("content").without("running");

        assertThat(verdict(unknown)).isEqualTo(Verdict.BLOCK);
    }

    /** Nobody entered the path, but a pump that gave morphine has it there. */
    @Test
    void isRefusedWhereAPumpRanThatGaveDrug() {
        assertThat(verdict(PRIME.without("content"))).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void beforeThePumpIsConnectedItsTubingMayBePrimedOverDrug() {
        Sketch apart =
                PRIME.with("order.prime.part", "'TUBING'").with("content", "{'path':[" + FULL + "],'connected':false}");

        assertThat(verdict(apart)).isEqualTo(Verdict.PASS);
        assertThat(verdict(apart.with("order.prime.part", "'PATH'")))
                .as("no more than the tubing")
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void aCatheterThatWasDrawnOutMayBePrimedByTwoWhoWatch() {
        assertThat(PRIME.found("PRIME")).singleElement().satisfies(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.CONFIRM);
            assertThat(each.twoPersons()).isTrue();
            assertThat(each.message()).contains("keep the patient under observation");
        });
    }

    /** Over what is left in the path the new solution follows slowly, as a bridge, and needs no prime. */
    @Test
    void overDrugThereIsABridgeInstead() {
        Proposal bridged = Sketch.of("functions-morphine").proposal();

        assertThat(bridged.outlook().bridge()).isPresent();
        assertThat(bridged.findings(Verdict.BLOCK)).isEmpty();
    }

    private static Verdict verdict(Sketch sketch) {
        return sketch.found("PRIME").stream().map(Finding::verdict).findFirst().orElseThrow();
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
