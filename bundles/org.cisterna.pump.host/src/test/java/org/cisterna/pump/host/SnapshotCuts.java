// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Late;
import org.cisterna.pump.PumpEntries.Reading;

/** That a fold which goes on from a snapshot comes to the same as one from the beginning, wherever the snapshot was made. */
final class SnapshotCuts {

    private SnapshotCuts() {}

    /** Checks every place of a history, after some entries that nobody reads were strewn into it. */
    static void check(List<Envelope> history, Random random) throws ReflectiveOperationException {
        List<Envelope> all = strewn(history, random);
        HostFold whole = new HostFold(Set.of());
        whole.accept(all);
        Map<String, Object> expected = fields(whole);
        HostFold prefix = new HostFold(Set.of());
        for (int cut = 0; cut <= all.size(); cut++) {
            HostFold again = new HostFold(written(prefix), Set.of());
            assertThat(fields(again)).as("a snapshot of %d entries", cut).isEqualTo(fields(prefix));
            again.accept(all.subList(cut, all.size()));
            assertThat(fields(again))
                    .as("from a snapshot of %d entries on", cut)
                    .isEqualTo(expected);
            if (cut < all.size()) {
                prefix.accept(all.subList(cut, cut + 1));
            }
        }
    }

    /** As bytes and back. */
    static HostState written(HostFold fold) {
        List<byte[]> bytes = new ArrayList<>();
        HostStateFormat.parts(fold.state().orElseThrow()).forEachRemaining(part -> bytes.add(part.canonicalBytes()));
        return HostStateFormat.read(
                fold.next(),
                bytes.stream().map(each -> (JsonObject) Json.parse(each)).iterator());
    }

    /** Whatever it has in its fields, and in those of its state; but for what is of this process. */
    static Map<String, Object> fields(HostFold fold) throws ReflectiveOperationException {
        Map<String, Object> fields = new TreeMap<>();
        add(fields, fold);
        Object state = fields.remove("HostFold.state");
        fields.remove("HostFold.begunAt");
        fields.remove("HostFold.running");
        add(fields, state);
        add(fields, fields.remove("HostState.manual"));
        return fields;
    }

    private static void add(Map<String, Object> fields, Object of) throws ReflectiveOperationException {
        for (Field each : of.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(each.getModifiers())) {
                each.setAccessible(true);
                fields.put(of.getClass().getSimpleName() + "." + each.getName(), each.get(of));
            }
        }
    }

    private static List<Envelope> strewn(List<Envelope> history, Random random) {
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

    private static Entry odd(Random random) {
        String pump = "Test/" + List.of("A-1", "A-2").get(random.nextInt(2));
        return switch (random.nextInt(4)) {
            case 0 ->
                Entry.of("future.thing", 7, Actor.system("test")).pump(pump).build();
            case 1 -> Entry.of(Reading.TYPE, 9, Actor.system("test")).pump(pump).build();
            case 2 ->
                Entry.of(Intent.TYPE, Intent.VERSION, Actor.system("test"))
                        .pump(pump)
                        .build();
            default ->
                Entry.of(Late.TYPE, Late.VERSION, Actor.system("test"))
                        .pump(pump)
                        .body(Json.object()
                                .put("type", Ended.TYPE)
                                .put("version", Ended.VERSION)
                                .put(
                                        "body",
                                        Json.object()
                                                .put("n", random.nextInt(99))
                                                .build())
                                .put("house", "2026-01-05T08:00:00Z")
                                .put("pumpTime", "2026-01-05T08:00:00Z")
                                .build())
                        .build();
        };
    }
}
