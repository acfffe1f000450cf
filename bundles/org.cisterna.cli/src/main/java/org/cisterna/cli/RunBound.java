// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.quantity.Durations;

/** How long a run of the kit may take: virtual time costs what the machine needs, real time what it was given. */
final class RunBound {

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(14);

    private RunBound() {}

    /** Real time that a run was given, from {@code --time} and {@code --within}; empty for virtual time. */
    static Optional<Duration> within(Options options) throws Refused {
        String time = options.text("time").orElse("virtual");
        Optional<String> within = options.text("within");
        if (!time.equals("virtual") && !time.equals("wall")) {
            throw Refused.usage("'" + time + "' is no time; there are virtual and wall");
        }
        if (within.isPresent() != time.equals("wall")) {
            throw Refused.usage("--time wall and --within TIME belong together: --time wall --within '2 h'");
        }
        if (within.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> given = Durations.parse(within.get())
                .accepted()
                .filter(each -> each.compareTo(LEAST) >= 0 && each.compareTo(MOST) <= 0);
        if (given.isPresent()) {
            return given;
        }
        throw Refused.usage("--within '" + within.get() + "' is none from '1 min' to '14 day', such as '2 h'");
    }

    /** The seconds after which the driver's process is ended: those of its profile, and the real time that the run was given. */
    static long seconds(List<String> order) {
        long profile = order.contains("fast") ? KitProcess.FAST_SECONDS : KitProcess.FULL_SECONDS;
        int within = order.indexOf("--within");
        return within < 0
                ? profile
                : profile + Durations.parse(order.get(within + 1)).orElseThrow().toSeconds();
    }
}
