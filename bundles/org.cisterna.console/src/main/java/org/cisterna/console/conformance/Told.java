// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import static org.cisterna.console.frame.Texts.text;

import java.util.List;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.conformance.run.Standing;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;

/** Runs and standings in words. */
public final class Told {

    private Told() {}

    /** How a driver stands. */
    static String standing(Standing standing) {
        String of = standing.run()
                .flatMap(KitRun::result)
                .map(each -> each.driverClass().name())
                .orElse("");
        return switch (standing.level()) {
            case NOT_TESTED -> text("conformance.level.NOT_TESTED");
            case OTHER_BUILD ->
                text(
                        "conformance.level.OTHER_BUILD",
                        standing.run().map(each -> each.content().text()).orElse(""));
            case UNPROVEN -> text("conformance.level.UNPROVEN", Show.sentence(standing.reason()));
            case BROKEN -> text("conformance.level.BROKEN", of);
            case INCOMPLETE -> text("conformance.level.INCOMPLETE", of);
            case CONFORMANT -> text("conformance.level.CONFORMANT", of);
        };
    }

    /** How the drivers of a family stand, each in a sentence; none where nobody knows. */
    public static List<String> ofFamily(Services services, String family) {
        return services.kit().stream()
                .flatMap(each -> each.standings().stream())
                .filter(each -> each.family().equals(family))
                .map(Told::standing)
                .toList();
    }

    /** What a run comes to: class first. */
    static String verdict(RunResult result) {
        return text("conformance.verdict." + result.level(), result.driverClass());
    }

    /** A run as a row. */
    static ConformanceView.Run run(KitRun run) {
        boolean underWay = run.state() == KitRun.State.RUNNING;
        String words;
        if (underWay) {
            words = run.judged() == run.rules()
                    ? text("conformance.progress.last", run.rules())
                    : text("conformance.progress", run.judged(), run.rules());
        } else {
            words = run.result().map(Told::verdict).orElse(Show.sentence(run.words()));
        }
        return new ConformanceView.Run(
                run.id(),
                ConformancePages.HERE + "/runs/" + run.id(),
                run.order().driver() + " " + run.version(),
                run.content().text(),
                text(
                        run.order().rules().isEmpty() ? "conformance.order" : "conformance.order.some",
                        text("conformance.profile." + run.order().profile()),
                        run.order().seed(),
                        run.order().rules()),
                run.askedBy(),
                Show.second(run.started()),
                run.ended().map(Show::second).orElse(""),
                text("conformance.state." + run.state()),
                words,
                underWay ? ConformancePages.HERE + "/runs/" + run.id() + "/cancel" : "");
    }
}
