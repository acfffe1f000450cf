// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The house as it was built: every bundle's jar with its classes and manifest. */
final class House {

    static final String PREFIX = "org.cisterna.";

    /** One bundle. {@code name} is the symbolic name without its prefix. */
    record Bundle(String name, Path folder, Path jar, Manifest manifest, List<String> packages) {

        Optional<String> header(String header) {
            return Optional.ofNullable(manifest.getMainAttributes().getValue(header));
        }

        /** The bytes of every class file, by name of the class. */
        Map<String, byte[]> classFiles() {
            Map<String, byte[]> files = new TreeMap<>();
            try (JarFile file = new JarFile(jar.toFile())) {
                for (var entry : file.stream().toList()) {
                    if (isOurs(entry.getName())) {
                        try (InputStream in = file.getInputStream(entry)) {
                            String path = entry.getName();
                            files.put(
                                    path.substring(0, path.length() - ".class".length())
                                            .replace('/', '.'),
                                    in.readAllBytes());
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + jar, e);
            }
            return files;
        }
    }

    private final Path root;
    private final List<Bundle> bundles;
    private final Map<String, String> owners = new TreeMap<>();
    private final JavaClasses classes;

    private House(Path root, List<Bundle> bundles) {
        this.root = root;
        this.bundles = List.copyOf(bundles);
        for (Bundle bundle : bundles) {
            for (String name : bundle.packages()) {
                String other = owners.put(name, bundle.name());
                if (other != null) {
                    throw new IllegalStateException(
                            "package " + name + " is in two bundles: " + other + " and " + bundle.name());
                }
            }
        }
        this.classes = imported(bundles);
    }

    private static JavaClasses imported(List<Bundle> bundles) {
        List<Location> locations = new ArrayList<>();
        for (Bundle bundle : bundles) {
            locations.add(Location.of(URI.create("jar:" + bundle.jar().toUri() + "!/")));
        }
        return new ClassFileImporter()
                .withImportOption(location -> isOurs(location.asURI().toString()))
                .importLocations(locations);
    }

    /** Whether a file is a class of ours: a bundle can hold a library that has no bundle of its own, which is judged by its row in libraries.txt. */
    private static boolean isOurs(String path) {
        return path.endsWith(".class") && path.replaceFirst(".*!/", "").startsWith("org/cisterna/");
    }

    /** Reads every bundle below {@code bundles/}; one without a built jar is an error. */
    static House read() {
        Path root = root();
        try (Stream<Path> folders = Files.list(root.resolve("bundles"))) {
            List<Bundle> bundles = new ArrayList<>();
            for (Path folder : folders.sorted().toList()) {
                if (Files.exists(folder.resolve("bnd.bnd"))) {
                    bundles.add(bundle(folder));
                }
            }
            return new House(root, bundles);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundles below " + root, e);
        }
    }

    /** The root of the repository. */
    static Path root() {
        return Path.of(System.getProperty("cisterna.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    private static Bundle bundle(Path folder) throws IOException {
        String symbolicName = folder.getFileName().toString();
        if (!symbolicName.startsWith(PREFIX)) {
            throw new IllegalStateException(folder + " does not begin with " + PREFIX);
        }
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder.resolve("target"))) {
            jars = files.filter(file -> file.getFileName().toString().matches(".*-\\d+\\.\\d+\\.\\d+\\.jar"))
                    .toList();
        }
        if (jars.size() != 1) {
            throw new IllegalStateException("expected one jar in " + folder + "/target, found " + jars);
        }
        TreeSet<String> packages = new TreeSet<>();
        try (JarFile jar = new JarFile(jars.get(0).toFile())) {
            jar.stream().filter(entry -> isOurs(entry.getName())).forEach(entry -> {
                String path = entry.getName();
                packages.add(path.substring(0, path.lastIndexOf('/')).replace('/', '.'));
            });
            return new Bundle(
                    symbolicName.substring(PREFIX.length()),
                    folder,
                    jars.get(0),
                    jar.getManifest(),
                    List.copyOf(packages));
        }
    }

    List<Bundle> bundles() {
        return bundles;
    }

    Bundle bundleNamed(String name) {
        return bundles.stream()
                .filter(bundle -> bundle.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle " + name));
    }

    /** Which bundle holds each package of ours. */
    Map<String, String> owners() {
        return owners;
    }

    /** All our classes. */
    List<JavaClass> classes() {
        return classes.stream()
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
    }

    /** The classes of the bundles whose name matches, for example {@code driver.*}. */
    List<JavaClass> classesOf(String... patterns) {
        return classes().stream()
                .filter(type -> Stream.of(patterns)
                        .anyMatch(pattern -> Patterns.matches(pattern, owners.getOrDefault(type.getPackageName(), ""))))
                .toList();
    }

    /** Every Java source of ours, tests included. */
    List<Path> sources() {
        return javaFiles("src");
    }

    private List<Path> javaFiles(String below) {
        List<Path> found = new ArrayList<>();
        for (String top : List.of("bundles", "cnf")) {
            try (Stream<Path> files = Files.walk(root.resolve(top))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> file.toString().contains("/" + below + "/"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot walk " + top, e);
            }
        }
        return found;
    }
}
