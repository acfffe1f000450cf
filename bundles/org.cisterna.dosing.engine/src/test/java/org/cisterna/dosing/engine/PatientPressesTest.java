// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * F8 against a controller that is played through, press by press: it knows a lockout, a count and a clock, and none of the engine's formulae. A
 * limit of the count is one of the controller's own 24 h; a lockout alone is held against true 24 h, which are longer by the drift.
 */
class PatientPressesTest {

    private static final int CASES = Integer.getInteger("cisterna.cases", 1_000) / 4;
    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;
    private static final long MILLION = 1_000_000;

    /** A controller's own rules, in milliseconds of its own clock. */
    private record Controller(long lockout, long duration, boolean fromEnd, boolean rolling, long most) {

        /** Whether it gives a bolus now, after those that it gave. */
        boolean gives(List<Long> given, long now) {
            if (!given.isEmpty()) {
                long last = given.get(given.size() - 1);
                if (now < last + lockout + (fromEnd ? duration : 0)) {
                    return false;
                }
            }
            long counted = rolling
                    ? given.stream().filter(each -> each > now - DAY).count()
                    : given.stream().filter(each -> each / DAY == now / DAY).count();
            return counted < most;
        }

        /** What it gives to somebody who presses at these times and, when asked to, each minute. */
        List<Long> played(long from, long to, SplittableRandom random, boolean greedy) {
            List<Long> given = new ArrayList<>();
            for (long now = from; now < to; now += greedy ? MINUTE : random.nextLong(1, 2 * lockout + MINUTE)) {
                if (gives(given, now)) {
                    given.add(now);
                }
            }
            return given;
        }
    }

    @Test
    void noScheduleOfPressesHoldsMoreThanTheBoundAndOneComesNearIt() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("PatientPressesTest"));
        int reached = 0;
        for (int i = 0; i < CASES; i++) {
            boolean rolling = random.nextBoolean();
            boolean fromEnd = random.nextBoolean();
            boolean replaces = random.nextBoolean();
            long lockout = random.nextLong(5, random.nextBoolean() ? 120 : 1_700) * MINUTE;
            long duration = random.nextLong(1, 6) * MINUTE;
            long most = random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextLong(1, 12);
            int drift = random.nextInt(0, 20_000);
            Case subject = subject(rolling, fromEnd, replaces, lockout, duration, most, drift);
            PatientBolusCheck.WorstDay worst =
                    PatientBolusCheck.worstDay(subject).orElseThrow();
            Controller controller = new Controller(lockout, duration, fromEnd, rolling, most);
            // a day of the controller where it counts, a true one where only the lockout limits
            Ratio window =
                    most == Long.MAX_VALUE ? Ratio.of(DAY).times(Ratio.of(MILLION, MILLION - drift)) : Ratio.of(DAY);

            long seen = 0;
            for (int schedule = 0; schedule < 4; schedule++) {
                seen = Math.max(
                        seen, mostIn(window, controller.played(random.nextLong(DAY), 3 * DAY, random, schedule < 2)));
            }
            long between = lockout + (fromEnd ? duration : 0);
            long asMany = Math.min(most == Long.MAX_VALUE ? most : 2 * most, (DAY + between - 1) / between);
            long beforeMidnight = Math.max(0, DAY - (asMany + 1) / 2 * between);
            seen = Math.max(seen, mostIn(window, controller.played(beforeMidnight, 3 * DAY, random, true)));

            assertThat(seen).as("%s, drift %d", controller, drift).isLessThanOrEqualTo(worst.safe());
            assertThat(worst.safe() - seen)
                    .as("%s, drift %d: no more than one bolus above what can be", controller, drift)
                    .isLessThanOrEqualTo(1);
            reached += worst.safe() == seen ? 1 : 0;
            delivered(subject, worst, seen, replaces, duration);
        }
        assertThat(reached).isGreaterThan(CASES / 4);
    }

    /** The volume of that day: no more than the worst, and no less than it by more than the bolus that the bound counts too many. */
    private static void delivered(
            Case subject, PatientBolusCheck.WorstDay worst, long boluses, boolean replaces, long duration) {
        Ratio day = Ratio.of(150_000);
        Ratio bolus =
                Ratio.of(subject.physical().boluses().patient().orElseThrow().nanolitres());
        Ratio paused = replaces ? day.times(Ratio.of(duration, DAY)) : Ratio.ZERO;
        Ratio given = day.plus(bolus.minus(paused).times(boluses));

        assertThat(given).isLessThanOrEqualTo(worst.nanolitres());
        assertThat(worst.nanolitres().minus(given)).isLessThanOrEqualTo(bolus);
    }

    private static long mostIn(Ratio window, List<Long> given) {
        long most = 0;
        for (long from : given) {
            Ratio to = Ratio.of(from).plus(window);
            most = Math.max(
                    most,
                    given.stream()
                            .filter(each -> each >= from && Ratio.of(each).compareTo(to) < 0)
                            .count());
        }
        return most;
    }

    private static Case subject(
            boolean rolling, boolean fromEnd, boolean replaces, long lockout, long duration, long most, int drift) {
        Map<String, Json> fields = new LinkedHashMap<>();
        JsonObject base = Story.base("functions-patient-bolus");
        base.names().forEach(name -> fields.put(name, base.get(name).orElseThrow()));
        JsonObject plain = base.object("capabilities");
        JsonObject functions = plain.object("functions");
        JsonObject patient = with(
                functions.object("patientBolus"),
                Map.of(
                        "countedOver", Json.text(rolling ? "ROLLING" : "CALENDAR_DAY"),
                        "lockoutFrom", Json.text(fromEnd ? "END" : "START"),
                        "basal", Json.text(replaces ? "REPLACED" : "ADDED"),
                        "driftPerMillion", Json.number(drift)));
        fields.put("capabilities", with(plain, Map.of("functions", with(functions, Map.of("patientBolus", patient)))));
        JsonObject.Builder bolus = Json.object()
                .put("dose", "0.15 mg")
                .put("duration", duration / MINUTE + " min")
                .put("lockout", lockout / MINUTE + " min");
        if (most != Long.MAX_VALUE) {
            bolus.put("most", most);
        }
        fields.put(
                "order",
                Json.object()
                        .put("mode", "continuous")
                        .put("daily", "3 mg/day")
                        .put("patientBolus", bolus.build())
                        .build());
        return Case.of(DosingRequest.read(Story.completed(fields)).orElseThrow());
    }

    private static JsonObject with(JsonObject object, Map<String, Json> others) {
        JsonObject.Builder made = Json.object();
        object.names().stream()
                .filter(name -> !others.containsKey(name))
                .forEach(name -> made.put(name, object.get(name).orElseThrow()));
        others.forEach(made::put);
        return made.build();
    }
}
