// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Violation;

/** Requests that something is wrong with: a member replaced, renamed, left out or put twice, a byte turned over, the end cut off. */
public final class Spoiled {

    /** How many requests of each kind; a million in all of them together is {@code -Dcisterna.malformed=250000}. */
    public static final int CASES = Integer.getInteger("cisterna.malformed", 4_000);

    private static final List<Json> JUNK = List.of(
            Json.text(""),
            Json.text("326"),
            Json.text("0 mcg/day"),
            Json.text("0 mL"),
            Json.text("1 ms"),
            Json.text("1 ng/day"),
            Json.text("999999999999 mcg/day"),
            Json.text("0.000001 mL/day"),
            Json.text("0.000001 mL"),
            Json.text("1000000000 mL"),
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
            Json.text("+999999999-12-31"),
            Json.text("baclofen"),
            Json.text("BLOCK"),
            Json.text("MEMORY_LOW"),
            Json.text("flex"),
            Json.text("before"),
            Json.number(0),
            Json.number(-1),
            Json.number(9_007_199_254_740_991L),
            Json.bool(true),
            Json.parse("null"),
            Json.parse("[]"),
            Json.parse("{}"),
            Json.parse("[[[{}]]]"));

    private static final Pattern BEYOND_COUNTING =
            Pattern.compile("overflow|outside the range of a long|is at most|base units, is not an? ");

    private Spoiled() {}

    /** The same tree with one to three things in it replaced, renamed, taken out or put twice. */
    public static byte[] tree(JsonObject request, SplittableRandom random) {
        Json json = request;
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            json = changed(json, random);
        }
        return json.canonicalBytes();
    }

    /** The same bytes with some of them replaced, and sometimes the end of them cut off. */
    public static byte[] bytes(JsonObject request, SplittableRandom random) {
        byte[] bytes = request.canonicalBytes();
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /** A refusal is typed: every violation has a stable name and words that a person can act upon, and nothing of our insides. */
    public static void isTyped(List<Violation> violations) {
        if (violations.isEmpty()) {
            throw new AssertionError("refused without a reason");
        }
        for (Violation each : violations) {
            String message = each.message();
            if (!each.code().matches("[A-Z_]{3,40}")
                    || message.isBlank()
                    || message.contains("Exception")
                    || message.contains("org.cisterna")
                    || message.contains(": null:")) {
                throw new AssertionError("this refusal is not typed: " + each);
            }
        }
    }

    /**
     * An answer is one that was thought of. Amounts at the edge of what can be counted may stop a check, which is then a refusal in words; any
     * other way for a check to fail is a bug, however well it is caught.
     */
    public static void isThoughtOf(List<Finding> findings, JsonObject request) {
        for (Finding each : findings) {
            if (each.code().equals("CHECK_FAILED")
                    && !(each.verdict() == Verdict.BLOCK
                            && BEYOND_COUNTING.matcher(each.message()).find())) {
                throw new AssertionError(each.message() + "\n" + request.canonicalText());
            }
        }
    }

    /** Says what came of them, and that both happened. */
    public static void report(String kind, int decided, int refused) {
        System.out.println(
                "of " + (decided + refused) + " " + kind + " " + decided + " were decided, " + refused + " refused");
        assertThat(decided).as("still readable").isPositive();
        assertThat(refused).as("refused").isPositive();
    }

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
