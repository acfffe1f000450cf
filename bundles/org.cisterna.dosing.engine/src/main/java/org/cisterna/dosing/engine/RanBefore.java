// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Ratio;

/**
 * A bolus that the pump gives now, periodic or by the patient.
 *
 * @param nanolitres of it
 * @param millis over which it is given
 * @param mix that reservoir and path held meanwhile
 */
record RanBefore(long nanolitres, long millis, Mix mix) {

    /** Every bolus of what runs; none while the pump stands still, or where nobody knows. */
    static List<RanBefore> of(DosingRequest request) {
        List<RanBefore> ran = new ArrayList<>();
        running(request).ifPresent(running -> {
            Mix mix = Mix.of(running.solution());
            running.patientBolus()
                    .ifPresent(each -> ran.add(new RanBefore(
                            each.volume().nanolitres(), each.duration().toMillis(), mix)));
            running.periodicBolus()
                    .ifPresent(each -> ran.add(new RanBefore(
                            each.volume().nanolitres(), each.duration().toMillis(), mix)));
        });
        return List.copyOf(ran);
    }

    private static Optional<Running> running(DosingRequest request) {
        return request.running().filter(each -> !(each.programme() instanceof Programme.Stopped));
    }

    /** Nanolitres that the periodic boluses of now give in a day, at most. */
    static Ratio periodicDaily(Running running) {
        return running.periodicBolus()
                .map(each -> Ratio.of(each.volume().nanolitres())
                        .times(Shot.inADay(each.interval().toMillis())))
                .orElse(Ratio.ZERO);
    }

    /** Nanograms of a drug in it. */
    Ratio nanograms(String drug) {
        return mix.of(drug).times(nanolitres).dividedBy(1_000_000);
    }

    /** Whether another bolus brings no more of any drug than this one, in no shorter time. */
    boolean covers(Case subject, Shot shot) {
        return shot.millis() >= millis
                && subject.physical().drugs().stream()
                        .allMatch(drug -> strongest(subject, shot, drug).compareTo(nanograms(drug)) <= 0);
    }

    /** Nanograms of a drug in a bolus of the most concentrated fluid that can be at the tip. */
    static Ratio strongest(Case subject, Shot shot, String drug) {
        return subject.physical().strongest(drug).times(shot.nanolitres()).dividedBy(1_000_000);
    }

    /** Whether the boluses that the patient may ask for are no harsher than those of now: in size, duration, lockout and number. */
    static boolean isExcused(Case subject) {
        Boluses boluses = subject.physical().boluses();
        Optional<Running> running = running(subject.request());
        Optional<ProgrammePart.PatientBolus> now = running.flatMap(Running::patientBolus);
        return now.isPresent()
                && boluses.patient().filter(Shot::isGiven).isPresent()
                && new RanBefore(
                                now.get().volume().nanolitres(),
                                now.get().duration().toMillis(),
                                Mix.of(running.orElseThrow().solution()))
                        .covers(subject, boluses.patient().get())
                && boluses.lockoutMillis() >= now.get().lockout().toMillis()
                && most(subject) <= now.get().most();
    }

    private static int most(Case subject) {
        return subject.request()
                .order()
                .beside()
                .patientBolus()
                .flatMap(each -> each.most())
                .orElse(Programme.MINUTES_PER_DAY);
    }
}
