// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A component is a final class with final fields and one constructor. What it cannot live without comes by that
 * constructor; what comes and goes by dynamic bind methods.
 */
final class ComponentRules {

    static final String RULE = "component";

    private static final String ANNOTATIONS = "org.osgi.service.component.annotations.";
    private static final String COMPONENT = ANNOTATIONS + "Component";
    private static final String ACTIVATE = ANNOTATIONS + "Activate";
    private static final String MODIFIED = ANNOTATIONS + "Modified";
    private static final String REFERENCE = ANNOTATIONS + "Reference";

    private ComponentRules() {}

    static List<String> violations(Collection<JavaClass> classes, Allowed allowed) {
        List<String> found = new ArrayList<>();
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(COMPONENT)) {
                for (String problem : problems(type)) {
                    if (!allowed.allows(RULE, type.getName(), problem)) {
                        found.add(type.getName() + ": " + problem);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> problems(JavaClass type) {
        List<String> problems = new ArrayList<>();
        if (!type.getModifiers().contains(JavaModifier.FINAL)) {
            problems.add("a component is final");
        }
        Set<JavaConstructor> constructors = type.getConstructors();
        if (constructors.size() != 1) {
            problems.add("a component has one constructor, not " + constructors.size());
        }
        for (JavaConstructor constructor : constructors) {
            if (!constructor.getRawParameterTypes().isEmpty() && !constructor.isAnnotatedWith(ACTIVATE)) {
                problems.add("a constructor with parameters carries @Activate");
            }
        }
        for (JavaField field : type.getFields()) {
            if (!field.getModifiers().contains(JavaModifier.FINAL)) {
                problems.add("field " + field.getName() + " is not final");
            }
            if (field.isAnnotatedWith(REFERENCE) || field.isAnnotatedWith(ACTIVATE)) {
                problems.add("field " + field.getName() + " is injected; use the constructor");
            }
        }
        for (JavaMethod method : type.getMethods()) {
            if (method.isAnnotatedWith(ACTIVATE) || method.isAnnotatedWith(MODIFIED)) {
                problems.add("method " + method.getName() + " activates; use the constructor");
            }
            if (method.isAnnotatedWith(REFERENCE) && !isDynamic(method.getAnnotationOfType(REFERENCE))) {
                problems.add("method " + method.getName()
                        + " binds statically; use the constructor, or a dynamic policy for what comes and goes");
            }
        }
        return problems;
    }

    private static boolean isDynamic(JavaAnnotation<?> reference) {
        return reference
                .get("policy")
                .filter(policy -> policy instanceof JavaEnumConstant constant
                        && constant.name().equals("DYNAMIC"))
                .isPresent();
    }
}
