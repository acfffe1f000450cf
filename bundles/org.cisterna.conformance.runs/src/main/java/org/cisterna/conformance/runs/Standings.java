// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.conformance.run.Standing;
import org.cisterna.conformance.run.Standing.Level;

/** The rule by which a driver stands where it stands; {@link Standing} has it in words. */
final class Standings {

    private Standings() {}

    /**
     * How a driver stands.
     *
     * @param driver what is installed
     * @param runs every run, the newest first
     * @param lost why the report of a run is not what was entered, in words; empty when it is
     */
    static Standing of(InstalledDriver driver, List<KitRun> runs, Function<KitRun, Optional<String>> lost) {
        List<KitRun> finished = runs.stream()
                .filter(each -> each.order().driver().equals(driver.name()))
                .filter(each -> each.result().isPresent())
                .toList();
        if (driver.content().isEmpty()) {
            return unproven(driver, driver.trouble());
        }
        if (finished.isEmpty()) {
            return standing(driver, Level.NOT_TESTED, Optional.empty(), "");
        }
        List<KitRun> same = finished.stream()
                .filter(each -> each.content().equals(driver.content().get()))
                .toList();
        if (same.isEmpty()) {
            return standing(driver, Level.OTHER_BUILD, Optional.of(finished.get(0)), "");
        }
        RunResult newest = result(same.get(0));
        List<KitRun> comparable = same.stream()
                .filter(each -> result(each).kit().equals(newest.kit())
                        && result(each).rulebook().equals(newest.rulebook()))
                .toList();
        KitRun decides = comparable.stream()
                .filter(each -> result(each).level() == RunResult.Level.BROKEN)
                .findFirst()
                .or(() -> comparable.stream()
                        .filter(each -> each.order().rules().isEmpty())
                        .findFirst())
                .orElse(comparable.get(0));
        Optional<String> gone = lost.apply(decides);
        return gone.isPresent()
                ? standing(driver, Level.UNPROVEN, Optional.of(decides), gone.get())
                : standing(driver, level(decides), Optional.of(decides), "");
    }

    /** Nothing can be told, for this reason. */
    static Standing unproven(InstalledDriver driver, String reason) {
        return standing(driver, Level.UNPROVEN, Optional.empty(), reason);
    }

    private static Level level(KitRun run) {
        return switch (result(run).level()) {
            case BROKEN -> Level.BROKEN;
            case INCOMPLETE -> Level.INCOMPLETE;
            case CONFORMANT ->
                run.order().rules().isEmpty() && result(run).threadsLeft() == 0 ? Level.CONFORMANT : Level.INCOMPLETE;
        };
    }

    private static RunResult result(KitRun run) {
        return run.result().orElseThrow();
    }

    private static Standing standing(InstalledDriver driver, Level level, Optional<KitRun> run, String reason) {
        return new Standing(driver.name(), driver.version(), driver.family(), driver.content(), level, run, reason);
    }
}
