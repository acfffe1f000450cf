// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may know whom. */
final class ImportRules {

    private final Map<String, List<String>> ours;
    private final Map<String, List<String>> libraries;

    ImportRules(List<String> imports, List<String> libraries) {
        this.ours = parsed(imports);
        this.libraries = parsed(libraries);
    }

    static ImportRules fromTables() {
        return new ImportRules(Table.lines("imports.txt"), Table.lines("libraries.txt"));
    }

    private static Map<String, List<String>> parsed(List<String> lines) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("expected NAME: NAMES, found: " + line);
            }
            String rest = line.substring(colon + 1).strip();
            table.put(line.substring(0, colon).strip(), rest.isEmpty() ? List.of() : List.of(rest.split("\\s+", -1)));
        }
        return table;
    }

    /** The names in the table of our own bundles. */
    Set<String> names() {
        return ours.keySet();
    }

    /** Every use of a class that the tables do not allow. */
    List<String> violations(Collection<JavaClass> classes, Map<String, String> owners) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            String bundle = owners.get(type.getPackageName());
            if (bundle == null) {
                throw new IllegalArgumentException("no bundle holds " + type.getName());
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                problem(bundle, dependency.getTargetClass().getBaseComponentType(), owners)
                        .ifPresent(problem -> found.add(type.getName() + ": " + problem));
            }
        }
        return List.copyOf(found);
    }

    private Optional<String> problem(String bundle, JavaClass target, Map<String, String> owners) {
        String targetPackage = target.getPackageName();
        if (target.isPrimitive() || targetPackage.startsWith("java.") || targetPackage.startsWith("javax.crypto")) {
            return Optional.empty();
        }
        String owner = owners.get(targetPackage);
        if (owner != null) {
            return owner.equals(bundle) || knows(bundle, owner, targetPackage)
                    ? Optional.empty()
                    : Optional.of(bundle + " may not import " + target.getName() + " of " + owner);
        }
        return usesLibrary(bundle, targetPackage)
                ? Optional.empty()
                : Optional.of(bundle + " may not use " + target.getName());
    }

    private boolean knows(String bundle, String owner, String targetPackage) {
        return row(bundle).stream()
                .anyMatch(allowed ->
                        allowed.startsWith("[") ? allowed.equals("[" + targetPackage + "]") : allowed.equals(owner));
    }

    /** The bundle's own row; that of its family when it has none. */
    private List<String> row(String bundle) {
        List<String> own = ours.get(bundle);
        if (own != null) {
            return own;
        }
        List<String> rows = new ArrayList<>();
        for (String name : ours.keySet()) {
            if (name.contains("*") && Patterns.matches(name, bundle)) {
                rows.add(name);
            }
        }
        if (rows.size() != 1) {
            throw new IllegalArgumentException("imports.txt has " + rows.size() + " rows for the bundle " + bundle);
        }
        return ours.getOrDefault(rows.get(0), List.of());
    }

    private boolean usesLibrary(String bundle, String targetPackage) {
        return libraries.entrySet().stream()
                .filter(entry -> targetPackage.equals(entry.getKey()) || targetPackage.startsWith(entry.getKey() + "."))
                .flatMap(entry -> entry.getValue().stream())
                .anyMatch(pattern -> Patterns.matches(pattern, bundle));
    }

    /** Our own classes that two bundles both use, apart from those of the bundles named as common ground. */
    static List<String> shared(
            Collection<JavaClass> one, Collection<JavaClass> two, Collection<String> commonPackages) {
        Set<String> both = used(one);
        both.retainAll(used(two));
        return both.stream()
                .filter(name -> commonPackages.stream()
                        .noneMatch(common -> packageOf(name).equals(common)))
                .toList();
    }

    private static Set<String> used(Collection<JavaClass> classes) {
        Set<String> names = new TreeSet<>();
        for (JavaClass type : classes) {
            names.add(type.getName());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency ->
                            dependency.getTargetClass().getBaseComponentType().getName())
                    .filter(name -> name.startsWith(House.PREFIX))
                    .forEach(names::add);
        }
        return names;
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
