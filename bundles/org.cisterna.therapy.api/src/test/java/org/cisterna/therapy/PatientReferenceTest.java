// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientReferenceTest {

    @ParameterizedTest
    @ValueSource(strings = {"P-10042", "ITB-2207-19", "A1B2C3", "KX7-0093-B", "000123", "WARD-0007"})
    void takesReferencesOfHospitals(String typed) {
        assertThat(PatientReference.parse(typed).orElseThrow().text()).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P-1",
                "Anna Muster",
                "MUSTER-123",
                "p-10042",
                "P--10042",
                "-P10042",
                "P-10042-",
                "P 10042",
                "P-10042\n",
                "1968-04-23",
                "19680423",
                "23041968",
                "23-04-1968",
                "٣٣٣٣٣",
                "P-1234567890123456789012345"
            })
    void refusesNamesDatesAndOtherForms(String typed) {
        assertThat(PatientReference.parse(typed).violations()).singleElement().satisfies(each -> assertThat(each.code())
                .isEqualTo("PATIENT_REFERENCE"));
    }

    @Test
    void aRefusalDoesNotRepeatWhatMayBeAName() {
        assertThat(PatientReference.parse("Anna Muster").violations().toString())
                .doesNotContain("Muster");
        assertThatThrownBy(() -> new PatientReference("Anna Muster"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Muster");
    }
}
