// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import java.util.Optional;
import org.cisterna.console.frame.Texts;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Snapshot;

/**
 * An alarm in words: the same on the fleet, on the page of the pump, and wherever else it stands.
 *
 * @param priority {@code high} or {@code medium}; decides the colour, beside mark and word
 * @param mark {@code !!!} or {@code !!}
 * @param word {@code High} or {@code Medium}
 * @param cause what is wrong, with value and limit where it has them
 * @param since the pump's own clock
 */
public record AlarmLine(String priority, String mark, String word, String cause, String since) {

    private static final String LOW = "LOW_RESERVOIR";

    /** An alarm that a reading found. */
    public static AlarmLine of(Alarm alarm, Snapshot snapshot) {
        String cause = Texts.textOr("alarm." + alarm.code(), Show.sentence(Show.words(alarm.code())));
        if (alarm.code().equals(LOW)) {
            cause = Texts.text(
                    "alarm.valueBelow",
                    cause,
                    Show.left(snapshot.reservoir()).text(),
                    Show.of(snapshot.identity().capabilities().lowReservoir()).text());
        }
        return alarm.critical()
                ? new AlarmLine("high", "!!!", Texts.text("alarm.high"), cause, since(alarm))
                : new AlarmLine("medium", "!!", Texts.text("alarm.medium"), cause, since(alarm));
    }

    /** Since when an alarm stands, in words. */
    public static String since(Alarm alarm) {
        return alarm.since().map(Show::minute).orElseGet(() -> Texts.text("alarm.sinceUnknown"));
    }

    /** The first of some alarms, if there is one. */
    public static Optional<AlarmLine> first(java.util.List<Alarm> alarms, Optional<Snapshot> snapshot) {
        return snapshot.flatMap(each -> alarms.stream().findFirst().map(alarm -> of(alarm, each)));
    }
}
