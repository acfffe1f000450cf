// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Withdrawal;

/**
 * Reads a drug library and refuses all of it when one datum is not fit to stand in one: without unit, source or trust, remembered with
 * less than high confidence, or harder than its source allows. Every reason is named at once.
 */
final class LibraryReader {

    private static final long FORMAT = 2;

    private final List<String> reasons = new ArrayList<>();
    private final Map<String, LibraryData.Source> sources = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    private LibraryReader() {}

    /**
     * Reads the data.
     *
     * @throws IllegalArgumentException naming every reason against them
     */
    static LibraryData read(byte[] utf8) {
        return new LibraryReader().readAll(utf8);
    }

    private LibraryData readAll(byte[] utf8) {
        if (!(Json.parse(utf8) instanceof JsonObject json)) {
            throw new IllegalArgumentException("a drug library is one JSON object");
        }
        json.onlyNames("format", "version", "sources", "drugs", "limits", "keepings");
        if (json.number("format") != FORMAT) {
            throw new IllegalArgumentException("this reads format " + FORMAT + ", not " + json.number("format"));
        }
        each(json, "sources", this::source);
        List<Drug> drugs = each(json, "drugs", this::drug);
        List<Limit> limits = each(json, "limits", this::limit);
        List<Keeping> keepings = each(json, "keepings", this::keeping);
        compare(drugs, limits, keepings);
        if (!reasons.isEmpty()) {
            throw new IllegalArgumentException("the drug library is refused: " + String.join("; ", reasons));
        }
        String version = json.string("version");
        return new LibraryData(
                version,
                Digest.of("org.cisterna.dosing.library/1", json),
                drugs.stream().sorted(Comparator.comparing(Drug::id)).toList(),
                new LimitSet(LimitProvider.LIBRARY, version, limits),
                keepings,
                List.copyOf(sources.values()));
    }

    private <T> List<T> each(JsonObject json, String name, Function<JsonObject, T> reader) {
        List<T> read = new ArrayList<>();
        List<JsonObject> objects = json.array(name).objects();
        for (int i = 0; i < objects.size(); i++) {
            try {
                read.add(reader.apply(objects.get(i)));
            } catch (IllegalArgumentException wrong) {
                reasons.add(name + "[" + i + "]: " + wrong.getMessage());
            }
        }
        return List.copyOf(read);
    }

    private LibraryData.Source source(JsonObject json) {
        json.onlyNames("id", "title", "address");
        LibraryData.Source source =
                new LibraryData.Source(json.string("id"), json.string("title"), json.string("address"));
        if (source.title().isBlank() || source.address().isBlank()) {
            throw new IllegalArgumentException("a source has a title and an address: " + source.id());
        }
        if (sources.put(source.id(), source) != null) {
            throw new IllegalArgumentException("this source stands twice: " + source.id());
        }
        return source;
    }

    private Drug drug(JsonObject json) {
        Drug drug = Drug.fromJson(json);
        Withdrawal profile = drug.withdrawal();
        return new Drug(
                drug.id(),
                drug.displayName(),
                drug.doseUnit(),
                new Withdrawal(
                        profile.priority(),
                        profile.text(),
                        profile.onset(),
                        cited(profile.source(), profile.trust()),
                        profile.trust()),
                drug.indications(),
                drug.admixtures().stream()
                        .map(each -> new Drug.Admixture(
                                each.with(), each.text(), cited(each.source(), each.trust()), each.trust()))
                        .toList());
    }

    private Limit limit(JsonObject json) {
        Limit limit = Limit.fromJson(json);
        return new Limit(
                limit.drug(),
                limit.indication(),
                limit.kind(),
                limit.value(),
                limit.effect(),
                limit.twoPersons(),
                limit.reason(),
                cited(limit.source(), limit.trust()),
                limit.trust());
    }

    private Keeping keeping(JsonObject json) {
        Keeping keeping = Keeping.fromJson(json);
        return new Keeping(
                keeping.drugs(),
                keeping.condition(),
                keeping.duration(),
                keeping.text(),
                cited(keeping.source(), keeping.trust()),
                keeping.trust());
    }

    /** The titles of the sources named by their ids, with the ids, under which {@code docs/sources.md} has the addresses. */
    private String cited(String ids, Trust trust) {
        if (trust == Trust.INSTITUTION || trust == Trust.DEVICE) {
            throw new IllegalArgumentException(trust + " is no trust of a library: its data come from sources");
        }
        List<String> titles = new ArrayList<>();
        for (String id : ids.split(", ", -1)) {
            LibraryData.Source source = sources.get(id);
            if (source == null) {
                throw new IllegalArgumentException("there is no source \"" + id + "\" in this library");
            }
            used.add(id);
            titles.add(source.title() + " [" + id + "]");
        }
        return String.join("; ", titles);
    }

    private void compare(List<Drug> drugs, List<Limit> limits, List<Keeping> keepings) {
        Map<String, Drug> byId = new LinkedHashMap<>();
        for (Drug each : drugs) {
            if (byId.put(each.id(), each) != null) {
                reasons.add("this drug stands twice: " + each.id());
            }
        }
        for (Limit each : limits) {
            Drug drug = byId.get(each.drug());
            if (each.drug().equals(Limit.ANY_DRUG)) {
                each.indication()
                        .ifPresent(indication ->
                                reasons.add("a limit of every drug holds for every indication, not for " + indication));
            } else if (drug == null) {
                reasons.add("a limit of a drug that is not in the library: " + each.drug());
            } else if (each.indication().isPresent()
                    && drug.indication(each.indication().get()).isEmpty()) {
                reasons.add("a limit of an indication that " + each.drug() + " does not have: "
                        + each.indication().get());
            }
        }
        for (Keeping each : keepings) {
            each.drugs().stream()
                    .filter(drug -> !byId.containsKey(drug))
                    .forEach(drug -> reasons.add("a keeping time of a drug that is not in the library: " + drug));
        }
        for (String id : sources.keySet()) {
            if (!used.contains(id)) {
                reasons.add("nothing was taken from source \"" + id + "\"; leave it out");
            }
        }
    }
}
