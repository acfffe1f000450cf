// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Smaller laws that class files show: static state, the one who commits, standard streams, names. */
final class LawRules {

    static final String STATIC = "static";
    static final String COMMIT = "commit";
    static final String STREAMS = "streams";
    static final String NAMES = "names";

    private static final List<String> MUTABLE = List.of(
            "java.util.concurrent.atomic.*",
            "java.util.concurrent.locks.*",
            "java.util.concurrent.Concurrent*",
            "java.util.concurrent.CopyOnWrite*",
            "java.util.concurrent.*Queue",
            "java.util.concurrent.*Deque",
            "java.util.*Hash*",
            "java.util.Tree*",
            "java.util.ArrayList",
            "java.util.ArrayDeque",
            "java.util.LinkedList",
            "java.util.Vector",
            "java.util.BitSet",
            "java.util.EnumMap",
            "java.util.PriorityQueue",
            "java.util.Random",
            "java.security.SecureRandom",
            "java.security.MessageDigest",
            "java.text.*Format",
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal",
            "java.nio.*Buffer");

    private static final Set<String> WRITING_CALLS = Set.of("stage", "commit", "stop");

    private LawRules() {}

    /** No mutable state that belongs to nobody: static fields are final and of a type that cannot change. */
    static List<String> mutableStatics(Collection<JavaClass> classes, Allowed allowed) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaField field : type.getFields()) {
                if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    continue; // the compiler's own, for a switch over an enum
                }
                boolean isStatic = field.getModifiers().contains(JavaModifier.STATIC);
                boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                String fieldType = field.getRawType().getName();
                String problem = null;
                if ((isStatic || type.isEnum()) && !isFinal) {
                    problem = "is not final";
                } else if (isStatic && MUTABLE.stream().anyMatch(pattern -> Patterns.matches(pattern, fieldType))) {
                    problem = "holds a " + fieldType + ", which changes";
                } else if (isStatic
                        && field.getRawType().isArray()
                        && !field.getModifiers().contains(JavaModifier.PRIVATE)) {
                    problem = "is an array that others can change";
                }
                if (problem != null && !allowed.allows(STATIC, type.getName(), field.getName())) {
                    found.add(field.getFullName() + " " + problem);
                }
            }
        }
        return List.copyOf(found);
    }

    /** Only the host writes to a pump: it alone stages, commits and stops on a driver's session. */
    static List<String> writersBesideTheHost(
            Collection<JavaClass> classes, String sessionType, String hostPackage, Allowed allowed) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.getPackageName().equals(hostPackage)
                    || type.getPackageName().startsWith(hostPackage + ".")) {
                continue;
            }
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target
                        && WRITING_CALLS.contains(target.getName())
                        && target.getOwner().isAssignableTo(sessionType)
                        && !target.getOwner().equals(type)
                        && !allowed.allows(COMMIT, type.getName(), target.getFullName())) {
                    found.add(type.getName() + " writes to a pump past the host: " + target.getFullName());
                }
            }
        }
        return List.copyOf(found);
    }

    /** What is called independent shares no code: classes of this package know none of ours outside it. */
    static List<String> dependents(Collection<JavaClass> classes, String independent, String ours) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (!type.getPackageName().equals(independent)) {
                continue;
            }
            for (Dependency each : type.getDirectDependenciesFromSelf()) {
                JavaClass target = each.getTargetClass().getBaseComponentType();
                if (target.getName().startsWith(ours + ".")
                        && !target.getPackageName().equals(independent)) {
                    found.add(type.getName() + " shares code with what it checks: " + target.getName());
                }
            }
        }
        return List.copyOf(found);
    }

    /** Standard streams belong to the commands. */
    static List<String> standardStreams(Collection<JavaClass> classes, Allowed allowed) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaFieldAccess access : type.getFieldAccessesFromSelf()) {
                if (access.getTarget().getOwner().getName().equals("java.lang.System")
                        && !allowed.allows(
                                STREAMS, type.getName(), access.getTarget().getName())) {
                    found.add(type.getName() + " uses System."
                            + access.getTarget().getName());
                }
            }
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target
                        && target.getName().equals("printStackTrace")
                        && target.getRawParameterTypes().isEmpty()) {
                    found.add(type.getName() + " prints a stack trace instead of handling it");
                }
            }
        }
        return List.copyOf(found);
    }

    /** A class is named after what it is. */
    static List<String> emptyNames(Collection<JavaClass> classes, Allowed allowed) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            String name = type.getSimpleName();
            boolean empty = name.matches(".*(Utils?|Helpers?|Managers?|Impl)") || name.matches("I[A-Z][a-z].*");
            if (empty && !allowed.allows(NAMES, type.getName(), name)) {
                found.add(type.getName() + " is a name that says nothing");
            }
        }
        return List.copyOf(found);
    }
}
