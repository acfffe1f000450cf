// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same alarm that came, went and came within minutes. Each of them alone looks new and harmless; together they are a finding of their own: something is
 * at its threshold, or loose.
 *
 * @param alarm what came, as the pump's log names it
 * @param times how often it came
 * @param first when it came first, by the pump's own clock
 * @param last when it came last, by the pump's own clock
 */
public record FlutteringAlarm(String alarm, int times, Instant first, Instant last) {

    /** How often an alarm comes within {@link #WITHIN} to be one of these: 3. [rulebook 10.13] */
    public static final int TIMES = 3;

    /** Ten minutes. [rulebook 10.13] */
    public static final Duration WITHIN = Duration.ofMinutes(10);

    /**
     * Finds them among events of a pump's own log.
     *
     * @param events in their order
     * @return for each alarm the stretches in which each coming lies within ten minutes of the one two before it, in the order in which they began. A clock
     *     that was set in between ends a stretch: which of the comings were near each other nobody knows then
     */
    public static List<FlutteringAlarm> in(List<PumpEvent> events) {
        Map<String, List<Instant>> comings = new LinkedHashMap<>();
        for (PumpEvent each : events) {
            if (begins(each.code())) {
                String name = each.detail().isEmpty() ? each.code() : each.code() + " " + each.detail();
                comings.computeIfAbsent(name, any -> new ArrayList<>()).add(each.at());
            }
        }
        List<FlutteringAlarm> found = new ArrayList<>();
        comings.forEach((alarm, times) -> found.addAll(stretches(alarm, times)));
        found.sort((one, other) -> one.first().compareTo(other.first()));
        return List.copyOf(found);
    }

    /** An alarm that began, or a drive that stands, by the names that the families' drivers give them. */
    private static boolean begins(String code) {
        return code.equals("ALARM_BEGAN") || code.equals("MOTOR_STALL") || code.equals("MOTOR_STALLED");
    }

    private static List<FlutteringAlarm> stretches(String alarm, List<Instant> times) {
        List<FlutteringAlarm> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < times.size(); i++) {
            boolean setBack = i > 0 && times.get(i).isBefore(times.get(i - 1));
            boolean apart = i - from >= TIMES - 1
                    && Duration.between(times.get(i - TIMES + 1), times.get(i)).compareTo(WITHIN) > 0;
            if (setBack || apart) {
                add(found, alarm, times.subList(from, i));
                from = setBack ? i : i - TIMES + 2;
            }
        }
        add(found, alarm, times.subList(from, times.size()));
        return found;
    }

    private static void add(List<FlutteringAlarm> found, String alarm, List<Instant> times) {
        if (times.size() >= TIMES) {
            found.add(new FlutteringAlarm(alarm, times.size(), times.get(0), times.get(times.size() - 1)));
        }
    }

    /** In words. */
    public String text() {
        return "the alarm " + alarm + " came " + times + " times between " + first + " and " + last
                + " (the pump's clock), and went in between: take it as one finding, and look at the pump and what is around it";
    }
}
