// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonTest {

    private static Person person(String id, String name) {
        return new Person(id, name, EnumSet.of(Role.CLINICIAN));
    }

    @Test
    void twoAccountsOfOnePrintedNameAreOnePerson() {
        Person clara = person("clara", "Clara K. Meier");
        assertThat(clara.isSamePersonAs(new Staff("clara", "Somebody Else"))).isTrue();
        assertThat(clara.isSamePersonAs(new Staff("clara2", "clara  k meier"))).isTrue();
        assertThat(clara.isSamePersonAs(new Staff("cora", "Cora Meier"))).isFalse();
    }

    @Test
    void refusesWhatCannotStandUnderASignature() {
        assertThatIllegalArgumentException().isThrownBy(() -> person("Clara", "Clara Meier"));
        assertThatIllegalArgumentException().isThrownBy(() -> person("c", "Clara Meier"));
        assertThatIllegalArgumentException().isThrownBy(() -> person("system", "Clara Meier"));
        assertThatIllegalArgumentException().isThrownBy(() -> person("clara", " Clara"));
        assertThatIllegalArgumentException().isThrownBy(() -> person("clara", "Cl\u0007ara"));
        assertThatIllegalArgumentException().isThrownBy(() -> person("clara", "  "));
        assertThatIllegalArgumentException().isThrownBy(() -> person("clara", "Cla\u202Era"));
        assertThatIllegalArgumentException().isThrownBy(() -> person("clara", "Cla\u200Bra"));
        assertThatIllegalArgumentException().isThrownBy(() -> person("c".repeat(33), "Clara Meier"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Person("clara", "Clara Meier", Set.of()));
    }

    @Test
    void secretsAreInNoText() {
        assertThat(new SignRequest("n1", "hunter2-hunter2").toString()).doesNotContain("hunter2");
    }
}
