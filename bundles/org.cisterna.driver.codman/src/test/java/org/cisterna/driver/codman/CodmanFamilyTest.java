// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.codman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cisterna.pump.Capabilities;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualGuide.Kind;
import org.cisterna.pump.ManualModel;
import org.cisterna.pump.Source;
import org.cisterna.quantity.FlowRate;
import org.junit.jupiter.api.Test;

/** What the family says of itself is all there is: so all of it is held against what the class can do. */
class CodmanFamilyTest {

    private final ManualDescription family = new CodmanFamily().description();

    @Test
    void itPromisesNothingThatAPumpWithoutElectronicsCannotDo() {
        assertThat(family.descriptor().conduct().driverClass()).isEqualTo(DriverClass.MANUAL);
        assertThat(family.descriptor().conduct().eventLog()).isFalse();
        for (Fault each : Fault.values()) {
            assertThat(family.descriptor().conduct().of(each).method())
                    .as("%s is not noticed by the pump", each)
                    .isEqualTo(FaultDetection.Method.NONE);
        }
        assertThat(family.descriptor().simulatedOnly()).isTrue();
        assertThat(family.descriptor().description()).contains("not affiliated");
    }

    @Test
    void aPumpHasTheOneRateOfItsLabel() {
        ManualModel model = family.model("C3-30").orElseThrow();
        FlowRate label = new FlowRate(1_034_000);
        Capabilities capabilities = model.capabilities(label);
        assertThat(capabilities.rate().min())
                .isEqualTo(label)
                .isEqualTo(capabilities.rate().max());
        assertThat(capabilities.maxSteps()).isEqualTo(1);
        assertThat(capabilities.functions()).as("no bolus, no prime, nothing").isEmpty();
        assertThat(capabilities.interimStop()).isEmpty();
        assertThat(capabilities.reservoirSource()).as("people say it").isEqualTo(Source.ENTERED);
        assertThat(Capabilities.fromJson(capabilities.toJson())).isEqualTo(capabilities);
        assertThatThrownBy(() -> model.capabilities(new FlowRate(103_400)))
                .as("a decimal place lost on the label")
                .hasMessageContaining("0.1034 mL/day");
    }

    @Test
    void eachActHasWordsForEachStep() {
        assertThat(family.guide(ManualAct.REFILL).words(Kind.FILL)).contains("Never more than the reservoir takes");
        assertThat(family.guide(ManualAct.EMPTY).words(Kind.FILL))
                .as("an emptied pump is not filled")
                .isEmpty();
        assertThat(family.guide(ManualAct.EMPTY).words(Kind.ATTEST)).contains("withdrawal");
    }

    @Test
    void itIsTheSameEachTime() {
        assertThat(new CodmanFamily().description().digest()).isEqualTo(family.digest());
    }
}
