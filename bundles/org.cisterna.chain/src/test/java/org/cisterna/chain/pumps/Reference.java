// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Outcome;
import org.cisterna.sim.LinkFault.Direction;

/**
 * An act as it goes when nothing is in its way, and the pump as it is without it.
 *
 * @param image the world before it
 * @param act what was asked for
 * @param old the pump's memory without the act
 * @param fresh the pump's memory after it
 * @param oldFlow nanolitres that it moves until the end without the act
 * @param newFlow nanolitres that it moves until the end with it
 * @param end pump time at which they were counted
 * @param toDevice bytes of the dialogue to the pump
 * @param fromDevice bytes of the dialogue from it
 * @param moments before and after each write
 * @param operations of the platform's disk
 */
record Reference(
        Ward.Image image,
        Act act,
        Memory old,
        Memory fresh,
        long oldFlow,
        long newFlow,
        Instant end,
        long toDevice,
        long fromDevice,
        int moments,
        long operations) {

    private static final Duration SPAN = Duration.ofDays(10);

    static Reference of(Ward.Image image, Act act, long seed) throws Exception {
        List<Reference> made = new ArrayList<>();
        Ward.resume(image, seed, ward -> {
            Instant end = ward.time().pump().now().plus(SPAN);
            long before = ward.pushed();
            Memory.Copy untouched = ward.cold();
            Trial trial = Trial.prepared(ward, act);
            long operations = ward.disk().operations();
            assertThat(trial.send().orElseThrow().outcome())
                    .as("%s of a %s", act.name(), image.family())
                    .isInstanceOf(Outcome.Applied.class);
            assertThat(ward.way().opened()).isEqualTo(1);
            operations = ward.disk().operations() - operations;
            Memory.Copy after = ward.cold();
            made.add(new Reference(
                    image,
                    act,
                    untouched.memory(),
                    after.memory(),
                    untouched.pushedBy(end) - before,
                    after.pushedBy(end) - before,
                    end,
                    ward.way().bytes(Direction.TO_DEVICE),
                    ward.way().bytes(Direction.FROM_DEVICE),
                    ward.way().moments(),
                    operations));
        });
        Reference reference = made.get(0);
        assertThat(reference.old().motor()).isEqualTo(Memory.Motor.RUNS);
        assertThat(reference.fresh()).isNotEqualTo(reference.old());
        assertThat(reference.fresh().revision()).isEqualTo(reference.old().revision() + 1);
        return reference;
    }

    long bytes(Direction direction) {
        return direction == Direction.TO_DEVICE ? toDevice : fromDevice;
    }

    /** What two strokes and the minutes between order and effect make of a flow, in nanolitres. */
    long tolerance() {
        return 2 * image.family().stroke() + 1_000;
    }
}
