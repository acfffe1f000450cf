// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.Withdrawal;
import org.junit.jupiter.api.Test;

class ShippedLibraryTest {

    private final ShippedLibrary library = new ShippedLibrary();

    @Test
    void holdsTheDrugsThatItsSourcesSpeakOf() {
        assertThat(library.drugs())
                .extracting(Drug::id)
                .containsExactly(
                        "baclofen", "bupivacaine", "clonidine", "fentanyl", "hydromorphone", "morphine", "ziconotide");
        assertThat(library.drug("bupivacaine")).map(Drug::displayName).contains("BUPivacaine");
        assertThat(library.drug("morphine").orElseThrow().admixture("bupivacaine"))
                .isPresent();
        assertThat(library.drug("sufentanil")).isEmpty();
        assertThat(library.drug("ropivacaine")).isEmpty();
    }

    @Test
    void itsLimitsAreThoseOfTheLimiterOfTheSameVersion() {
        assertThat(library.name()).isEqualTo("library");
        assertThat(library.limits().name()).isEqualTo("library");
        assertThat(library.limits().version()).isEqualTo(library.version());
    }

    @Test
    void nothingOfItBlocksButALabelsContraindicationAndNoneRestsOnLessThanHighConfidence() {
        assertThat(library.limits().limits()).allSatisfy(limit -> {
            assertThat(limit.effect())
                    .isEqualTo(limit.kind() == LimitKind.CONTRAINDICATION ? Verdict.BLOCK : Verdict.CONFIRM);
            assertThat(limit.trust()).isIn(Trust.READ, Trust.DERIVED, Trust.MEMORY_HIGH);
        });
    }

    @Test
    void ziconotideIsForbiddenAfterAPsychosisByItsLabel() {
        assertThat(library.limits().limits())
                .filteredOn(limit -> limit.kind() == LimitKind.CONTRAINDICATION)
                .singleElement()
                .satisfies(limit -> {
                    assertThat(limit.drug()).isEqualTo("ziconotide");
                    assertThat(limit.value()).isEqualTo("history of psychosis");
                    assertThat(limit.trust()).isEqualTo(Trust.READ);
                    assertThat(limit.source()).contains("[prialt-contraindication]");
                });
    }

    @Test
    void baclofenByThePatientIsAskedAboutWhereNoPumpSaysItIsMeantForIt() {
        assertThat(library.limits().limits())
                .filteredOn(limit -> limit.kind() == LimitKind.NO_PATIENT_BOLUS)
                .singleElement()
                .satisfies(limit -> {
                    assertThat(limit.drug()).isEqualTo("baclofen");
                    assertThat(limit.twoPersons()).isTrue();
                    assertThat(limit.source()).contains("[prometra-ptc]");
                });
    }

    @Test
    void baclofenIsRaisedByTheRuleOfItsIndication() {
        assertThat(value("spasticity-spinal", LimitKind.MAX_INCREASE)).containsExactly("30 %");
        assertThat(value("spasticity-cerebral", LimitKind.MAX_INCREASE)).containsExactly("15 %");
        assertThat(value("spasticity-child", LimitKind.MAX_INCREASE)).containsExactly("15 %");
        assertThat(value("spasticity-spinal", LimitKind.MIN_INCREASE_INTERVAL)).containsExactly("1 day");
    }

    @Test
    void ziconotideIsRaisedInTheStepsOfConsensusAndLabel() {
        assertThat(value("ziconotide", "chronic-pain", LimitKind.MAX_START_DOSE))
                .containsExactly("1.2 mcg/day", "2.4 mcg/day");
        assertThat(value("ziconotide", "chronic-pain", LimitKind.MAX_INCREASE_DOSE))
                .containsExactly("0.5 mcg/day", "2.4 mcg/day");
        assertThat(value("ziconotide", "chronic-pain", LimitKind.MIN_INCREASE_INTERVAL))
                .containsExactly("7 day", "2 day");
        assertThat(value("ziconotide", "chronic-pain", LimitKind.MAX_INCREASES_PER_WEEK))
                .containsExactly("3 times");
    }

    @Test
    void whatIsNotApprovedForAPumpIsNamed() {
        assertThat(library.limits().limits().stream()
                        .filter(each -> each.kind() == LimitKind.OFF_LABEL)
                        .map(Limit::drug))
                .containsExactly("hydromorphone", "fentanyl", "bupivacaine", "clonidine");
        assertThat(value("baclofen", "spasticity-spinal", LimitKind.OFF_LABEL_MIXTURE))
                .hasSize(1);
    }

    /** What is not known well enough stands in docs/drug-library.md as absent, and is absent. */
    @Test
    void whatNobodyReadIsNotThere() {
        assertThat(library.limits().limits())
                .extracting(Limit::kind)
                .doesNotContain(
                        LimitKind.MAX_START_OF_TRIAL,
                        LimitKind.MAX_YEARLY_INCREASE,
                        LimitKind.MAX_INTERRUPTION,
                        LimitKind.MAX_DECREASE,
                        LimitKind.UNIT_JUMP,
                        LimitKind.WRONG_ROUTE);
    }

    private List<String> value(String indication, LimitKind kind) {
        return value("baclofen", indication, kind);
    }

    private List<String> value(String drug, String indication, LimitKind kind) {
        return library.limits().limits().stream()
                .filter(each -> each.concerns(drug, indication) && each.kind() == kind)
                .map(Limit::value)
                .toList();
    }

    @Test
    void everyDrugNamesWhatHappensWhenItStops() {
        assertThat(library.drug("baclofen").orElseThrow().withdrawal().priority())
                .isEqualTo(Withdrawal.Priority.HIGH);
        assertThat(library.drug("morphine").orElseThrow().withdrawal().priority())
                .isEqualTo(Withdrawal.Priority.HIGH);
        assertThat(library.drug("bupivacaine").orElseThrow().withdrawal().priority())
                .isEqualTo(Withdrawal.Priority.MEDIUM);
    }

    @Test
    void namesThatAreTakenForOthersAreWrittenInTallLetters() {
        assertThat(library.drug("hydromorphone")).map(Drug::displayName).contains("HYDROmorphone");
        assertThat(library.drug("fentanyl")).map(Drug::displayName).contains("fentaNYL");
        assertThat(library.drug("clonidine")).map(Drug::displayName).contains("cloNIDine");
    }

    @Test
    void aKeepingTimeRestsOnASourceThatWasRead() {
        assertThat(library.keepings()).isNotEmpty().allSatisfy(each -> assertThat(each.trust())
                .isEqualTo(Trust.READ));
        assertThat(library.keepings()).noneMatch(each -> each.isOf(List.of("baclofen")));
    }

    @Test
    void theTableOfSourcesForPeopleIsThatOfTheLibrary() throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(Path.of("../../docs/sources.md"));
        for (String line : lines.subList(0, lines.indexOf("## Numbers of the calculations"))) {
            if (line.startsWith("| ") && !line.startsWith("| tag")) {
                rows.add(line.substring(0, line.lastIndexOf(" | ", line.length() - 3)));
            }
        }
        assertThat(rows)
                .containsExactlyElementsOf(library.sources().stream()
                        .map(each -> "| " + each.id() + " | " + each.title() + " | " + each.address())
                        .toList());
    }
}
