// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.util.List;

/**
 * What the start benchmark is asked for.
 *
 * @param pairs how many times both are started, in turn
 * @param entries how many entries the ledger holds at least
 * @param devicesRunning whether the simulated devices' process runs before the platform starts; else the platform starts it, within the time
 * @param records whether the product has its view of the fleet
 */
record StartOptions(int pairs, int entries, boolean devicesRunning, boolean records) {

    static final int PAIRS = 5;
    static final int ENTRIES = 3_000;

    static StartOptions of(List<String> arguments) {
        int pairs = PAIRS;
        int entries = ENTRIES;
        boolean running = true;
        boolean records = true;
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("option " + name + " of bench start needs a value");
            }
            String value = arguments.get(i + 1);
            switch (name) {
                case "--pairs" -> pairs = number(name, value, 1, 1_000);
                case "--entries" -> entries = number(name, value, 1, 1_000_000);
                case "--devices" -> running = isRunning(value);
                case "--records" -> records = isTrue(value);
                default ->
                    throw new IllegalArgumentException("'" + name
                            + "' is no option of bench start; there are: --devices --entries --pairs --records");
            }
        }
        return new StartOptions(pairs, entries, running, records);
    }

    private static boolean isRunning(String value) {
        return switch (value) {
            case "running" -> true;
            case "started" -> false;
            default ->
                throw new IllegalArgumentException(
                        "'" + value + "' is no value for --devices: running, or started (with the platform)");
        };
    }

    private static boolean isTrue(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + value + "' is no value for --records: true, or false");
        };
    }

    private static int number(String name, String text, int least, int most) {
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no value for " + name
                + " of bench start: a whole number from " + least + " to " + most);
    }
}
