// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.cisterna.pump.Answer;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Malformed requests: whatever comes in, a typed refusal or a proposal comes out, and no exception. */
class FuzzTest {

    private static final int CASES = Integer.getInteger("cisterna.cases", 4_000);

    private static final List<Json> JUNK = List.of(
            Json.text(""),
            Json.text("326"),
            Json.text("0 mcg/day"),
            Json.text("999999999999 mcg/day"),
            Json.text("0.000001 mL/day"),
            Json.text("1000000000000 mL/day"),
            Json.text("1 ng/mL"),
            Json.text("1 mg/mL"),
            Json.text("0 cm"),
            Json.text("24 h"),
            Json.text("00:00"),
            Json.text("23:59"),
            Json.text("-1 mcg/day"),
            Json.text("1e9 mcg/day"),
            Json.text("١٢ mcg/day"),
            Json.text("+1000000000-12-31T23:59:59.999Z"),
            Json.text("-1000000000-01-01T00:00:00Z"),
            Json.text("baclofen"),
            Json.text("BLOCK"),
            Json.text("MEMORY_LOW"),
            Json.text("flex"),
            Json.number(0),
            Json.number(-1),
            Json.number(9_007_199_254_740_991L),
            Json.bool(true),
            Json.parse("null"),
            Json.parse("[]"),
            Json.parse("{}"),
            Json.parse("[[[{}]]]"));

    private final RuleEngine engine = new RuleEngine();

    @Test
    void anyTreeIsAnsweredInWords() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("FuzzTest.tree"));
        List<JsonObject> requests = new ArrayList<>();
        Story.all("accepted").forEach(story -> requests.add(story.request()));
        Story.all("refused").forEach(story -> requests.add(story.request()));
        int proposals = 0;
        int refusals = 0;
        for (int i = 0; i < CASES; i++) {
            Json json = requests.get(random.nextInt(requests.size()));
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                json = changed(json, random);
            }
            Answer<DosingRequest> read = DosingRequest.read(json.canonicalBytes());
            if (read.isDone()) {
                proposals++;
                Proposal proposal = engine.propose(read.orElseThrow());
                assertThat(proposal.findings()).isNotEmpty();
                assertThat(Proposal.fromJson(proposal.toJson())).isEqualTo(proposal);
            } else {
                refusals++;
                assertThat(read.violations()).allSatisfy(each -> {
                    assertThat(each.code()).matches("[A-Z_]{3,40}");
                    assertThat(each.message()).isNotBlank().doesNotContain("Exception", "org.cisterna", ": null:");
                });
            }
        }
        System.out.println(
                "of " + CASES + " changed requests " + proposals + " were decided, " + refusals + " refused");
        assertThat(proposals).isPositive();
        assertThat(refusals).isPositive();
    }

    @Test
    void anyBytesAreAnsweredInWords() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("FuzzTest.bytes"));
        byte[] request =
                Story.all("accepted").findFirst().orElseThrow().request().canonicalBytes();
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = request.clone();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Answer<DosingRequest> read = DosingRequest.read(bytes);
            if (read.isDone()) {
                assertThat(engine.propose(read.orElseThrow()).findings()).isNotEmpty();
            } else {
                assertThat(read.violations()).isNotEmpty();
            }
        }
    }

    /** The same value with one thing in it replaced, taken out or put twice. */
    private static Json changed(Json json, SplittableRandom random) {
        if (json instanceof JsonObject object && !object.names().isEmpty()) {
            List<String> names = List.copyOf(object.names());
            String at = names.get(random.nextInt(names.size()));
            int how = random.nextInt(8);
            JsonObject.Builder changed = Json.object();
            for (String name : names) {
                Json value = object.get(name).orElseThrow();
                if (!name.equals(at)) {
                    changed.put(name, value);
                } else if (how > 0) {
                    changed.put(how == 1 ? name + "x" : name, how == 2 ? junk(random) : changed(value, random));
                }
            }
            return changed.build();
        }
        if (json instanceof JsonArray array && array.size() > 0) {
            List<Json> values = new ArrayList<>(array.values());
            int at = random.nextInt(values.size());
            switch (random.nextInt(6)) {
                case 0 -> values.remove(at);
                case 1 -> values.add(values.get(at));
                case 2 -> values.set(at, junk(random));
                default -> values.set(at, changed(values.get(at), random));
            }
            return Json.array(values);
        }
        return junk(random);
    }

    private static Json junk(SplittableRandom random) {
        return JUNK.get(random.nextInt(JUNK.size()));
    }
}
