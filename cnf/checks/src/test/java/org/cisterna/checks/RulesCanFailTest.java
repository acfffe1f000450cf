// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.cisterna.checks.fixture.BreathesAir;
import org.cisterna.checks.fixture.ChattyHelper;
import org.cisterna.checks.fixture.CommitsPastTheHost;
import org.cisterna.checks.fixture.ComputesInDoubles;
import org.cisterna.checks.fixture.CountsExactly;
import org.cisterna.checks.fixture.KeepsStaticState;
import org.cisterna.checks.fixture.LawfulComponent;
import org.cisterna.checks.fixture.LawlessComponent;
import org.cisterna.checks.fixture.ServesPages;
import org.cisterna.checks.fixture.SessionLike;
import org.cisterna.checks.fixture.SpeaksLocally;
import org.cisterna.checks.fixture.SwitchedOff;
import org.junit.jupiter.api.Test;

/** A rule that cannot fail proves nothing: each is run over a class that breaks it, and over one that does not. */
final class RulesCanFailTest {

    private static Collection<JavaClass> classes(Class<?>... types) {
        // the nested classes of a fixture are imported with it
        return new ClassFileImporter()
                .importPackages("org.cisterna.checks.fixture").stream()
                        .filter(type -> Arrays.stream(types)
                                .anyMatch(wanted -> type.getName().equals(wanted.getName())
                                        || type.getName().startsWith(wanted.getName() + "$")))
                        .toList();
    }

    private static Map<String, byte[]> classFile(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return Map.of(type.getName(), in.readAllBytes());
        }
    }

    @Test
    void findsWhatComesFromTheAir() {
        List<String> found = AirRules.fromTable().violations(classes(BreathesAir.class), Allowed.none());
        for (String place : List.of(
                "instant()",
                "instantByReference()",
                "millis()",
                "nanos()",
                "dice()",
                "uuid()",
                "thread(java.lang.Runnable)",
                "Worker",
                "executor()",
                "async(",
                "parallel(",
                "parallelStream(",
                "sleep()",
                "objectWait()",
                "condition(",
                "future(",
                "queue(")) {
            String name = place.replaceAll("\\(.*", "");
            assertThat(found).as("in %s", place).anyMatch(problem -> problem.contains(calls(name)));
        }
        assertThat(found).hasSize(17);
    }

    private static String calls(String method) {
        return switch (method) {
            case "instant", "instantByReference" -> "java.time.Instant.now()";
            case "millis" -> "java.lang.System.currentTimeMillis()";
            case "nanos" -> "java.lang.System.nanoTime()";
            case "dice" -> "java.util.Random.<init>(long)";
            case "uuid" -> "java.util.UUID.randomUUID()";
            case "thread" -> "java.lang.Thread.<init>(java.lang.Runnable)";
            case "Worker" -> "java.lang.Thread.<init>()";
            case "executor" -> "java.util.concurrent.Executors.newCachedThreadPool()";
            case "async" -> "java.util.concurrent.CompletableFuture.supplyAsync(";
            case "parallel" -> "java.util.List.parallelStream()";
            case "parallelStream" -> "java.util.stream.Stream.parallel()";
            case "sleep" -> "java.lang.Thread.sleep(long)";
            case "objectWait" -> ".wait(long)";
            case "condition" -> "java.util.concurrent.locks.Condition.await()";
            case "future" -> "java.util.concurrent.Future.get()";
            case "queue" -> "java.util.concurrent.BlockingQueue.take()";
            default -> throw new IllegalArgumentException(method);
        };
    }

    @Test
    void anExceptionExcusesWhatItNamesAndNothingElse() {
        Allowed allowed = new Allowed(List.of(
                "air | org.cisterna.checks.fixture.BreathesAir | java.time.Instant.* | fixture",
                "air | org.cisterna.nobody | * | fixture"));
        List<String> found = AirRules.fromTable().violations(classes(BreathesAir.class), allowed);
        assertThat(found)
                .noneMatch(problem -> problem.contains("Instant"))
                .anyMatch(problem -> problem.contains("nanoTime"));
        assertThat(allowed.unused(AirRules.RULE)).singleElement().asString().contains("org.cisterna.nobody");
    }

    @Test
    void anExceptionNeedsAReason() {
        assertThatThrownBy(() -> new Allowed(List.of("air | org.cisterna.x | * | ")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsFloatingPoint() throws IOException {
        List<String> found = FloatRules.violations(classFile(ComputesInDoubles.class), Allowed.none());
        assertThat(found)
                .anyMatch(problem -> problem.endsWith("field generic"))
                .anyMatch(problem -> problem.endsWith("signature of parameter"))
                .anyMatch(problem -> problem.endsWith("DDIV in local"))
                .anyMatch(problem -> problem.endsWith("call of java.lang.Math.round in local"))
                .anyMatch(problem -> problem.endsWith("reference to java.lang.Double.parseDouble in reference"))
                .noneMatch(problem -> problem.contains("harmless"));
        assertThat(FloatRules.violations(classFile(CountsExactly.class), Allowed.none()))
                .isEmpty();
    }

    @Test
    void findsLawlessComponents() {
        assertThat(ComponentRules.violations(classes(LawlessComponent.class), Allowed.none()))
                .map(problem -> problem.substring(problem.indexOf(": ") + 2))
                .contains(
                        "a component is final",
                        "a component has one constructor, not 2",
                        "a constructor with parameters carries @Activate",
                        "field injected is not final",
                        "field injected is injected; use the constructor",
                        "method activate activates; use the constructor",
                        "method bind binds statically; use the constructor, or a dynamic policy for what comes and goes");
        assertThat(ComponentRules.violations(classes(LawfulComponent.class), Allowed.none()))
                .isEmpty();
    }

    @Test
    void findsStateThatBelongsToNobody() {
        assertThat(LawRules.mutableStatics(classes(KeepsStaticState.class), Allowed.none()))
                .map(problem -> problem.substring(problem.lastIndexOf("Keeps")))
                .containsExactlyInAnyOrder(
                        "KeepsStaticState.counter is not final",
                        "KeepsStaticState.NEXT holds a java.util.concurrent.atomic.AtomicLong, which changes",
                        "KeepsStaticState.CACHE holds a java.util.concurrent.ConcurrentHashMap, which changes",
                        "KeepsStaticState.OPEN_ARRAY is an array that others can change",
                        "KeepsStaticState$Changing.changes is not final");
    }

    @Test
    void findsWhoWritesPastTheHost() {
        Collection<JavaClass> types = classes(CommitsPastTheHost.class, SessionLike.class);
        assertThat(LawRules.writersBesideTheHost(
                        types, SessionLike.class.getName(), "org.cisterna.pump.host", Allowed.none()))
                .isNotEmpty()
                .allMatch(problem -> problem.contains("commit"));
        assertThat(LawRules.writersBesideTheHost(
                        types, SessionLike.class.getName(), "org.cisterna.checks.fixture", Allowed.none()))
                .isEmpty();
    }

    @Test
    void findsWhatTheIndependentShare() {
        String fixture = ServesPages.class.getPackageName();
        assertThat(LawRules.dependents(classes(CountsExactly.class), fixture, "java"))
                .as("were the house's classes those of Java, it would share Object")
                .contains(CountsExactly.class.getName() + " shares code with what it checks: java.lang.Object");
        assertThat(LawRules.dependents(classes(CountsExactly.class), fixture, "org.cisterna"))
                .isEmpty();
    }

    @Test
    void findsStandardStreamsAndEmptyNames() {
        assertThat(LawRules.standardStreams(classes(ChattyHelper.class), Allowed.none()))
                .containsExactlyInAnyOrder(
                        ChattyHelper.class.getName() + " uses System.out",
                        ChattyHelper.class.getName() + " prints a stack trace instead of handling it");
        assertThat(LawRules.emptyNames(classes(ChattyHelper.class, CountsExactly.class), Allowed.none()))
                .containsExactly(ChattyHelper.class.getName() + " is a name that says nothing");
    }

    @Test
    void findsTextsThatDependOnTheMachine() {
        assertThat(LocaleRules.violations(classes(SpeaksLocally.class), Allowed.none()))
                .hasSize(4)
                .anyMatch(problem -> problem.contains("String.format("))
                .anyMatch(problem -> problem.contains("String.formatted("))
                .anyMatch(problem -> problem.contains("String.toLowerCase()"))
                .anyMatch(problem -> problem.contains("String.toUpperCase()"))
                .noneMatch(problem -> problem.contains("Locale)"));
    }

    @Test
    void findsTestsThatStandAside() {
        assertThat(TestSourcesTest.violations(classes(SwitchedOff.class), Allowed.none()))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("Disabled"))
                .anyMatch(problem -> problem.contains("Thread.sleep"));
    }

    @Test
    void findsImportsThatPointUp() {
        Map<String, String> owners = Map.of("org.cisterna.checks.fixture", "one");
        Collection<JavaClass> types = classes(ServesPages.class);
        assertThat(new ImportRules(List.of("one:"), List.of("org.jspecify: *")).violations(types, owners))
                .isNotEmpty()
                .allMatch(problem -> problem.contains("one may not use jakarta.servlet"));
        assertThat(new ImportRules(List.of("one:"), List.of("jakarta.servlet: two o*")).violations(types, owners))
                .isEmpty();
    }

    @Test
    void findsImportsOfANeighbour() {
        // here each class plays a bundle of its own: the fixtures' package is "one", the rules' package is "two"
        Map<String, String> owners = Map.of("org.cisterna.checks.fixture", "one", "org.cisterna.checks", "two");
        Collection<JavaClass> rules = new ClassFileImporter()
                .importClasses(RulesCanFailTest.class).stream().toList();
        List<String> libraries = List.of("com: *", "org.assertj: *", "org.junit: *");
        assertThat(new ImportRules(List.of("two: three [org.cisterna.other]"), libraries).violations(rules, owners))
                .isNotEmpty()
                .allMatch(problem -> problem.contains("two may not import org.cisterna.checks.fixture"));
        assertThat(new ImportRules(List.of("two: one"), libraries).violations(rules, owners))
                .isEmpty();
        assertThat(new ImportRules(List.of("t*: [org.cisterna.checks.fixture]"), libraries).violations(rules, owners))
                .isEmpty();
        assertThatThrownBy(() -> new ImportRules(List.of("one:"), libraries).violations(rules, owners))
                .hasMessageContaining("0 rows");
    }

    @Test
    void findsSharedCodecs() {
        assertThat(ImportRules.shared(
                        classes(CommitsPastTheHost.class),
                        classes(SessionLike.class),
                        List.of("org.cisterna.quantity")))
                .containsExactly(SessionLike.class.getName());
    }

    @Test
    void findsWhatAManifestMustNotSay() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Export-Package", "org.cisterna.secret;version=1.0.0");
        headers.putValue("Import-Package", "org.slf4j;resolution:=optional,org.cisterna.quantity");
        headers.putValue("DynamicImport-Package", "*");
        headers.putValue("Require-Bundle", "x");
        headers.putValue("Bnd-LastModified", "1");
        assertThat(ManifestRules.violations("one", manifest, List.of("one org.cisterna.open 1.0.0"), Allowed.none()))
                .anyMatch(problem -> problem.contains("exports [org.cisterna.secret 1.0.0]"))
                .anyMatch(problem -> problem.contains("DynamicImport-Package"))
                .anyMatch(problem -> problem.contains("Require-Bundle"))
                .anyMatch(problem -> problem.contains("org.slf4j only if it is there"))
                .anyMatch(problem -> problem.contains("org.cisterna.quantity in any version"))
                .anyMatch(problem -> problem.contains("Bundle-License"))
                .anyMatch(problem -> problem.contains("Bnd-LastModified"));
    }

    @Test
    void findsWhatSourcesLack() {
        assertThat(SourceRules.violations("a/package-info.java", "package a;\n// TODO later\n", Allowed.none()))
                .hasSize(4);
        String longOne = "// SPDX-License-Identifier: Apache-2.0\n" + "\n".repeat(SourceRules.MOST_LINES);
        assertThat(SourceRules.violations("a/A.java", longOne, Allowed.none()))
                .singleElement()
                .asString()
                .contains("401 lines");
        assertThat(SourceRules.violations("a/A.java", "// SPDX-License-Identifier: Apache-2.0\n", Allowed.none()))
                .isEmpty();
    }
}
