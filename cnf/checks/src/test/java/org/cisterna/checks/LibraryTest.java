// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The list of libraries, the page about them, the bill of materials and the product say the same. */
final class LibraryTest {

    private static final Path ROOT = House.root();
    private static final Path PRODUCT = ROOT.resolve("features/target/cisterna.jar");
    private static final Path SBOM = ROOT.resolve("features/target/cisterna-sbom.json");

    /** Libraries that have no bundle of their own and lie inside one of ours, with the bundle and a class of each. */
    private static final Map<String, String> INSIDE = Map.of("gg.jte:jte-runtime", "console gg/jte/Content.class");

    /** One row of docs/libraries.md. */
    private record Row(String purpose, String licence, String failure) {}

    @Test
    void everyLibraryHasItsLine() throws Exception {
        Map<String, Row> rows = rows();
        TreeSet<String> expected =
                new TreeSet<>(versions(ROOT.resolve("cnf/runtime/pom.xml")).keySet());
        expected.addAll(INSIDE.keySet());
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        rows.forEach((library, row) -> {
            assertThat(row.purpose()).as("what %s is for", library).isNotBlank();
            assertThat(row.licence()).as("licence of %s", library).isNotBlank();
            assertThat(row.failure())
                    .as("what a failure of %s would do", library)
                    .isNotBlank();
        });
    }

    @Test
    void aLibraryInsideABundleIsThereAndInTheBillOfMaterials() throws Exception {
        House house = House.read();
        for (Map.Entry<String, String> inside : INSIDE.entrySet()) {
            String[] where = inside.getValue().split(" ", -1);
            try (JarFile jar = new JarFile(house.bundleNamed(where[0]).jar().toFile())) {
                assertThat(jar.getEntry(where[1]))
                        .as("%s in %s", inside.getKey(), where[0])
                        .isNotNull();
            }
            assertThat(components())
                    .anyMatch(each -> (each.string("group") + ":" + each.string("name")).equals(inside.getKey()));
        }
    }

    @Test
    void licencesAreThoseOfTheBillOfMaterials() throws Exception {
        Map<String, Row> rows = rows();
        for (JsonObject component : components()) {
            Row row = rows.get(component.string("group") + ":" + component.string("name"));
            if (row != null) {
                for (JsonObject entry : component.array("licenses").objects()) {
                    JsonObject licence = entry.object("license");
                    String id = licence.optionalString("id").orElseGet(() -> unlisted(licence.string("name")));
                    assertThat(row.licence())
                            .as("licence of %s", component.string("name"))
                            .contains(id);
                }
            }
        }
    }

    /** What we call a licence that has no SPDX id there. */
    private static String unlisted(String name) {
        return name.contains("GPL") || name.contains("Classpath") ? "GPL-2.0 with Classpath exception" : name;
    }

    @Test
    void theProductHoldsTheListedLibrariesAndNoOthers() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        for (JsonObject component : components()) {
            component.array("hashes").objects().stream()
                    .filter(hash -> hash.string("alg").equals("SHA-256"))
                    .forEach(hash -> listed.put(hash.string("content"), component.string("name")));
        }
        Map<String, String> built = new TreeMap<>();
        for (House.Bundle bundle : House.read().bundles()) {
            built.put(sha256(Files.readAllBytes(bundle.jar())), bundle.name());
        }
        TreeSet<String> used = new TreeSet<>();
        for (Map.Entry<String, String> held : held().entrySet()) {
            if (built.containsKey(held.getValue()) || held.getKey().startsWith("biz.aQute.launcher")) {
                continue;
            }
            assertThat(listed)
                    .as("%s is as built, or in the bill of materials", held.getKey())
                    .containsKey(held.getValue());
            used.add(listed.getOrDefault(held.getValue(), ""));
        }
        for (String library : versions(ROOT.resolve("cnf/runtime/pom.xml")).keySet()) {
            assertThat(used)
                    .as("a library that no product uses is not listed")
                    .contains(library.substring(library.indexOf(':') + 1));
        }
    }

    @Test
    void whatIsCompiledAgainstIsWhatRuns() throws Exception {
        Map<String, String> running = versions(ROOT.resolve("cnf/runtime/pom.xml"));
        Map<String, String> compiled = versions(ROOT.resolve("pom.xml"));
        compiled.keySet().retainAll(running.keySet());
        assertThat(compiled).isNotEmpty();
        compiled.forEach((library, version) ->
                assertThat(running).as("version of %s", library).containsEntry(library, version));
    }

    private static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/libraries.md"))) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\s*\\|\\s*", -1);
                rows.put(cells[1].replace("`", ""), new Row(cells[2], cells[3], cells[4]));
            }
        }
        return rows;
    }

    /** The versions of the dependencies of a pom, by group and artifact; those without a version are left out. */
    private static Map<String, String> versions(Path pom) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        NodeList dependencies = factory.newDocumentBuilder().parse(pom.toFile()).getElementsByTagName("dependency");
        Map<String, String> versions = new TreeMap<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            NodeList version = dependency.getElementsByTagName("version");
            if (version.getLength() > 0) {
                versions.put(
                        text(dependency, "groupId") + ":" + text(dependency, "artifactId"),
                        version.item(0).getTextContent());
            }
        }
        return versions;
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }

    private static List<JsonObject> components() throws IOException {
        JsonObject bill = (JsonObject) Json.parse(Files.readAllBytes(SBOM));
        return bill.array("components").objects();
    }

    /** SHA-256 of every bundle in the executable, by file name. */
    private static Map<String, String> held() throws Exception {
        Map<String, String> held = new TreeMap<>();
        try (InputStream in = Files.newInputStream(PRODUCT);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(zip.readAllBytes());
                    held.put(
                            entry.getName().substring("jar/".length()),
                            HexFormat.of().formatHex(digest));
                }
            }
        }
        return held;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
