// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * No text in the manner of whatever country the machine is set to: a decimal comma, other digits, or a Turkish i. What formats, scans or changes
 * case names its locale, by its own parameter.
 */
final class LocaleRules {

    static final String RULE = "locale";

    private static final Set<String> FORMATS = Set.of("format", "formatted", "printf");
    private static final Set<String> CASES = Set.of("toLowerCase", "toUpperCase");
    private static final Set<String> PRINTERS =
            Set.of("java.lang.String", "java.io.PrintStream", "java.io.PrintWriter", "java.io.Console");
    /** What has a locale for as long as it lives, and takes the machine's when it is given none. */
    private static final Set<String> MADE_WITH_ONE = Set.of(
            "java.util.Formatter",
            "java.util.Scanner",
            "java.text.DecimalFormat",
            "java.text.SimpleDateFormat",
            "java.text.MessageFormat");

    private LocaleRules() {}

    static List<String> violations(Collection<JavaClass> classes, Allowed allowed) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target
                        && takesTheMachines(target)
                        && !allowed.allows(RULE, type.getName(), target.getFullName())) {
                    found.add(type.getName() + " speaks as the machine is set: " + target.getFullName() + " in "
                            + access.getSourceCodeLocation());
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean takesTheMachines(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean needsOne = (FORMATS.contains(name) && PRINTERS.contains(owner))
                || (CASES.contains(name) && owner.equals("java.lang.String"))
                || (name.equals("<init>") && MADE_WITH_ONE.contains(owner))
                || (name.equals("ofPattern") && owner.equals("java.time.format.DateTimeFormatter"));
        return needsOne
                && target.getRawParameterTypes().stream()
                        .noneMatch(each -> each.getName().equals("java.util.Locale"));
    }
}
