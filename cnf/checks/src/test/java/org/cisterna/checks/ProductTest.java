// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What the exported products hold, and what they must not. */
final class ProductTest {

    private static final Path PRODUCTS = House.root().resolve("features/target");
    private static final Path WHOLE = PRODUCTS.resolve("cisterna.jar");
    private static final Path WITHOUT_SIMULATORS = PRODUCTS.resolve("cisterna-without-simulators.jar");

    @Test
    void theWholeProductHoldsTheSimulators() throws IOException {
        assertThat(bundlesOf(WHOLE)).anyMatch(name -> name.startsWith("org.cisterna.sim.synchromed-"));
    }

    @Test
    void theProductWithoutSimulatorsHoldsNone() throws IOException {
        assertThat(bundlesOf(WITHOUT_SIMULATORS))
                .anyMatch(name -> name.startsWith("org.cisterna.pump.host-"))
                .noneMatch(name -> name.startsWith("org.cisterna.sim"));
    }

    @Test
    void noProductHoldsWhatTestsNeed() throws IOException {
        for (Path product : List.of(WHOLE, WITHOUT_SIMULATORS)) {
            assertThat(bundlesOf(product))
                    .as(product.toString())
                    .noneMatch(name -> name.matches("org\\.cisterna\\.(testkit|chain|itest|cli|checks).*")
                            || name.contains("junit")
                            || name.contains("gogo"));
        }
    }

    @Test
    void noProductKnowsTheMachineItWasBuiltOn() throws IOException {
        for (Path product : List.of(WHOLE, WITHOUT_SIMULATORS)) {
            assertThat(mentions(product, House.root().toString())).isEmpty();
        }
    }

    @Test
    void aPathInsideANestedArchiveIsFound() throws IOException {
        // the search looks through archives in archives: the name of a class of ours is only there
        assertThat(mentions(WHOLE, "org/cisterna/pump/host/")).isNotEmpty();
    }

    private static List<String> bundlesOf(Path product) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(product))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith("jar/") && !entry.isDirectory()) {
                    names.add(entry.getName().substring("jar/".length()));
                }
            }
        }
        assertThat(names).as("bundles of %s", product).isNotEmpty();
        return names;
    }

    private static List<String> mentions(Path archive, String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(archive)) {
            search(archive.getFileName().toString(), in, text, found);
        }
        return found;
    }

    private static void search(String name, InputStream in, String text, List<String> found) throws IOException {
        // not closed here: the stream belongs to the caller
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String place = name + "!" + entry.getName();
            byte[] bytes = zip.readAllBytes();
            if (entry.getName().endsWith(".jar")) {
                search(place, new ByteArrayInputStream(bytes), text, found);
            } else if (new String(bytes, StandardCharsets.ISO_8859_1).contains(text) || place.contains(text)) {
                found.add(place);
            }
        }
    }
}
