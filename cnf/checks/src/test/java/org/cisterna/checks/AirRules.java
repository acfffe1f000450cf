// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** No clock, chance, thread, wait or setting from the air. */
final class AirRules {

    static final String RULE = "air";

    private record Source(String type, String method, int arguments) {

        static final int ANY = -1;

        static Source parse(String line) {
            int hash = line.indexOf('#');
            int open = line.indexOf('(');
            if (hash < 0) {
                throw new IllegalArgumentException("air.txt: expected type#method, found: " + line);
            }
            String method = open < 0 ? line.substring(hash + 1) : line.substring(hash + 1, open);
            int arguments = open < 0 ? ANY : Integer.parseInt(line.substring(open + 1, line.length() - 1));
            return new Source(line.substring(0, hash), method, arguments);
        }

        boolean matches(CodeUnitAccessTarget target) {
            return Patterns.matches(method, target.getName())
                    && (arguments == ANY
                            || arguments == target.getRawParameterTypes().size())
                    && ownerMatches(target.getOwner());
        }

        private boolean ownerMatches(JavaClass owner) {
            if (type.contains("*")) {
                return Patterns.matches(type, owner.getName());
            }
            // a constructor belongs to the class itself (a subclass is caught where it calls it), a method to
            // everything that inherits it
            return method.equals("<init>") ? owner.getName().equals(type) : owner.isAssignableTo(type);
        }
    }

    private final List<Source> sources;

    AirRules(List<String> table) {
        this.sources = table.stream().map(Source::parse).toList();
    }

    static AirRules fromTable() {
        return new AirRules(Table.lines("air.txt"));
    }

    List<String> violations(Collection<JavaClass> classes, Allowed allowed) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target
                        && sources.stream().anyMatch(source -> source.matches(target))
                        && !allowed.allows(RULE, type.getName(), target.getFullName())) {
                    found.add(type.getName() + " takes from the air: " + target.getFullName() + " in "
                            + access.getSourceCodeLocation());
                }
            }
        }
        return List.copyOf(found);
    }
}
