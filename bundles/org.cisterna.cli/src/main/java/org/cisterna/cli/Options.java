// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a command: {@code --name value} pairs, each at most once.
 */
final class Options {

    private final String command;
    private final Map<String, String> values;

    private Options(String command, Map<String, String> values) {
        this.command = command;
        this.values = values;
    }

    static Options of(String command, List<String> arguments, Set<String> allowed) throws Refused {
        return of(command, arguments, allowed, Set.of());
    }

    /**
     * The same for a command that has further options without a value.
     *
     * @param flags those, which the command has taken out already; they are named to whoever mistypes one
     */
    static Options of(String command, List<String> arguments, Set<String> allowed, Set<String> flags) throws Refused {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.startsWith("--") || !allowed.contains(name.substring(2))) {
                StringBuilder known = new StringBuilder();
                Set<String> all = new TreeSet<>(allowed);
                all.addAll(flags);
                for (String each : all) {
                    known.append(" --").append(each);
                }
                throw Refused.usage("'" + name + "' is no option of " + command + "; there are:" + known);
            }
            if (i + 1 == arguments.size()) {
                throw Refused.usage("option " + name + " of " + command + " needs a value");
            }
            if (values.put(name.substring(2), arguments.get(i + 1)) != null) {
                throw Refused.usage("option " + name + " of " + command + " was given twice");
            }
        }
        return new Options(command, values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number within bounds. */
    long number(String name, long otherwise, long least, long most) throws Refused {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Refused.usage("'" + text + "' is no value for --" + name + " of " + command + ": a whole number from "
                + least + " to " + most);
    }
}
