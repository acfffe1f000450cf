// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cisterna.audit.Actor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The whole table, written a second time by hand: each act against each role. */
class ActTest {

    private static final List<Role> COLUMNS = List.of(
            Role.VIEWER, Role.TECHNICIAN, Role.PROGRAMMER, Role.CLINICIAN, Role.INTEGRATOR, Role.AUDITOR, Role.ADMIN);

    /** Y yes, O when naming who ordered it, . no. */
    private static final List<String> TABLE = List.of(
            "SEE_PUMPS     Y Y Y Y Y . .",
            "SEE_DRIVERS   Y Y Y Y Y . .",
            "ENROL         . Y Y Y . . .",
            "OPEN_VISIT    . Y Y Y . . .",
            "READ_PUMP     . Y Y Y . . .",
            "DRAFT         . . Y Y . . .",
            "AUTHOR        . . Y Y . . .",
            "VERIFY        . . . Y . . .",
            "BREAK_GLASS   . . . Y . . .",
            "REVIEW        . . . Y . . .",
            "RELEASE       . . Y Y . . .",
            "SEND          . . Y Y . . .",
            "STOP          . O Y Y . . .",
            "BY_HAND       . Y Y Y . . .",
            "CLOSE_VISIT   . Y Y Y . . .",
            "ADMIT_DRIVER  . . . . Y . .",
            "RUN_CONFORMANCE . . . . Y . .",
            "SEE_LIBRARY   Y Y Y Y Y . .",
            "DRAFT_LIBRARY . . Y Y . . .",
            "REVIEW_LIBRARY . . . Y . . .",
            "RELEASE_LIBRARY . . . Y . . .",
            "READ_LEDGER   . . . . . Y .",
            "FREEZE_INCIDENT . . . Y . Y .",
            "ADMIN_PEOPLE  . . . . . . Y");

    @TestFactory
    List<DynamicTest> everyRoleMayWhatTheTableSaysAndNothingElse() {
        List<DynamicTest> tests = new ArrayList<>();
        assertThat(TABLE).hasSize(Act.values().length);
        assertThat(COLUMNS).containsExactly(Role.values());
        for (String line : TABLE) {
            List<String> cells = List.of(line.split(" +", -1));
            Act act = Act.valueOf(cells.get(0));
            assertThat(cells).hasSize(1 + COLUMNS.size());
            for (int column = 1; column < cells.size(); column++) {
                Role role = COLUMNS.get(column - 1);
                Permit expected =
                        switch (cells.get(column)) {
                            case "Y" -> Permit.YES;
                            case "O" -> Permit.NAMING_WHO_ORDERED;
                            default -> Permit.NO;
                        };
                tests.add(DynamicTest.dynamicTest(
                        role + " " + act, () -> assertThat(act.permits(role)).isEqualTo(expected)));
            }
        }
        return tests;
    }

    @Test
    void severalRolesGiveTheWidestPermitAndTheRoleThatGivesItActs() {
        Set<Role> both = EnumSet.of(Role.TECHNICIAN, Role.CLINICIAN);
        assertThat(Act.STOP.permits(both)).isEqualTo(Permit.YES);
        assertThat(Act.STOP.actingRole(both)).contains(Role.CLINICIAN);
        assertThat(Act.READ_PUMP.actingRole(both)).contains(Role.TECHNICIAN);
        assertThat(Act.ADMIN_PEOPLE.actingRole(both)).isEmpty();
        assertThat(Act.SEE_PUMPS.permits(Set.of())).isEqualTo(Permit.NO);
    }

    @Test
    void aTokenNarrowsWhatItsPersonMay() {
        Person clara = new Person("clara", "Clara Clinician", EnumSet.of(Role.CLINICIAN));
        Identified reading = new Identified(clara, "t1", "token", EnumSet.of(Act.READ_PUMP, Act.ADMIN_PEOPLE));
        assertThat(reading.may(Act.READ_PUMP)).isTrue();
        assertThat(reading.may(Act.VERIFY)).isFalse();
        assertThat(reading.may(Act.ADMIN_PEOPLE))
                .as("a scope gives nothing that the role does not")
                .isFalse();
        assertThat(reading.actor(Act.READ_PUMP))
                .isEqualTo(new Actor("clara", "Clara Clinician", "clinician", "token t1"));
    }

    @Test
    void namesInFilesReadBack() {
        for (Act act : Act.values()) {
            assertThat(Act.of(act.text())).contains(act);
        }
        for (Role role : Role.values()) {
            assertThat(Role.of(role.text())).contains(role);
        }
        assertThat(Act.of("READ_PUMP")).isEmpty();
        assertThat(Role.of("Clinician")).isEmpty();
    }
}
