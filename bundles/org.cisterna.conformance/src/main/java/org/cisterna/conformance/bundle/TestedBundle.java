// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;

/**
 * The bundle that was tested.
 *
 * @param name its symbolic name, as its manifest has it; the file's name when there is none
 * @param version as its manifest has it
 * @param content of what it holds, whoever signed it
 * @param file of its bytes
 * @param wiring where each package that it imports came from, one a line, with the digest of what that bundle holds
 * @param java the feature release that ran it
 */
public record TestedBundle(String name, String version, Digest content, Digest file, List<String> wiring, int java) {

    public TestedBundle {
        wiring = List.copyOf(wiring);
    }

    /**
     * Describes a bundle as it lies there now.
     *
     * @param driver its file, or the folder of what would be in it
     * @param wired the bundles that its imports may come from, in their order; see {@link BundlePath}
     */
    public static TestedBundle of(Path driver, List<Path> wired) throws IOException {
        BundleFiles files = BundleFiles.read(driver);
        String name = files.symbolicName();
        return new TestedBundle(
                name.isEmpty() ? String.valueOf(driver.getFileName()) : name,
                files.header("Bundle-Version"),
                files.content(),
                files.file(),
                wires(files, wired),
                Runtime.version().feature());
    }

    private static List<String> wires(BundleFiles driver, List<Path> wired) throws IOException {
        List<String> wires = new ArrayList<>();
        for (Clause clause : driver.clauses("Import-Package")) {
            String imported = clause.name();
            wires.add(imported + clause.version().map(each -> " " + each).orElse("") + " from "
                    + exporter(imported, wired).orElse(imported.startsWith("java.") ? "Java" : "nobody"));
        }
        return wires;
    }

    private static Optional<String> exporter(String wanted, List<Path> wired) throws IOException {
        for (Path each : wired) {
            for (Clause clause : BundleFiles.clauses(BundlePath.manifest(each), "Export-Package")) {
                if (clause.name().equals(wanted)) {
                    BundleFiles files = BundleFiles.read(each);
                    return Optional.of(files.symbolicName() + ", package "
                            + clause.version().orElse("without a version") + ", "
                            + files.content().text());
                }
            }
        }
        return Optional.empty();
    }
}
