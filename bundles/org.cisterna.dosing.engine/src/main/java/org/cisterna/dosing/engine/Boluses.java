// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.pump.Functions;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * The boluses of an order on the pump's grid. Where the pump declares no function for them they are computed on the finest grid; a finding
 * then blocks.
 *
 * @param single at once
 * @param periodic each of them
 * @param intervalMillis from one periodic bolus to the next
 * @param patient each that the patient asks for
 * @param lockoutMillis as the pump measures it
 */
record Boluses(
        Optional<Shot> single,
        Optional<Shot> periodic,
        long intervalMillis,
        Optional<Shot> patient,
        long lockoutMillis) {

    /** More periodic boluses are not computed one by one. */
    static final long MOST = 1_000;

    private static final Volume FINEST_VOLUME = new Volume(1);
    private static final Duration FINEST_DURATION = Duration.ofMillis(1);

    static Boluses of(DosingRequest request, Ratio concentration) {
        Additions beside = request.order().beside();
        Optional<Functions> functions = request.capabilities().functions();
        Optional<Functions.Bolus> bolus = functions.flatMap(Functions::bolus);
        Optional<Functions.PatientBolus> patient = functions.flatMap(Functions::patientBolus);
        Volume volumeGrid = bolus.map(Functions.Bolus::volumeGrid).orElse(FINEST_VOLUME);
        Duration durationGrid = bolus.map(Functions.Bolus::durationGrid).orElse(FINEST_DURATION);
        Volume patientVolume = patient.map(Functions.PatientBolus::volumeGrid).orElse(FINEST_VOLUME);
        Duration patientDuration =
                patient.map(Functions.PatientBolus::durationGrid).orElse(FINEST_DURATION);
        return new Boluses(
                beside.bolus()
                        .map(each -> Shot.of(each.dose(), each.duration(), concentration, volumeGrid, durationGrid)),
                beside.periodicBolus()
                        .map(each -> Shot.of(each.dose(), each.duration(), concentration, volumeGrid, durationGrid)),
                beside.periodicBolus()
                        .map(each -> Rounding.BOLUS_INTERVAL.of(
                                Ratio.of(each.interval().toMillis()), durationGrid.toMillis()))
                        .orElse(1L),
                beside.patientBolus()
                        .map(each ->
                                Shot.of(each.dose(), each.duration(), concentration, patientVolume, patientDuration)),
                beside.patientBolus()
                        .map(each ->
                                Rounding.LOCKOUT.of(Ratio.of(each.lockout().toMillis()), patientDuration.toMillis()))
                        .orElse(1L));
    }

    /** Whether the last periodic bolus that is computed begins before a time, with more of them to come. */
    boolean endBefore(Ratio from, Ratio end) {
        return periodic.filter(Shot::isGiven).isPresent()
                && from.plus(Ratio.of(intervalMillis).times(MOST)).compareTo(end) < 0;
    }

    /** Nanograms of the primary drug that the periodic boluses are ordered to give in a day, at most. */
    Ratio orderedDaily() {
        return periodic.map(each -> each.dose().exact().times(Shot.inADay(intervalMillis)))
                .orElse(Ratio.ZERO);
    }

    /** Nanolitres that the periodic boluses give in a day, at most. */
    Ratio givenDaily() {
        return periodic.map(each -> Ratio.of(each.nanolitres()).times(Shot.inADay(intervalMillis)))
                .orElse(Ratio.ZERO);
    }

    /** Whether the day's delivery goes on during a bolus by order; where nobody knows it does, which is the worse case. */
    static boolean isAdded(DosingRequest request) {
        return request.capabilities()
                .functions()
                .flatMap(Functions::bolus)
                .map(each -> each.basal() != Functions.Basal.REPLACED)
                .orElse(true);
    }
}
