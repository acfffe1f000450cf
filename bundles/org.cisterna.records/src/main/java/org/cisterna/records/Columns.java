// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.records.PumpCourse.Enrolled;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetRow;

/**
 * What a pump is searched, filtered and sorted by. Times are milliseconds; what is missing sorts last.
 *
 * @param serial its serial
 * @param patient the patient reference
 * @param drug the primary drug
 * @param dose nanograms a day
 * @param reservoir nanolitres
 * @param emptyAt pump time
 * @param lastRead house time
 * @param urgency 0 for the first {@link org.cisterna.therapy.fleet.FleetRow.Urgency}, and so on
 * @param refillBy pump time
 * @param due pump time of what is overdue first
 * @param inVisit whether a visit is open
 * @param alarms whether there are any
 * @param unknown whether an unknown outcome stands
 * @param standing whether it does not deliver, or may not
 * @param differs whether its content differs
 * @param review whether a review is owed
 * @param byHand whether it has no telemetry
 * @param words everything that text is looked for in, in small letters
 */
record Columns(
        String serial,
        String patient,
        String drug,
        long dose,
        long reservoir,
        long emptyAt,
        long lastRead,
        int urgency,
        long refillBy,
        long due,
        boolean inVisit,
        boolean alarms,
        boolean unknown,
        boolean standing,
        boolean differs,
        boolean review,
        boolean byHand,
        String words) {

    /** A number that is missing. */
    static final long MISSING = Long.MAX_VALUE;

    /** A text that is missing: sorts after letters and digits. */
    static final String NO_TEXT = "~";

    boolean neverRead() {
        return lastRead == MISSING && !byHand;
    }

    /** 1 for each filter that lets it through whatever the time. */
    Map<FleetFilter, Long> tally() {
        Map<FleetFilter, Long> tally = new EnumMap<>(FleetFilter.class);
        tally.put(FleetFilter.ALL, 1L);
        count(tally, FleetFilter.ALARMS, alarms);
        count(tally, FleetFilter.IN_VISIT, inVisit);
        count(tally, FleetFilter.UNKNOWN, unknown);
        count(tally, FleetFilter.STOPPED, standing);
        count(tally, FleetFilter.CONTENT_DIFFERS, differs);
        count(tally, FleetFilter.AWAITING_REVIEW, review);
        count(tally, FleetFilter.BY_HAND, byHand);
        count(tally, FleetFilter.NEVER_READ, neverRead());
        return tally;
    }

    private static void count(Map<FleetFilter, Long> tally, FleetFilter filter, boolean counts) {
        if (counts) {
            tally.put(filter, 1L);
        }
    }

    /** Where an urgency is sorted: the most urgent first. */
    static int rank(FleetRow.Urgency urgency) {
        return switch (urgency) {
            case CRITICAL_ALARM -> 0;
            case UNKNOWN_OUTCOME -> 1;
            case ALARM -> 2;
            case NONE -> 3;
        };
    }

    /** Everything that a search of the fleet finds a pump by, in lower case. */
    static String words(PumpId pump, Optional<Enrolled> enrolled, Optional<Solution> told) {
        List<String> words = new ArrayList<>(List.of(pump.serial(), pump.manufacturer()));
        enrolled.map(Enrolled::patient).ifPresent(words::add);
        Stream.concat(told.stream(), enrolled.map(Enrolled::reservoir).stream())
                .flatMap(each -> each.ingredients().stream())
                .map(Solution.Ingredient::drug)
                .distinct()
                .forEach(words::add);
        return String.join("\n", words).toLowerCase(Locale.ROOT);
    }
}
