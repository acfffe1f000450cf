// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The bundles on the class path of this process: those that the packages of a driver come from, and those that a framework is made of. */
public final class BundlePath {

    private static final String INSIDE = "!/" + JarFile.MANIFEST_NAME;

    private BundlePath() {}

    /** Their files or folders, in the order of the class path. Empty inside a framework, which shows nobody the files of its bundles. */
    public static List<Path> bundles() throws IOException {
        List<Path> bundles = new ArrayList<>();
        ClassLoader classes = BundlePath.class.getClassLoader();
        if (classes == null) {
            return bundles;
        }
        for (URL each : Collections.list(classes.getResources(JarFile.MANIFEST_NAME))) {
            place(each.toString()).ifPresent(bundles::add);
        }
        return bundles;
    }

    private static Optional<Path> place(String manifest) {
        if (manifest.startsWith("jar:file:") && manifest.endsWith(INSIDE)) {
            return Optional.of(
                    Path.of(URI.create(manifest.substring("jar:".length(), manifest.length() - INSIDE.length()))));
        }
        if (manifest.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(manifest)).resolve("../..").normalize());
        }
        return Optional.empty();
    }

    /** The first bundle with this symbolic name. */
    static Optional<Path> named(List<Path> bundles, String symbolicName) throws IOException {
        for (Path each : bundles) {
            String name = BundleFiles.header(manifest(each), "Bundle-SymbolicName");
            if (name.split(";", -1)[0].strip().equals(symbolicName)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The manifest of a bundle; an empty one when there is none. */
    static Manifest manifest(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            try (JarFile file = new JarFile(place.toFile(), false)) {
                Manifest manifest = file.getManifest();
                return manifest == null ? new Manifest() : manifest;
            }
        }
        Path inside = place.resolve(JarFile.MANIFEST_NAME);
        if (!Files.isRegularFile(inside)) {
            return new Manifest();
        }
        try (InputStream in = Files.newInputStream(inside)) {
            return new Manifest(in);
        }
    }

    /** Whether there is a framework on the class path that could be started. */
    public static boolean hasFramework() throws IOException {
        try {
            Class.forName("org.osgi.framework.launch.FrameworkFactory", false, BundlePath.class.getClassLoader());
        } catch (ClassNotFoundException none) {
            return false;
        }
        List<Path> bundles = bundles();
        for (String each : DriverFramework.PARTS) {
            if (named(bundles, each).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
