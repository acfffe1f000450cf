// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The API jars of the last closed issue, and what a package's version must be after a change. */
final class Baselines {

    private final Path repository;

    Baselines(Path repository) {
        this.repository = repository;
    }

    /** The newest kept jar of a bundle. */
    Optional<Path> jarOf(String symbolicName) {
        Path artifact = repository.resolve("org/cisterna").resolve(symbolicName);
        if (!Files.isDirectory(artifact)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(artifact)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .max(Comparator.comparing(file -> version(Objects.requireNonNull(file.getParent()))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + artifact, e);
        }
    }

    private static Runtime.Version version(Path folder) {
        return Runtime.Version.parse(folder.getFileName().toString().replaceAll("(\\.0)+$", ""));
    }

    /** Every package whose change since the baseline asks for a higher version than it has. */
    static List<String> violations(Jar newer, Jar older) throws Exception {
        List<String> found = new ArrayList<>();
        try (Processor reporter = new Processor()) {
            Baseline baseline = new Baseline(reporter, new DiffPluginImpl());
            for (Baseline.Info info : baseline.baseline(newer, older, new Instructions("*"))) {
                if (info.mismatch) {
                    found.add(newer.getBsn() + ": package " + info.packageName + " changed ("
                            + info.packageDiff.getDelta() + ") since version " + info.olderVersion + " and has version "
                            + info.newerVersion + "; give it " + info.suggestedVersion);
                }
            }
        }
        return found;
    }
}
