// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.fleet;

import java.util.List;
import java.util.Optional;
import org.cisterna.console.pump.Owed;
import org.cisterna.console.show.AlarmLine;
import org.cisterna.console.show.Num;

/**
 * What the page of the fleet shows.
 *
 * @param summary counts in one line
 * @param text what is looked for
 * @param filters for the list to choose from
 * @param sort by what the rows are ordered, to be kept while searching
 * @param descending the other way round
 * @param columns headings
 * @param rows pumps
 * @param several whether they come from more than one manufacturer
 * @param words what to say beside the rows: how far behind the view is
 * @param place which of how many
 * @param previous address of the page before; empty when there is none
 * @param next address of the page after; empty when there is none
 * @param export address of the same pumps as a file; empty when there are none
 * @param faults what is wrong with the address
 * @param empty why there are no rows
 * @param owed what one clinician released alone and nobody has reviewed
 */
public record FleetView(
        String summary,
        String text,
        List<Choice> filters,
        String sort,
        boolean descending,
        List<Column> columns,
        List<Row> rows,
        boolean several,
        String words,
        String place,
        String previous,
        String next,
        String export,
        List<String> faults,
        String empty,
        Owed owed) {

    /**
     * A choice of a list.
     *
     * @param value its name in the address
     * @param label its words, with how many pumps
     * @param chosen whether it is the present one
     */
    public record Choice(String value, String label, boolean chosen) {}

    /**
     * A column.
     *
     * @param label its words
     * @param address of the same page in its order; empty where it has none
     * @param sorted {@code ascending}, {@code descending}; empty when the rows are in another order
     */
    public record Column(String label, String address, String sorted) {}

    /**
     * A pump.
     *
     * @param id its text form, for scripts
     * @param revision of the row
     * @param address of its page
     * @param manufacturer of it
     * @param serial of it
     * @param patient the reference in parts; none when it is not enrolled
     * @param alarm the most urgent alarm
     * @param noAlarm what to say when there is none
     * @param more how many alarms there are beside that one
     * @param state the word: {@code IN SESSION}, {@code OVERDUE}, {@code PROJECTED}, {@code NEVER READ}
     * @param since since when, or what is overdue
     * @param marks what must not be overlooked, in capitals
     * @param drug in the reservoir
     * @param dose of 24 h
     * @param reservoir projected to now
     * @param read the volume as it was read, with its source
     * @param share of the reservoir in hundredths, for the bar; -1 for none
     * @param emptyIn how long it lasts
     * @param replaceBy the day; or why there is none
     */
    public record Row(
            String id,
            long revision,
            String address,
            String manufacturer,
            String serial,
            List<String> patient,
            Optional<AlarmLine> alarm,
            String noAlarm,
            int more,
            String state,
            String since,
            List<String> marks,
            String drug,
            Num dose,
            Num reservoir,
            String read,
            int share,
            Num emptyIn,
            String replaceBy) {}
}
