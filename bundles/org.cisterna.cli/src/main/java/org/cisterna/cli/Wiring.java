// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.report.TestedBundle;
import org.cisterna.conformance.run.BundleContent;

/** What a bundle is, by its manifest and its bytes, and where the packages come from that it imports. */
final class Wiring {

    private static final Pattern VERSION = Pattern.compile("[; ]version=\"?([^\";]+)");

    private Wiring() {}

    /** Describes the bundle of a driver, as it lies there now. */
    static TestedBundle tested(Path jar) throws IOException {
        Manifest manifest = manifest(jar).orElseGet(Manifest::new);
        String name =
                attribute(manifest, "Bundle-SymbolicName").split(";", -1)[0].strip();
        return new TestedBundle(
                name.isEmpty() ? String.valueOf(jar.getFileName()) : name,
                attribute(manifest, "Bundle-Version"),
                BundleContent.digest(jar),
                Digest.of(Files.readAllBytes(jar)),
                wires(manifest),
                Runtime.version().feature());
    }

    private static List<String> wires(Manifest driver) throws IOException {
        List<String> wires = new ArrayList<>();
        List<Path> classPath = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            classPath.add(Path.of(each));
        }
        for (String clause : clauses(attribute(driver, "Import-Package"))) {
            String imported = clause.split(";", 2)[0].strip();
            wires.add(imported + version(clause).map(each -> " " + each).orElse("") + " from "
                    + exporter(imported, classPath).orElse(imported.startsWith("java.") ? "Java" : "nobody"));
        }
        return wires;
    }

    private static Optional<String> exporter(String wanted, List<Path> classPath) throws IOException {
        for (Path each : classPath) {
            Optional<Manifest> manifest = manifest(each);
            if (manifest.isEmpty()) {
                continue;
            }
            for (String clause : clauses(attribute(manifest.get(), "Export-Package"))) {
                if (clause.split(";", 2)[0].strip().equals(wanted)) {
                    return Optional.of(
                            attribute(manifest.get(), "Bundle-SymbolicName").split(";", -1)[0] + ", package "
                                    + version(clause).orElse("without a version")
                                    + (Files.isRegularFile(each)
                                            ? ", " + BundleContent.digest(each).text()
                                            : ""));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Manifest> manifest(Path place) throws IOException {
        if (Files.isRegularFile(place) && place.toString().endsWith(".jar")) {
            try (JarFile file = new JarFile(place.toFile(), false)) {
                return Optional.ofNullable(file.getManifest());
            }
        }
        Path exploded = place.resolve(JarFile.MANIFEST_NAME);
        if (!Files.isRegularFile(exploded)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(exploded)) {
            return Optional.of(new Manifest(in));
        }
    }

    private static String attribute(Manifest manifest, String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }

    private static Optional<String> version(String clause) {
        Matcher matcher = VERSION.matcher(clause);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The clauses of a header: a comma inside quotation marks parts nothing. */
    static List<String> clauses(String header) {
        List<String> clauses = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char each = header.charAt(i);
            quoted ^= each == '"';
            if (each == ',' && !quoted) {
                clauses.add(clause.toString());
                clause.setLength(0);
            } else {
                clause.append(each);
            }
        }
        if (!clause.isEmpty()) {
            clauses.add(clause.toString());
        }
        return clauses;
    }
}
