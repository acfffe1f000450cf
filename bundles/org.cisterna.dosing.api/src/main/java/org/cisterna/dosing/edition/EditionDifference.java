// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.edition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.Limit;
import org.cisterna.quantity.Durations;

/** What is different between two editions, one sentence each, for whoever reviews the newer one. */
public final class EditionDifference {

    private final List<String> words = new ArrayList<>();

    private EditionDifference() {}

    /** The sentences, drugs first, then limits, then keeping times; empty when nothing differs but the version. */
    public static List<String> between(EditionContent older, EditionContent newer) {
        EditionDifference difference = new EditionDifference();
        difference.compare(older.drugs(), newer.drugs(), each -> "drug " + each.id(), EditionDifference::text);
        difference.compare(
                older.limits().limits(), newer.limits().limits(), EditionDifference::key, EditionDifference::text);
        difference.compare(older.keepings(), newer.keepings(), EditionDifference::key, EditionDifference::text);
        return List.copyOf(difference.words);
    }

    /** Values under one key are compared as a set: two limits of one kind for one drug both hold. */
    private <T> void compare(List<T> older, List<T> newer, Function<T, String> key, Function<T, String> text) {
        Map<String, Set<String>> before = grouped(older, key, text);
        Map<String, Set<String>> after = grouped(newer, key, text);
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String each : keys) {
            Set<String> gone = new LinkedHashSet<>(before.getOrDefault(each, Set.of()));
            Set<String> come = new LinkedHashSet<>(after.getOrDefault(each, Set.of()));
            gone.removeAll(after.getOrDefault(each, Set.of()));
            come.removeAll(before.getOrDefault(each, Set.of()));
            if (!gone.isEmpty() && !come.isEmpty()) {
                words.add(each + ": changed from " + String.join(" and ", gone) + " to " + String.join(" and ", come));
            } else if (!gone.isEmpty()) {
                words.add(each + ": no longer " + String.join(" and ", gone));
            } else if (!come.isEmpty()) {
                words.add(each + ": new, " + String.join(" and ", come));
            }
        }
    }

    private static <T> Map<String, Set<String>> grouped(
            List<T> values, Function<T, String> key, Function<T, String> text) {
        Map<String, Set<String>> grouped = new LinkedHashMap<>();
        for (T each : values) {
            grouped.computeIfAbsent(key.apply(each), name -> new LinkedHashSet<>())
                    .add(text.apply(each));
        }
        return grouped;
    }

    private static String text(Drug drug) {
        StringBuilder text = new StringBuilder(drug.displayName())
                .append(" in ")
                .append(drug.doseUnit())
                .append(", withdrawal ")
                .append(drug.withdrawal().priority())
                .append(" (")
                .append(drug.withdrawal().text())
                .append("; ")
                .append(drug.withdrawal().onset())
                .append("; ")
                .append(drug.withdrawal().source())
                .append(')');
        drug.indications().forEach(each -> text.append(", for ").append(each.name()));
        drug.admixtures().forEach(each -> text.append(", beside ")
                .append(each.with())
                .append(": ")
                .append(each.text()));
        return text.toString();
    }

    private static String key(Limit limit) {
        return "limit " + limit.kind() + " of " + (limit.drug().equals(Limit.ANY_DRUG) ? "every drug" : limit.drug())
                + limit.indication().map(each -> " for " + each).orElse("") + ", "
                + limit.kind().words();
    }

    private static String text(Limit limit) {
        return limit.value() + ", " + limit.effect() + (limit.twoPersons() ? " by two persons" : "") + " ("
                + limit.reason() + "; " + limit.source() + ", " + limit.trust() + ")";
    }

    private static String key(Keeping keeping) {
        return "keeping time of " + String.join(" + ", keeping.drugs())
                + keeping.condition().map(each -> ", " + each).orElse("");
    }

    private static String text(Keeping keeping) {
        return Durations.text(keeping.duration()) + " (" + keeping.text() + "; " + keeping.source() + ")";
    }
}
