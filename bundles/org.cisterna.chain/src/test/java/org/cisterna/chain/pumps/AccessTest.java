// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.quantity.Volume;
import org.cisterna.records.RowDesk;
import org.cisterna.sim.Solution;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.fleet.FleetRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reservoir that somebody got at, and no record of it: found at the next reading, by whatever the family knows of its reservoir. */
class AccessTest {

    private static final long SEED = Seeds.seed("AccessTest");
    private static final Duration DAY = Duration.ofDays(1);

    private static Optional<FleetRow.Access> found(Ward ward) {
        ward.read().orElseThrow();
        return RowDesk.row(
                        ward.ledger(), ward.family().pump(), ward.time().pump().now())
                .accessed();
    }

    /** Another programmer told it that it was filled. A pump that measures does not believe that; it looks itself. */
    @ParameterizedTest
    @EnumSource(names = "MEDSTREAM", mode = EnumSource.Mode.EXCLUDE)
    void whatAPumpWasToldElsewhereIsFound(Family family) throws Exception {
        Ward.resume(Ward.paired(family, SEED), SEED, ward -> {
            assertThat(found(ward)).isEmpty();
            told(ward, 1);
            assertThat(found(ward)).as("told that it holds less").isEmpty();
            ward.time().leapPumpTime(DAY);
            assertThat(found(ward)).as("it gave what it was to give").isEmpty();
            Volume before = ward.shown().reservoir();
            told(ward, 2);
            FleetRow.Access access = found(ward).orElseThrow();
            assertThat(access.from()).isEqualTo(before);
            assertThat(access.to()).isEqualTo(ward.shown().reservoir()).isGreaterThan(before);
        });
    }

    /** No visit, no change: somebody's programmer beside the platform. */
    private static void told(Ward ward, int number) {
        Act refill = ward.family().acts().stream()
                .filter(each -> each.name().equals("refill"))
                .findFirst()
                .orElseThrow();
        Plan plan = ward.plan(new Act("told", ward.shown().programme(), refill.parts()));
        assertThat(ward.commit(plan, ward.released(plan), Ward.command(number))
                        .orElseThrow()
                        .outcome())
                .isInstanceOf(Outcome.Applied.class);
    }

    /** A fill-level sensor sees a syringe of which nobody told the pump. */
    @Test
    void aSyringeOfWhichNobodyToldThePumpIsSeenByItsSensor() throws Exception {
        Ward.resume(Ward.paired(Family.MEDSTREAM, SEED), SEED, ward -> {
            assertThat(found(ward)).isEmpty();
            ward.device().withdraw(new Volume(10_000_000));
            ward.time().leapPumpTime(DAY);
            assertThat(found(ward)).as("less is no access that a reading shows").isEmpty();
            ward.device()
                    .fill(
                            new Volume(10_000_000),
                            Solution.of(
                                    Family.MEDSTREAM.drug(),
                                    Family.MEDSTREAM.solution().primary().concentration()));
            ward.time().leapPumpTime(DAY);
            FleetRow.Access access = found(ward).orElseThrow();
            assertThat(access.to().nanolitres() - access.from().nanolitres()).isGreaterThan(9_000_000);
            assertThat(Duration.between(access.after(), access.found())).isEqualTo(DAY);
        });
    }
}
