// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tests of the bundles may not do: sleep, roll dice without a seed, or be switched off. */
final class TestSourcesTest {

    static final String RULE = "tests";

    private static final List<String> FORBIDDEN_CALLS = List.of(
            "java.lang.Thread#sleep",
            "java.util.concurrent.TimeUnit#sleep",
            "java.util.concurrent.locks.LockSupport#parkNanos",
            "java.util.concurrent.locks.LockSupport#parkUntil",
            "java.lang.Math#random",
            "java.util.Random#<init>(0)",
            "java.util.UUID#randomUUID",
            "java.util.Collections#shuffle(1)",
            "java.util.concurrent.ThreadLocalRandom#current",
            "java.security.SecureRandom#<init>");

    private static final List<String> SWITCHED_OFF = List.of(
            "org.junit.jupiter.api.Disabled",
            "org.junit.Ignore",
            "org.junit.jupiter.api.condition.DisabledIf",
            "org.junit.jupiter.api.condition.EnabledIf",
            "org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable");

    static List<String> violations(Collection<JavaClass> tests, Allowed allowed) {
        List<String> found = new ArrayList<>();
        for (String problem : new AirRules(FORBIDDEN_CALLS).violations(tests, Allowed.none())) {
            String type = problem.substring(0, problem.indexOf(' '));
            if (!allowed.allows(RULE, type, problem)) {
                found.add(problem);
            }
        }
        for (JavaClass type : tests) {
            for (String annotation : SWITCHED_OFF) {
                boolean off = type.isAnnotatedWith(annotation)
                        || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(annotation));
                if (off) {
                    found.add(type.getName() + " is switched off by " + annotation);
                }
            }
        }
        return found;
    }

    @Test
    void testsNeitherSleepNorRollDiceNorStandAside() {
        // the tests of the products stand aside: they wait for processes
        Stream<Path> chain = Stream.of(House.root().resolve("bundles/org.cisterna.chain"));
        List<Path> folders = Stream.concat(House.read().bundles().stream().map(House.Bundle::folder), chain)
                .map(folder -> folder.resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .toList();
        assertThat(folders).isNotEmpty();
        Collection<JavaClass> tests =
                new ClassFileImporter().importPaths(folders).stream().toList();
        assertThat(tests).isNotEmpty();
        assertThat(violations(tests, Allowed.fromTable())).isEmpty();
    }
}
