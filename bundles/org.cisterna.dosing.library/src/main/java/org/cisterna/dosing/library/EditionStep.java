// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.dosing.edition.PumpVerdict;
import org.cisterna.pump.Caller;

/**
 * The body of an entry about an edition.
 *
 * @param step which step
 * @param version of the edition
 * @param digest of its data
 * @param file its bytes in the store of evidence
 * @param reason of a withdrawal
 * @param changes pumps that would change verdict, at a release
 */
record EditionStep(
        Step step, String version, Digest digest, Digest file, Optional<String> reason, List<String> changes) {

    /** The steps of a life. */
    enum Step {
        DRAFT,
        REVIEW,
        RELEASE,
        WITHDRAW
    }

    /** More would not fit into an entry; how many there are is said. */
    private static final int MOST_CHANGES = 100;

    EditionStep {
        changes = List.copyOf(changes);
    }

    static EditionStep of(Step step, String version, Digest digest, Digest file) {
        return new EditionStep(step, version, digest, file, Optional.empty(), List.of());
    }

    EditionStep because(String words) {
        return new EditionStep(step, version, digest, file, Optional.of(words), changes);
    }

    EditionStep changing(List<PumpVerdict> pumps) {
        List<String> words = pumps.stream()
                .map(each -> each.pump() + ": " + each.change().before() + " becomes "
                        + each.change().after())
                .toList();
        return new EditionStep(step, version, digest, file, reason, words);
    }

    Entry entry(Caller caller) {
        Entry.Builder entry = Entry.of(
                        Editions.ENTRY_TYPE,
                        Editions.ENTRY_VERSION,
                        new Actor(caller.id(), caller.printedName(), caller.role(), caller.via()))
                .correlation(caller.correlation())
                .body(Json.object()
                        .put("step", step.name().toLowerCase(Locale.ROOT))
                        .put("version", version)
                        .put("digest", digest.text())
                        .put("file", file.text())
                        .putOptional("reason", reason)
                        .put("changes", changes.size())
                        .put(
                                "pumps",
                                Json.texts(changes.stream().limit(MOST_CHANGES).toList()))
                        .build());
        return entry.evidence(file).build();
    }

    static EditionStep read(JsonObject body) {
        body.onlyNames("step", "version", "digest", "file", "reason", "changes", "pumps");
        return new EditionStep(
                Step.valueOf(body.string("step").toUpperCase(Locale.ROOT)),
                body.string("version"),
                Digest.parse(body.string("digest")),
                Digest.parse(body.string("file")),
                body.optionalString("reason"),
                body.array("pumps").strings());
    }
}
