// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong, and what they are told: which field, which value, against what, and what to do. Nothing is rounded into sense. */
class BadInputTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // refused before anything is decided
                "unit missing | number-without-unit | VALUE_REFUSED | order.daily | 326 | mcg/day | write",
                "bare number | bare-number | FIELD_TYPE | order.daily | 326 | unit | write",
                "wrong dimension | mass-instead-of-rate | VALUE_REFUSED | order.daily | mcg | dose rate | write",
                "decimal comma | decimal-comma | VALUE_REFUSED | order.daily | , | digit grouping | write",
                "concentration zero | concentration-zero | VALUE_REFUSED | solution[0].concentration | 0 mcg/mL | above zero | above zero",
                "bolus in no time | bolus-in-no-time | VALUE_REFUSED | order.bolus.duration | 0 min | is zero | above zero",
                "no lockout | patient-bolus-without-lockout | VALUE_REFUSED | order.patientBolus.duration | 0 min | is zero | above zero",
                "offset | time-with-an-offset | VALUE_REFUSED | pumpTime | 2026-03-01T09:00:00+01:00 | is no instant | write date and time in UTC",
                "leap second | time-of-a-leap-second | VALUE_REFUSED | lastTherapeutic[0].since | 2026-01-31T23:59:60Z | is no instant | write date and time in UTC",
                "bore without unit | bore-without-a-unit | VALUE_REFUSED | catheter[1].bore | 0.0022 | unit | write",
                "a year too many | time-of-no-year | VALUE_REFUSED | pumpTime | +120260 | 1900 to 2199 | check the year",
                // computed and not allowed
                "hour for day | w22-per-hour-for-per-day | DAILY_DOSE | baclofen | 6000 mcg/day | 1000 mcg/day | order less",
                "hour for day, the guard | w22-per-hour-for-per-day | UNIT_JUMP | baclofen | 24 times | 10 times | compare unit and period",
                "ten times | w31-ten-times | UNIT_JUMP | baclofen | 10 times | 10 times | compare unit and period",
                "gap in the day | w09-day-of-23-hours | FLEX_DAY | order.steps[3].duration | 5 h | 24 h | correct the duration",
                "overlap in the day | w09-two-steps-at-one-time | FLEX_DAY | order.steps[2].start | 06:00 | 06:00 | order the steps",
                "trimmed more | w04-trimmed-more-than-supplied | CATHETER_IMPOSSIBLE | catheter[0].trimmed | 115 cm | 110 cm | correct the implant record",
                "trimmed unknown | w04-trimmed-missing | CATHETER_UNKNOWN | catheter[0].trimmed | missing | nothing is assumed | enter the trimmed length",
                "lockout too short | w10-lockout-shorter-than-the-bolus | LOCKOUT | order.patientBolus.lockout | 5 min | 10 min | order a longer one",
                "drug unknown | drug-the-library-does-not-know | DRUG_UNKNOWN | ropivacaine | ropivacaine | without its data | correct its name",
                "wrong route | wrong-route-drug | WRONG_ROUTE | vincristine | vincristine | never into the spinal fluid | take it out of the order",
                "wrong route, residual | wrong-route-drug-in-the-residual | WRONG_ROUTE | vincristine | vincristine | never into the spinal fluid | have it removed",
                "overfilled by the fill | overfilled-over-the-residual | OVERFILL | content.fill.volume | 20 mL | 16.4 mL | fill less",
                "made in the future | compounded-in-the-future | TIME_IMPOSSIBLE | supply.compounded | 2025-02-13T08:00:00Z | 2025-01-15 | compounding record",
                "date that cannot be | last-dose-from-the-future | TIME_IMPOSSIBLE | baclofen | 2026-03-02T09:00:00Z | 2026-03-01 | compare the pump's clock",
                "date past | refill-already-due | REFILL_BY | supply | 2025-01-07T00:00:00Z | 2025-01-14 | refill now, or correct the dates",
                "clock change | w09-day-with-a-clock-change | CLOCK_CHANGE | clockChange | 2026-03-29T01:00:00Z | an hour | tell the patient"
            })
    void isAnsweredWithFieldValueLimitAndWhatToDo(
            String mistake, String story, String code, String field, String value, String limit, String wayOut) {
        Answer<DosingRequest> read = DosingRequest.read(story(story).request());
        if (!read.isDone()) {
            Violation violation = read.violations().stream()
                    .filter(each -> each.code().equals(code))
                    .findFirst()
                    .orElseThrow();
            assertThat(violation.field()).contains(field);
            assertThat(violation.message() + violation.value().orElse(""))
                    .as(mistake)
                    .contains(Optional.ofNullable(value).orElse(""), limit, wayOut);
            return;
        }
        List<Finding> findings = new RuleEngine().propose(read.orElseThrow()).findings();
        assertThat(findings).as(mistake).anySatisfy(each -> {
            assertThat(each.code()).isEqualTo(code);
            assertThat(each.subject()).isEqualTo(field);
            assertThat(each.value()).isEqualTo(value);
            assertThat(each.message() + each.limit().orElse("")).contains(limit, wayOut);
        });
    }

    private static Story story(String name) {
        return Stream.of("accepted", "refused")
                .flatMap(Story::all)
                .filter(each -> each.file().endsWith("/" + name + ".json"))
                .findFirst()
                .orElseThrow();
    }
}
