// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.calculation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens exactly at a limit, and one step beyond it on either side. */
class CalculationEdgesTest {

    private final CalculationService engine = new CalculationService();

    /** The base request of a function's stories, with some members changed, or left out where the text is {@code null}. */
    private Calculated calculated(String function, String changes) {
        CalculationStory base = CalculationStory.all("accepted")
                .filter(each -> each.function().equals(function))
                .findFirst()
                .orElseThrow();
        JsonObject with = (JsonObject) Json.parse(changes.replace('\'', '"'));
        Map<String, Json> fields = new LinkedHashMap<>();
        JsonObject plain = base.base();
        plain.names().forEach(name -> fields.put(name, plain.get(name).orElseThrow()));
        with.names().forEach(name -> fields.put(name, with.get(name).orElseThrow()));
        JsonObject.Builder changed = Json.object();
        fields.forEach(changed::put);
        CalculationStory story =
                new CalculationStory(function, changed.build(), Json.object().build());
        return engine.calculate(CalculationRequest.read(story.request()).orElseThrow());
    }

    private static List<String> verdicts(Calculated calculated) {
        return calculated.findings().stream()
                .map(each -> each.verdict() + (each.twoPersons() ? " by two " : " ") + each.code() + " "
                        + each.subject() + " " + each.value())
                .toList();
    }

    private static String value(Calculated calculated, String name) {
        return calculated.result(name).map(Result::value).orElse("none");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the volume withdrawn, against the two millilitres of the published limit
                "refill-check | {'withdrawn':'3.6 mL'} | PASS REFILL_ACCURACY withdrawn +2 mL",
                "refill-check | {'withdrawn':'3.599999 mL'} | CONFIRM by two REFILL_ACCURACY withdrawn +2.000001 mL",
                "refill-check | {'withdrawn':'7.6 mL'} | PASS REFILL_ACCURACY withdrawn -2 mL",
                "refill-check | {'withdrawn':'7.600001 mL'} | CONFIRM by two REFILL_ACCURACY withdrawn -2.000001 mL",
                "refill-check | {'withdrawn':'20 mL'} | CONFIRM by two REFILL_ACCURACY withdrawn -14.4 mL",
                // the sensor, against one millilitre up to a capacity of 20 mL and two above
                "pocket-fill | {'measuredAfter':'17 mL'} | PASS POCKET_FILL injected +1 mL",
                "pocket-fill | {'measuredAfter':'16.999999 mL'} | CONFIRM by two POCKET_FILL_SUSPECTED injected +1.000001 mL",
                "pocket-fill | {'measuredAfter':'19 mL'} | PASS POCKET_FILL injected -1 mL",
                "pocket-fill | {'measuredAfter':'19.000001 mL'} | CONFIRM SENSOR_DOUBTED measuredAfter -1.000001 mL",
                "pocket-fill | {'reservoirCapacity':'20.000001 mL','measuredAfter':'16 mL'} | PASS POCKET_FILL injected +2 mL",
                // exactly no room left for saline is still a mixture
                "constant-flow | {'filled':'30 mL','returned':'10 mL','elapsed':'40 day','stock':'4 mg/mL'} | PASS COMPOUNDING_FEASIBLE diluent 0 mL",
                "constant-flow | {'prepare':'29.999999 mL'} | CONFIRM PREPARED_BELOW_CAPACITY prepare 29.999999 mL",
                "conversion | {'proposed':'1.2 mg/day'} | PASS ABOVE_ESTIMATE proposed 1200 mcg/day",
                "conversion | {'proposed':'1200.001 mcg/day'} | CONFIRM by two ABOVE_ESTIMATE proposed 1200.001 mcg/day",
                "start-dose | {'proposed':'150 mcg/day'} | PASS START_DOSE baclofen 150 mcg/day",
                "start-dose | {'proposed':'150.001 mcg/day'} | CONFIRM by two START_DOSE baclofen 150.001 mcg/day",
                "start-dose | {'screeningEffect':'28800001 ms','proposed':'75.001 mcg/day'} | CONFIRM by two START_DOSE baclofen 75.001 mcg/day",
                // five percent more for the whole fill is not remarked on, anything above is
                "refill-plan | {'residual':'1 mL','fill':'9 mL','residualSolution':[{'drug':'baclofen','concentration':'750 mcg/mL'}],'programmeWith':'label'} | PASS RESIDUAL_DILUTION baclofen +5 %",
                "refill-plan | {'residual':'1 mL','fill':'9 mL','residualSolution':[{'drug':'baclofen','concentration':'750.01 mcg/mL'}],'programmeWith':'label'} | CONFIRM RESIDUAL_DILUTION baclofen +5.0002 %",
                "refill-plan | {'residual':'1 mL','fill':'9 mL','residualSolution':[{'drug':'baclofen','concentration':'249.99 mcg/mL'}],'programmeWith':'label'} | CONFIRM RESIDUAL_DILUTION baclofen -5.0002 %",
                "replacement | {'received':'2025-05-30'} | PASS RECEIVED_DATE received 2025-05-30",
                "replacement | {'received':'2025-05-31'} | CONFIRM RECEIVED_DATE received 2025-05-31",
                "replacement | {'received':'2025-03-01'} | PASS RECEIVED_DATE received 2025-03-01",
                "replacement | {'received':'2025-02-28'} | CONFIRM RECEIVED_DATE received 2025-02-28",
                "mri-check | {'pumpClass':'valve-closes','emptied':true,'rate':'0 mL/day'} | PASS MRI_EMPTIED emptied yes",
                "mri-check | {'pumpClass':'valve-closes','emptied':true,'rate':'0 mL/day'} | PASS MRI_RATE rate 0 mL/day",
                "mri-check | {'pumpClass':'valve-closes','emptied':true,'rate':'0.000001 mL/day'} | BLOCK MRI_RATE rate 0.000001 mL/day",
                "mri-check | {'phase':'after'} | BLOCK MRI_TIME_MISSING scanEnd missing"
            })
    void atTheLimitAndOneStepBeyond(String function, String changes, String expected) {
        assertThat(verdicts(calculated(function, changes))).contains(expected);
    }

    @Test
    void whatIsDueAtNothingGivesNoRatio() {
        Calculated nothingDue = calculated("refill-check", "{'filled':'20 mL','expected':'20 mL','withdrawn':'20 mL'}");
        assertThat(value(nothingDue, "ratio")).isEqualTo("none");
        assertThat(verdicts(nothingDue)).containsExactly("PASS REFILL_ACCURACY withdrawn 0 mL");
        assertThat(value(
                        calculated("refill-check", "{'filled':'20 mL','expected':'19.9 mL','withdrawn':'20 mL'}"),
                        "ratio"))
                .isEqualTo("0 times");
    }

    @Test
    void theLimitOfARefillIsTheWidestThatIsStillNarrow() {
        assertThat(value(calculated("refill-check", "{'expected':'15 mL'}"), "limit"))
                .as("14.5 % of 5 mL")
                .isEqualTo("0.725 mL");
        assertThat(value(calculated("refill-check", "{'expected':'18 mL'}"), "limit"))
                .as("the syringe is read no finer")
                .isEqualTo("0.5 mL");
        assertThat(value(calculated("refill-check", "{}"), "limit"))
                .as("never above the published limit")
                .isEqualTo("2 mL");
    }

    @Test
    void nothingIsOutsideAPumpWhoseSensorMissesNothing() {
        assertThat(value(calculated("pocket-fill", "{'measuredAfter':'18 mL'}"), "massOutside"))
                .isEqualTo("none");
        assertThat(value(calculated("pocket-fill", "{'measuredAfter':'17.5 mL'}"), "massOutside"))
                .isEqualTo("1000 mcg");
    }

    @Test
    void withoutASensorTheWholeFillMayLieOutsideWhateverCameBack() {
        JsonObject.Builder request = Json.object()
                .put("function", "pocket-fill")
                .put("injected", "18 mL")
                .put("reservoirCapacity", "20 mL")
                .put("solution", Json.parse("[{\"drug\":\"baclofen\",\"concentration\":\"2000 mcg/mL\"}]"));
        Calculated none = engine.calculate(
                CalculationRequest.read(request.put("aspiratedBack", "0 mL").build())
                        .orElseThrow());
        assertThat(verdicts(none)).containsExactly("CONFIRM POCKET_FILL_UNSEEN aspiratedBack missing");
        assertThat(value(none, "massOutside")).isEqualTo("36000 mcg");
    }

    /** A scan ended at ten; twenty minutes must lie between two readings, and somebody must have read the pump within two hours. */
    @ParameterizedTest(name = "{0} and {1}, asked at {2}: {3}")
    @CsvSource({
        "10:00:00, 10:20:00, 12:00:00, MRI_CLOSED",
        "10:00:00, 10:19:59, 12:00:00, MRI_OPEN",
        "09:59:59, 10:20:00, 12:00:00, MRI_OPEN",
        "10:30:00, 12:00:00, 12:00:00, MRI_CLOSED",
        "10:30:00, 12:00:01, 12:00:00, MRI_OPEN"
    })
    void aScanIsClosedByTwoReadingsAfterItAndApart(String first, String second, String asked, String code) {
        String changes = "{'phase':'after','at':'2026-03-01T" + asked + "Z','scanEnd':'2026-03-01T10:00:00Z',"
                + "'stallLogged':true,'recoveryLogged':true,'apart':'20 min','bound':'2 h','readings':["
                + "{'at':'2026-03-01T" + first + "Z','running':true},{'at':'2026-03-01T" + second
                + "Z','running':true}]}";
        assertThat(calculated("mri-check", changes).findings())
                .extracting(Finding::code)
                .contains(code)
                .doesNotContain("MRI_UNREAD");
    }

    /** A stall without its recovery keeps it open, whatever the readings say. */
    @ParameterizedTest(name = "stall {0}, recovery {1}, motor {2}: {3}")
    @CsvSource({
        "true, true, true, PASS",
        "false, false, true, PASS",
        "true, false, true, BLOCK",
        "false, true, true, BLOCK",
        "true, true, false, BLOCK"
    })
    void aScanIsClosedByAStallWithItsRecoveryOrNoneAndAMotorThatRuns(
            boolean stall, boolean recovery, boolean running, Verdict verdict) {
        String changes = "{'phase':'after','at':'2026-03-01T12:00:00Z','scanEnd':'2026-03-01T10:00:00Z','stallLogged':"
                + stall + ",'recoveryLogged':" + recovery + ",'apart':'20 min','bound':'2 h','readings':["
                + "{'at':'2026-03-01T10:10:00Z','running':true},{'at':'2026-03-01T10:40:00Z','running':" + running
                + "}]}";
        assertThat(calculated("mri-check", changes).verdict()).isEqualTo(verdict);
    }

    /** The one that goes on by itself is left running; the one with a valve is set to zero. */
    @Test
    void beforeAScanOnlyAFamilyThatNeedsItIsStopped() {
        String stalls = "'pumpClass':'stalls-and-recovers'";
        assertThat(verdicts(calculated("mri-check", "{" + stalls + "}")))
                .noneMatch(each -> each.contains("MRI_RATE") || each.contains("MRI_PRE_STOP"));
        assertThat(verdicts(calculated("mri-check", "{" + stalls + ",'stopProgrammed':true}")))
                .anyMatch(each -> each.contains("CONFIRM by two MRI_PRE_STOP"));
        assertThat(verdicts(calculated("mri-check", "{'pumpClass':'valve-closes','rate':'1 mL/day'}")))
                .anyMatch(each -> each.contains("BLOCK MRI_RATE"));
    }

    @ParameterizedTest(name = "unread at {0}: {1}")
    @CsvSource({"12:00:00, false", "12:00:01, true"})
    void aPumpThatNobodyReadInTimeIsNamed(String asked, boolean named) {
        Calculated calculated = calculated(
                "mri-check",
                "{'phase':'after','at':'2026-03-01T" + asked + "Z','scanEnd':'2026-03-01T10:00:00Z',"
                        + "'stallLogged':false,'recoveryLogged':false,'apart':'20 min','bound':'2 h'}");
        assertThat(calculated.findings().stream().anyMatch(each -> each.code().equals("MRI_UNREAD")))
                .isEqualTo(named);
    }

    @Test
    void aValveWhoseResetNobodyEnteredIsClosed() {
        String after = "'phase':'after','pumpClass':'valve-closes','at':'2026-03-01T12:00:00Z',"
                + "'scanEnd':'2026-03-01T10:00:00Z'";
        assertThat(verdicts(calculated("mri-check", "{" + after + "}")))
                .contains("BLOCK VALVE_CLOSED resetRecorded missing");
        assertThat(verdicts(calculated("mri-check", "{" + after + ",'resetRecorded':false}")))
                .contains("BLOCK VALVE_CLOSED resetRecorded no");
    }

    @Test
    void aDrugWithoutARangeOfStartDosesIsLeftToAPhysician() {
        Calculated calculated =
                calculated("start-dose", "{'drug':'sufentanil','indication':'chronic-pain','proposed':'1 mcg/day'}");
        assertThat(verdicts(calculated)).contains("CONFIRM NO_START_RULE sufentanil 1 mcg/day");
    }

    @Test
    void theRangeShownIsThatOfThePatientInQuestion() {
        assertThat(ranges("false"))
                .containsExactly(
                        "the label, patient not used to opioids 200 mcg/day to 1000 mcg/day",
                        "the consensus of 2017 100 mcg/day to 500 mcg/day");
        assertThat(ranges("true"))
                .containsExactly(
                        "the label, patient used to opioids 1000 mcg/day to 10000 mcg/day",
                        "the consensus of 2017 100 mcg/day to 500 mcg/day");
    }

    private List<String> ranges(String tolerant) {
        return calculated(
                        "start-dose",
                        "{'drug':'morphine','indication':'chronic-pain','opioidTolerant':" + tolerant + "}")
                .results()
                .stream()
                .filter(each -> each.name().equals("startRange"))
                .map(each -> each.of().orElseThrow() + " " + each.value())
                .toList();
    }

    @Test
    void aTaperGoesToItsEndAndNotBelow() {
        Calculated taper = calculated("taper", "{'from':'400 mcg/day','to':'300 mcg/day','stopBelow':'320 mcg/day'}");
        assertThat(steps(taper))
                .as("at the dose from which the last step is taken")
                .containsExactly("320 mcg/day", "300 mcg/day");
        assertThat(value(taper, "deepestFall")).isEqualTo("20 %");
        assertThat(steps(calculated("taper", "{'from':'400 mcg/day','to':'330 mcg/day','stopBelow':'330 mcg/day'}")))
                .as("a fifth less would be below the end")
                .containsExactly("330 mcg/day");
        assertThat(steps(calculated("taper", "{'from':'500 mcg/day','to':'320 mcg/day','stopBelow':'320 mcg/day'}")))
                .containsExactly("400 mcg/day", "320 mcg/day");
    }

    private static List<String> steps(Calculated calculated) {
        return calculated.results().stream()
                .filter(each -> each.name().equals("step"))
                .map(Result::value)
                .toList();
    }

    @Test
    void aStepThatReachesItsTargetExactlyIsTheLast() {
        assertThat(steps(calculated("titration", "{'from':'150 mcg/day','to':'195 mcg/day'}")))
                .containsExactly("195 mcg/day");
        assertThat(steps(calculated("titration", "{'from':'150 mcg/day','to':'195.001 mcg/day'}")))
                .containsExactly("195 mcg/day", "195.001 mcg/day");
    }

    @Test
    void aDoseOfAScreeningIsHeldAgainstTheOneThatIsNext() {
        assertThat(verdicts(screening("50 mcg", "4 h", "")))
                .contains("PASS SCREENING_STEP dose 50 mcg", "PASS OBSERVATION observed 4 h");
        assertThat(verdicts(screening("50.001 mcg", "3 h", "")))
                .contains("CONFIRM by two SCREENING_STEP dose 50.001 mcg", "CONFIRM OBSERVATION observed 3 h");
        assertThat(verdicts(
                        screening("75 mcg", "4 h", "{'dose':'50 mcg','at':'2026-02-26T09:00:00Z','responded':false}")))
                .contains("PASS SCREENING_STEP dose 75 mcg");
        String both = "{'dose':'50 mcg','at':'2026-02-26T09:00:00Z','responded':false},"
                + "{'dose':'75 mcg','at':'2026-02-27T09:00:00Z','responded':false}";
        assertThat(verdicts(screening("100 mcg", "4 h", both))).contains("PASS SCREENING_STEP dose 100 mcg");
        assertThat(verdicts(screening(
                        "100 mcg", "4 h", both + ",{'dose':'100 mcg','at':'2026-02-28T09:00:00Z','responded':false}")))
                .as("there is no step after the third")
                .contains("CONFIRM by two SCREENING_STEP dose 100 mcg");
    }

    private Calculated screening(String dose, String observed, String earlier) {
        JsonObject request =
                (JsonObject) Json.parse(("{'function':'trial','drug':'baclofen','kind':'single-shot','dose':'"
                                + dose + "','at':'2026-03-01T09:00:00Z','observed':'" + observed
                                + "','effect':'spasticity','responded':true,'earlier':[" + earlier + "]}")
                        .replace('\'', '"'));
        return engine.calculate(CalculationRequest.read(
                        new CalculationStory("trial", request, Json.object().build()).request())
                .orElseThrow());
    }

    @Test
    void oneWrongEntryIsEnoughWhicheverOfTheTwoItIs() {
        String wrong = "[{'drug':'baclofen','concentration':'2000 mcg/mL'}]";
        assertThat(calculated("content-check", "{'first':" + wrong + "}").findings())
                .extracting(Finding::code)
                .containsExactly("CONTENT_MISMATCH", "LIMITERS");
        assertThat(calculated("content-check", "{'second':" + wrong + "}").findings())
                .extracting(Finding::code)
                .containsExactly("CONTENT_MISMATCH", "LIMITERS");
    }

    @Test
    void aResidualDrugAndAnOrderedOneAreBothShown() {
        Calculated plan =
                calculated("refill-plan", "{'residualSolution':[{'drug':'morphine','concentration':'20 mg/mL'}]}");
        assertThat(plan.results().stream()
                        .filter(each -> each.name().equals("effectiveConcentration"))
                        .map(each -> each.of().orElseThrow()))
                .containsExactly("baclofen", "morphine");
    }

    @Test
    void aReservoirThatIsLeftWithLessThanItsResidualHasNoMoreRoomForThat() {
        assertThat(value(calculated("refill-plan", "{'residual':'1.4 mL'}"), "room"))
                .isEqualTo("20 mL");
        assertThat(value(calculated("refill-plan", "{'residual':'1 mL'}"), "room"))
                .isEqualTo("20 mL");
        assertThat(value(calculated("refill-plan", "{'residual':'2.4 mL'}"), "room"))
                .isEqualTo("19 mL");
    }

    @Test
    void aPairOfDrugsThatNobodyKnowsIsConfirmed() {
        Calculated mixed = calculated(
                "compounding",
                "{'solution':[{'drug':'baclofen','concentration':'500 mcg/mL'},{'drug':'fentanyl','concentration':'50 mcg/mL'}],"
                        + "'stocks':[{'drug':'baclofen','concentration':'2000 mcg/mL'},{'drug':'fentanyl','concentration':'500 mcg/mL'}],"
                        + "'beyondUse':'2025-02-01T00:00:00Z'}");
        assertThat(verdicts(mixed)).contains("CONFIRM ADMIXTURE_UNKNOWN baclofen + fentanyl baclofen + fentanyl");
    }

    @Test
    void whatFillsTheReservoirExactlyIsEnough() {
        assertThat(calculated("constant-flow", "{'prepare':'30 mL'}").findings())
                .extracting(Finding::code)
                .doesNotContain("PREPARED_BELOW_CAPACITY");
    }

    @Test
    void theExactNumberStandsBesideOneThatHidesItsLastDigit() {
        Result error = calculated("refill-check", "{'expected':'4 mL','withdrawn':'3.999992 mL'}")
                .result("error")
                .orElseThrow();
        assertThat(error.exact()).contains("1/20000 %");
        assertThat(calculated("refill-check", "{'expected':'4 mL','withdrawn':'3.99984 mL'}")
                        .result("error")
                        .orElseThrow()
                        .exact())
                .as("0.001 % is shown whole")
                .isEmpty();
    }

    @Test
    void theLastStepOfATaperIsTakenFromTheDoseItIsNamedFor() {
        assertThat(steps(calculated("taper", "{'from':'400 mcg/day','to':'100 mcg/day','stopBelow':'320 mcg/day'}")))
                .containsExactly("320 mcg/day", "100 mcg/day");
    }

    @Test
    void aDrugIsCalledByItsNameInTheLibrary() {
        Calculated mixed = calculated(
                "compounding",
                "{'assayed':[{'drug':'morphine','concentration':'20 mg/mL'},{'drug':'bupivacaine','concentration':'15 mg/mL'}]}");
        assertThat(mixed.findings().stream()
                        .filter(each -> each.code().equals("ASSAY_MISSING"))
                        .map(Finding::message))
                .containsExactly("the laboratory did not look for cloNIDine");
    }
}
