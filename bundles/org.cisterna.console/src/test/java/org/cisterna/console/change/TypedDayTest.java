// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cisterna.console.change.TypedDay.Row;
import org.cisterna.console.frame.Form;
import org.cisterna.therapy.TypedOrder;
import org.junit.jupiter.api.Test;

class TypedDayTest {

    private static final Row NIGHT = new Row("00:00", "06:00", "10 mcg/h");
    private static final Row DAY = new Row("06:00", "24:00", "12 mcg/h");

    @Test
    void aRowInWhichNothingWasTypedIsNoStepWhereverItStands() {
        for (List<Row> rows : List.of(
                List.of(NIGHT, DAY, Row.EMPTY, Row.EMPTY),
                List.of(NIGHT, Row.EMPTY, DAY),
                List.of(Row.EMPTY, NIGHT, DAY))) {
            TypedDay typed = new TypedDay(rows);
            assertThat(typed.faults()).as("%s", rows).isEmpty();
            assertThat(typed.order().steps()).extracting(TypedOrder.Step::start).containsExactly("00:00", "06:00");
            assertThat(typed.plan()).isPresent();
            assertThat(typed.fields()).as("what was typed stays where it was").hasSize(3 * rows.size());
        }
    }

    @Test
    void aRowThatWasBegunIsAStepAndItsFaultsStandAtItsOwnFields() {
        TypedDay half = new TypedDay(List.of(NIGHT, Row.EMPTY, new Row("07:00", "24:00", "")));
        assertThat(half.faults()).extracting(Form.Fault::field).containsExactly("rate-2", "from-2");
        assertThat(half.faults().get(1).words())
                .contains("06:00", "07:00")
                .contains("3")
                .contains("1");
        TypedDay shortDay = new TypedDay(List.of(NIGHT, Row.EMPTY));
        assertThat(shortDay.faults()).extracting(Form.Fault::field).containsExactly("to-0");
    }

    @Test
    void nothingAtAllIsNotADay() {
        assertThat(TypedDay.empty(4).faults())
                .extracting(Form.Fault::field)
                .containsExactly("from-0", "to-0", "rate-0");
        assertThat(TypedDay.empty(4).plan()).isEmpty();
    }
}
