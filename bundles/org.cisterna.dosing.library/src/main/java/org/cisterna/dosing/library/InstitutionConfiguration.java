// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;

/**
 * Reads the institution's limits from configuration. Every limit is one text, {@code "baclofen 1000 mcg/day"}; {@code "*"} stands for every
 * drug and {@code "baclofen/spasticity-child"} for one indication. A key that is not known is refused: a misspelt ceiling would else be none.
 */
final class InstitutionConfiguration {

    private static final Pattern ENTRY = Pattern.compile("(\\*|[a-z][a-z0-9-]{0,39})(?:/([a-z][a-z0-9-]{0,39}))? (.+)");
    private static final Pattern DRUG = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** Properties that the framework adds to any configuration. */
    private static final Pattern FRAMEWORK = Pattern.compile("(service|component|felix|osgi)\\..*|[.:].*");

    private static final String NAME = "institution";
    private static final String VERSION = "version";
    private static final String WRONG_ROUTE = "wrongRoute";

    private final Map<String, Object> properties;
    private final Set<String> drugs;
    private final Set<String> indications;
    private final List<String> reasons = new ArrayList<>();

    private InstitutionConfiguration(Map<String, Object> properties) {
        this.properties = new TreeMap<>(properties);
        List<Drug> known = ShippedLibrary.data().drugs();
        drugs = known.stream().map(Drug::id).collect(Collectors.toSet());
        indications = known.stream()
                .flatMap(each -> each.indications().stream())
                .map(Drug.Indication::id)
                .collect(Collectors.toSet());
    }

    static LimitSet read(Map<String, Object> properties) {
        return new InstitutionConfiguration(properties).readAll();
    }

    private LimitSet readAll() {
        Map<String, InstitutionKey> keys = new LinkedHashMap<>();
        for (InstitutionKey key : InstitutionKey.values()) {
            keys.put(key.text(), key);
        }
        String institution = required(NAME);
        String version = required(VERSION);
        List<Limit> limits = new ArrayList<>();
        for (String name : properties.keySet()) {
            InstitutionKey key = keys.get(name);
            if (key != null) {
                texts(name).forEach(text -> limit(key, text, institution).ifPresent(limits::add));
            } else if (name.equals(WRONG_ROUTE)) {
                texts(name).forEach(text -> wrongRoute(text, institution).ifPresent(limits::add));
            } else if (!name.equals(NAME)
                    && !name.equals(VERSION)
                    && !FRAMEWORK.matcher(name).matches()) {
                reasons.add(name + ": there is no such key; known are " + NAME + ", " + VERSION + ", "
                        + String.join(", ", keys.keySet()) + ", " + WRONG_ROUTE);
            }
        }
        if (!reasons.isEmpty()) {
            throw new IllegalArgumentException("the institution's limits (" + InstitutionLimits.PID + ") are refused: "
                    + String.join("; ", reasons));
        }
        return new LimitSet(LimitProvider.INSTITUTION, version, limits);
    }

    private String required(String name) {
        if (properties.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        reasons.add(name + ": a text is required here");
        return "?";
    }

    private List<String> texts(String name) {
        Object value = properties.get(name);
        List<Object> values = new ArrayList<>();
        if (value instanceof Object[] array) {
            values.addAll(List.of(array));
        } else if (value instanceof Collection<?> collection) {
            values.addAll(collection);
        } else if (value != null) {
            values.add(value);
        }
        List<String> texts = new ArrayList<>();
        for (Object each : values) {
            if (each instanceof String text) {
                texts.add(text);
            } else {
                reasons.add(name + ": " + each + " is no text; write a text with the unit in it");
            }
        }
        return List.copyOf(texts);
    }

    private Optional<Limit> limit(InstitutionKey key, String text, String institution) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            reasons.add(key.text() + ": \"" + text
                    + "\" is not a drug, a space and a value, as in \"baclofen 1000 mcg/day\"");
            return Optional.empty();
        }
        named(key.text(), text, entry.group(1), Optional.ofNullable(entry.group(2)));
        try {
            return Optional.of(
                    key.limit(entry.group(1), Optional.ofNullable(entry.group(2)), entry.group(3), institution));
        } catch (IllegalArgumentException wrong) {
            reasons.add(key.text() + ": \"" + text + "\": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    /**
     * A drug that no library knows is a matter of the institution, and so is a use; one that is a letter off a known one is a mistake, and its
     * limit would hold nothing.
     */
    private void named(String key, String text, String drug, Optional<String> indication) {
        NearlyNamed.like(drug, drugs)
                .ifPresent(meant -> reasons.add(key + ": \"" + text + "\": no drug is known here as " + drug
                        + "; write " + meant + " if that is meant"));
        indication
                .flatMap(each -> NearlyNamed.like(each, indications))
                .ifPresent(meant -> reasons.add(key + ": \"" + text + "\": no use is known here as " + indication.get()
                        + "; write " + meant + " if that is meant"));
    }

    private Optional<Limit> wrongRoute(String drug, String institution) {
        if (!DRUG.matcher(drug).matches()) {
            reasons.add(WRONG_ROUTE + ": \"" + drug + "\" is no drug's id, as in \"vincristine\"");
            return Optional.empty();
        }
        return Optional.of(new Limit(
                drug,
                Optional.empty(),
                LimitKind.WRONG_ROUTE,
                "never into the spinal fluid",
                Verdict.BLOCK,
                false,
                "wrong-route list of " + institution,
                institution,
                Trust.INSTITUTION));
    }
}
