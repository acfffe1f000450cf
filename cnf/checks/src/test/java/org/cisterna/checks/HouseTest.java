// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs every rule over the house. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HouseTest {

    /** Where a floating point number may not come near: everything that knows of doses, pumps and their devices. */
    private static final List<String> WITHOUT_FLOATING_POINT =
            List.of("quantity", "canonical", "pump.*", "dosing.*", "therapy.*", "driver.*", "sim", "sim.*");

    private final House house;
    private final Allowed allowed = Allowed.fromTable();

    HouseTest() {
        this.house = House.read();
    }

    @BeforeAll
    void thereIsSomethingToCheck() {
        assertThat(house.bundles()).hasSizeGreaterThan(20);
        assertThat(house.classes()).hasSizeGreaterThan(100);
    }

    @Test
    void everyImportPointsAlongAnAllowedLine() {
        assertThat(ImportRules.fromTables().violations(house.classes(), house.owners()))
                .isEmpty();
    }

    @Test
    void everyBundleHasItsLineInTheTableAndEveryLineItsBundle() {
        Set<String> names = new TreeSet<>(ImportRules.fromTables().names());
        for (House.Bundle bundle : house.bundles()) {
            assertThat(names)
                    .as("imports.txt has a line for %s", bundle.name())
                    .anyMatch(name -> Patterns.matches(name, bundle.name()));
        }
        for (String name : names) {
            assertThat(house.bundles())
                    .as("the line %s of imports.txt stands for a bundle", name)
                    .anyMatch(bundle -> Patterns.matches(name, bundle.name()));
        }
    }

    @Test
    void aDriverAndItsDeviceShareNoCodec() {
        for (House.Bundle bundle : house.bundles()) {
            if (bundle.name().startsWith("driver.")) {
                String family = bundle.name().substring("driver.".length());
                assertThat(ImportRules.shared(
                                house.classesOf(bundle.name()),
                                house.classesOf("sim." + family),
                                List.of(
                                        "org.cisterna.pump.wire",
                                        "org.cisterna.quantity",
                                        "org.cisterna.time",
                                        "org.cisterna.canonical",
                                        "org.cisterna.storage")))
                        .as("classes that driver and device of %s share", family)
                        .isEmpty();
            }
        }
    }

    @Test
    void nothingComesFromTheAir() {
        assertThat(AirRules.fromTable().violations(house.classes(), allowed)).isEmpty();
        assertThat(allowed.unused(AirRules.RULE)).as("exceptions nobody needs").isEmpty();
    }

    @Test
    void noFloatingPointComesNearADose() {
        List<String> found = new ArrayList<>();
        for (House.Bundle bundle : house.bundles()) {
            if (WITHOUT_FLOATING_POINT.stream().anyMatch(pattern -> Patterns.matches(pattern, bundle.name()))) {
                found.addAll(FloatRules.violations(bundle.classFiles(), allowed));
            }
        }
        assertThat(found).isEmpty();
        assertThat(allowed.unused(FloatRules.RULE))
                .as("exceptions nobody needs")
                .isEmpty();
    }

    @Test
    void noStateBelongsToNobody() {
        assertThat(LawRules.mutableStatics(house.classes(), allowed)).isEmpty();
        assertThat(allowed.unused(LawRules.STATIC))
                .as("exceptions nobody needs")
                .isEmpty();
    }

    @Test
    void componentsAreAsTheLawSays() {
        assertThat(ComponentRules.violations(house.classes(), allowed)).isEmpty();
        assertThat(allowed.unused(ComponentRules.RULE))
                .as("exceptions nobody needs")
                .isEmpty();
    }

    @Test
    void nobodyButTheHostWritesToAPump() {
        String session = "org.cisterna.pump.spi.PumpSession";
        JavaClass sessionType = house.classes().stream()
                .filter(type -> type.getName().equals(session))
                .findFirst()
                .orElseThrow();
        assertThat(sessionType.getMethods())
                .extracting(method -> method.getName())
                .contains("stage", "commit", "stop");
        assertThat(LawRules.writersBesideTheHost(house.classes(), session, "org.cisterna.pump.host", allowed))
                .isEmpty();
        assertThat(allowed.unused(LawRules.COMMIT))
                .as("exceptions nobody needs")
                .isEmpty();
    }

    @Test
    void theVerifierSharesNoCodeWithTheWriter() {
        assertThat(house.classes()).as("the rule below speaks of something").anyMatch(type -> type.getName()
                .equals("org.cisterna.audit.verify.Verify"));
        assertThat(LawRules.dependents(house.classes(), "org.cisterna.audit.verify", "org.cisterna"))
                .isEmpty();
    }

    @Test
    void onlyCommandsUseTheStandardStreams() {
        List<JavaClass> others = new ArrayList<>(house.classes());
        others.removeAll(house.classesOf("cli"));
        assertThat(LawRules.standardStreams(others, allowed)).isEmpty();
        assertThat(allowed.unused(LawRules.STREAMS))
                .as("exceptions nobody needs")
                .isEmpty();
    }

    @Test
    void textsAreTheSameOnEveryMachine() {
        assertThat(LocaleRules.violations(house.classes(), allowed)).isEmpty();
        assertThat(allowed.unused(LocaleRules.RULE))
                .as("exceptions nobody needs")
                .isEmpty();
    }

    @Test
    void namesSayWhatAClassIs() {
        assertThat(LawRules.emptyNames(house.classes(), allowed)).isEmpty();
    }

    @Test
    void manifestsSayWhatIsListed() {
        List<String> exports = Table.lines("exports.txt");
        List<String> found = new ArrayList<>();
        for (House.Bundle bundle : house.bundles()) {
            found.addAll(ManifestRules.violations(bundle.name(), bundle.manifest(), exports, allowed));
        }
        assertThat(found).isEmpty();
        assertThat(allowed.unused(ManifestRules.RULE))
                .as("exceptions nobody needs")
                .isEmpty();
        assertThat(exports)
                .allMatch(
                        line -> house.bundles().stream()
                                .anyMatch(bundle -> bundle.name().equals(line.split("\\s+", -1)[0])),
                        "names a bundle that exists");
    }

    @Test
    void sourcesAreWhole() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : house.sources()) {
            String path = House.root().relativize(source).toString();
            found.addAll(SourceRules.violations(path, Files.readString(source), allowed));
        }
        assertThat(found).isEmpty();
        assertThat(allowed.unused(SourceRules.SIZE))
                .as("exceptions nobody needs")
                .isEmpty();
    }

    @Test
    void exceptionsNameARule() {
        assertThat(allowed.rules())
                .isSubsetOf(
                        AirRules.RULE,
                        FloatRules.RULE,
                        ComponentRules.RULE,
                        LawRules.STATIC,
                        LawRules.COMMIT,
                        LawRules.STREAMS,
                        LawRules.NAMES,
                        LocaleRules.RULE,
                        ManifestRules.RULE,
                        SourceRules.SIZE,
                        TestSourcesTest.RULE);
    }
}
