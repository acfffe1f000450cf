// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.testkit.MemoryLedger;

/** That a fold which goes on from a snapshot comes to the same as one from the beginning, wherever the snapshot was made. */
final class SnapshotCuts {

    /** Field by field, whatever {@code equals} says; only where it went on from may differ. */
    private static final RecursiveComparisonConfiguration EVERYTHING = RecursiveComparisonConfiguration.builder()
            .withIgnoreAllOverriddenEquals(true)
            .withIgnoredFields("begunAt", "capture")
            .build();

    private SnapshotCuts() {}

    /** Checks every place of a history, after some entries that nobody reads were strewn into it. */
    static void check(List<Envelope> history, RandomGenerator random) {
        List<Envelope> all = strewn(history, random);
        TherapyFormat format = new TherapyFormat();
        TherapyFold whole = new TherapyFold();
        whole.accept(all);
        TherapyFold prefix = new TherapyFold();
        for (int cut = 0; cut <= all.size(); cut++) {
            TherapyFold again = again(format, prefix);
            same(format, again, prefix, "a snapshot of " + cut + " entries", cut % 16 == 0);
            again.accept(all.subList(cut, all.size()));
            same(format, again, whole, "from a snapshot of " + cut + " entries on", cut % 8 == 0);
            if (cut < all.size()) {
                prefix.accept(all.subList(cut, cut + 1));
            }
        }
    }

    /** What is kept of both is the same; and, because that takes long, now and then what each holds in all its fields, the others included. */
    private static void same(
            TherapyFormat format, TherapyFold one, TherapyFold other, String words, boolean allFields) {
        assertThat(lines(format, one)).as(words).isEqualTo(lines(format, other));
        if (allFields) {
            assertThat(one).as(words).usingRecursiveComparison(EVERYTHING).isEqualTo(other);
        }
    }

    static List<String> lines(TherapyFormat format, TherapyFold fold) {
        List<String> lines = new ArrayList<>();
        Capture capture = fold.capture(format);
        capture.forEachRemaining(part -> lines.add(part.canonicalText()));
        fold.released(capture);
        return lines;
    }

    /** As bytes and back. */
    static TherapyFold again(TherapyFormat format, TherapyFold fold) {
        return format.read(
                fold.next(),
                lines(format, fold).stream()
                        .map(each -> (JsonObject) Json.parse(each))
                        .iterator());
    }

    /** Keeps a snapshot as a workflow would have left it when the ledger had so many entries. */
    static void keep(MemoryLedger ledger, int entries) {
        TherapyFold fold = new TherapyFold();
        fold.accept(ledger.all().subList(0, entries));
        ledger.kept().keep(TherapyFormat.FORM, entries, fold.capture(new TherapyFormat()));
    }

    private static List<Envelope> strewn(List<Envelope> history, RandomGenerator random) {
        List<Envelope> all = new ArrayList<>();
        for (Envelope each : history) {
            while (random.nextInt(15) == 0) {
                all.add(at(all.size(), each, odd(random)));
            }
            all.add(at(all.size(), each, each.entry()));
        }
        return all;
    }

    private static Envelope at(long sequence, Envelope near, Entry entry) {
        return new Envelope(
                sequence,
                near.node(),
                near.log(),
                sequence,
                near.houseTime(),
                near.pumpTime(),
                near.boot(),
                near.nonce(),
                entry,
                near.leaf());
    }

    private static Entry odd(RandomGenerator random) {
        String pump = random.nextBoolean() ? Clinic.PUMP.text() : "Nobody/N-" + random.nextInt(3);
        String type = List.of("future.thing", "therapy.draft", "pump.outcome").get(random.nextInt(3));
        return Entry.of(type, 1 + random.nextInt(2), Actor.system("test"))
                .pump(pump)
                .build();
    }
}
