// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * How a driver stands, by the runs in the ledger alone.
 *
 * <p>Only runs of exactly the content that runs count, and of these only runs with the kit and the rulebook of the newest. A rule that one of them found
 * broken stays broken, whatever another seed came to. Else the newest run of all rules decides; with runs of some rules alone it is incomplete.
 * The report of the run that decides has to be there, unchanged.
 *
 * @param driver symbolic name of the bundle
 * @param version of the bundle
 * @param family which pumps it drives, as it says itself; empty when it has not said so
 * @param content digest of what the running bundle holds; empty when it cannot be told
 * @param level what follows
 * @param run the run it follows from; for {@link Level#OTHER_BUILD} the newest of the other build
 * @param reason why the level is {@link Level#UNPROVEN}, or the content cannot be told; else empty
 */
public record Standing(
        String driver,
        String version,
        String family,
        Optional<Digest> content,
        Level level,
        Optional<KitRun> run,
        String reason) {

    /** What follows from the runs. */
    public enum Level {
        /** No run of this driver came to its end. */
        NOT_TESTED,
        /** Runs came to their end, and all of them with another content than the one that runs. */
        OTHER_BUILD,
        /** The report that it would follow from is lost or was edited. */
        UNPROVEN,
        /** A rule that is a MUST is broken. */
        BROKEN,
        /** Nothing is broken, and not all that has to be was decided, or threads were left behind. */
        INCOMPLETE,
        /** Conformant in the class of the run. */
        CONFORMANT
    }

    /** As JSON, for interfaces. */
    public JsonObject toJson() {
        return Json.object()
                .put("driver", driver)
                .put("version", version)
                .put("family", family)
                .putOptional("content", content.map(Digest::text))
                .put("level", level.name())
                .putOptional("run", run.map(KitRun::id))
                .putOptional("class", run.flatMap(KitRun::result).map(each -> each.driverClass()
                        .name()))
                .put("reason", reason)
                .build();
    }
}
