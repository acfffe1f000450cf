// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.api.Test;

class InstitutionLimitsTest {

    private static Map<String, Object> properties(Object... pairs) {
        Map<String, Object> properties = new HashMap<>(Map.of("institution", "A clinic", "version", "7"));
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put((String) pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    @Test
    void theDemoClinicsConfigurationIsRead() throws IOException {
        JsonObject file = (JsonObject) Json.parse(Files.readAllBytes(Path.of("../../docs/examples/institution.json")));
        JsonObject configuration = file.object(InstitutionLimits.PID);
        Map<String, Object> properties =
                new HashMap<>(Map.of("service.pid", InstitutionLimits.PID, "component.id", 12L));
        for (String name : configuration.names()) {
            Json value = configuration.get(name).orElseThrow();
            properties.put(
                    name,
                    value instanceof JsonString text
                            ? text.value()
                            : ((JsonArray) value).strings().toArray(String[]::new));
        }

        InstitutionLimits limits = new InstitutionLimits(properties);

        assertThat(limits.name()).isEqualTo("institution");
        assertThat(limits.limits().limits())
                .anySatisfy(limit -> {
                    assertThat(limit.drug()).isEqualTo("baclofen");
                    assertThat(limit.kind()).isEqualTo(LimitKind.MAX_DAILY_DOSE);
                    assertThat(limit.value()).isEqualTo("1000 mcg/day");
                    assertThat(limit.effect()).isEqualTo(Verdict.BLOCK);
                    assertThat(limit.trust()).isEqualTo(Trust.INSTITUTION);
                    assertThat(limit.source()).isEqualTo("Demo clinic");
                })
                .anySatisfy(limit -> {
                    assertThat(limit.drug()).isEqualTo("vincristine");
                    assertThat(limit.kind()).isEqualTo(LimitKind.WRONG_ROUTE);
                    assertThat(limit.effect()).isEqualTo(Verdict.BLOCK);
                });
    }

    @Test
    void everyKeyMakesItsLimit() {
        List<Limit> limits = new InstitutionLimits(properties(
                        "ceilingDailyDose", new String[] {"baclofen 1 mg/day"},
                        "ceilingConcentration", List.of("baclofen 2 mg/mL"),
                        "confirmDailyDose", "morphine 10 mg/day",
                        "confirmConcentration", "morphine 20 mg/mL",
                        "confirmIncrease", "baclofen/spasticity-child 10 %",
                        "confirmIncreaseInterval", "baclofen 48 h",
                        "confirmDecrease", "* 15 %",
                        "confirmUnitJump", "* 5 times",
                        "confirmIncreaseDose", "ziconotide 0.5 mcg/day",
                        "confirmIncreasesPerWeek", "ziconotide 2 times",
                        "confirmYearlyIncrease", "morphine 100 %",
                        "ceilingStartDose", "morphine 1 mg/day",
                        "confirmStartDose", "morphine 0.3 mg/day",
                        "confirmStartOfTrial", "morphine 50 %",
                        "confirmInterruption", "baclofen 24 h",
                        "confirmOffLabel", "baclofen/spasticity-child not for children here",
                        "confirmMixture", "* no mixture without the pharmacist",
                        "wrongRoute", "vincristine"))
                .limits()
                .limits();

        assertThat(limits.stream()
                        .map(each -> each.drug() + " " + each.indication().orElse("-") + " " + each.kind() + " "
                                + each.value() + " " + each.effect() + (each.twoPersons() ? " two" : "")))
                .containsExactlyInAnyOrder(
                        "baclofen - MAX_DAILY_DOSE 1000 mcg/day BLOCK",
                        "baclofen - MAX_CONCENTRATION 2000 mcg/mL BLOCK",
                        "morphine - MAX_DAILY_DOSE 10000 mcg/day CONFIRM",
                        "morphine - MAX_CONCENTRATION 20000 mcg/mL CONFIRM",
                        "baclofen spasticity-child MAX_INCREASE 10 % CONFIRM two",
                        "baclofen - MIN_INCREASE_INTERVAL 2 day CONFIRM two",
                        "* - MAX_DECREASE 15 % CONFIRM",
                        "* - UNIT_JUMP 5 times CONFIRM two",
                        "ziconotide - MAX_INCREASE_DOSE 0.5 mcg/day CONFIRM two",
                        "ziconotide - MAX_INCREASES_PER_WEEK 2 times CONFIRM two",
                        "morphine - MAX_YEARLY_INCREASE 100 % CONFIRM",
                        "morphine - MAX_START_DOSE 1000 mcg/day BLOCK",
                        "morphine - MAX_START_DOSE 300 mcg/day CONFIRM",
                        "morphine - MAX_START_OF_TRIAL 50 % CONFIRM two",
                        "baclofen - MAX_INTERRUPTION 1 day CONFIRM",
                        "baclofen spasticity-child OFF_LABEL not for children here CONFIRM",
                        "* - OFF_LABEL_MIXTURE no mixture without the pharmacist CONFIRM",
                        "vincristine - WRONG_ROUTE never into the spinal fluid BLOCK");
    }

    @Test
    void whatIsWrongRefusesToStartAndSaysEveryReason() {
        Map<String, Object> properties = properties(
                "ceilingDailyDose", new String[] {"baclofen 1000", "baclofen", "morphine 10 mg"},
                "ceilingDailyDos", "baclofen 1000 mcg/day",
                "ceilingConcentration", 2000,
                "confirmIncrease", "baclofen 30",
                "confirmUnitJump", "* 10",
                "wrongRoute", "Vincristine!");
        properties.remove("version");

        assertThatThrownBy(() -> new InstitutionLimits(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "org.cisterna.dosing.institution",
                        "version: a text is required",
                        "\"baclofen 1000\"",
                        "\"baclofen\" is not a drug",
                        "\"morphine 10 mg\"",
                        "ceilingDailyDos: there is no such key",
                        "ceilingConcentration: 2000 is no text",
                        "\"baclofen 30\"",
                        "\"* 10\"",
                        "\"Vincristine!\"");
    }

    @Test
    void aDrugOrAUseThatIsALetterOffAKnownOneIsAMistake() {
        List.of("baclofn", "bacclofen", "baclofan", "bacolfen", "baclofem", "baclofe", "aclofen")
                .forEach(drug -> assertThatThrownBy(
                                () -> new InstitutionLimits(properties("ceilingDailyDose", drug + " 1000 mcg/day")))
                        .as(drug)
                        .hasMessageContaining("no drug is known here as " + drug)
                        .hasMessageContaining("write baclofen if that is meant"));
        assertThatThrownBy(() ->
                        new InstitutionLimits(properties("ceilingDailyDose", "baclofen/spasticity-spinl 1000 mcg/day")))
                .hasMessageContaining("no use is known here as spasticity-spinl")
                .hasMessageContaining("write spasticity-spinal if that is meant");
    }

    @Test
    void aDrugThatNoLibraryKnowsIsAMatterOfTheInstitution() {
        List.of("ropivacaine", "sufentanil", "blacofne", "bac", "baclofen", "*", "morphine/own-use")
                .forEach(
                        drug -> assertThat(new InstitutionLimits(properties("ceilingDailyDose", drug + " 1000 mcg/day"))
                                        .limits()
                                        .limits())
                                .as(drug)
                                .hasSize(1));
    }

    @Test
    void aBareNumberIsNeverACeiling() {
        Stream.of("baclofen 1000", "baclofen 1,000 mcg/day", "baclofen .5 mg/day", "baclofen 1e3 mcg/day")
                .forEach(text -> assertThatThrownBy(() -> new InstitutionLimits(properties("ceilingDailyDose", text)))
                        .hasMessageContaining(text));
    }
}
