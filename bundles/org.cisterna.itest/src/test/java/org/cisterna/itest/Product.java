// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;

/** An exported executable, unpacked: its bundles in the order and at the start levels that its launcher would use. */
public final class Product {

    /** The level of bundles that name none: after the log and its bridges. */
    static final int LEVEL = 4;

    private static final Pattern LEVELS = Pattern.compile("([^;,]+);[^,]*startlevel=(\\d+)");

    /** One bundle. A fragment is never started. */
    record Part(String name, Path file, int level, boolean fragment) {}

    private final List<Part> parts;
    private final Map<String, String> properties;

    private Product(List<Part> parts, Map<String, String> properties) {
        this.parts = List.copyOf(parts);
        this.properties = Map.copyOf(properties);
    }

    /** The product {@code name} of {@code features/target}, for example {@code cisterna}. */
    static Product named(String name) {
        Path executable = Path.of(System.getProperty("cisterna.products")).resolve(name + ".jar");
        try (ZipFile zip = new ZipFile(executable.toFile())) {
            Properties launcher = new Properties();
            try (InputStream in = zip.getInputStream(zip.getEntry("launcher.properties"))) {
                launcher.load(in);
            }
            Path folder = Files.createDirectories(work().resolve("bundles").resolve(name));
            Map<String, Integer> levels = levels(launcher.getProperty("launch.runbundles.attrs", ""));
            List<Part> parts = new ArrayList<>();
            for (String entry : launcher.getProperty("launch.bundles").split(",", -1)) {
                Path file = folder.resolve(Path.of(entry).getFileName());
                try (InputStream in = zip.getInputStream(zip.getEntry(entry))) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
                parts.add(part(file, levels));
            }
            Map<String, String> properties = new HashMap<>();
            launcher.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("org.apache.felix.")
                            || key.startsWith("cisterna.")
                            || key.equals(Constants.FRAMEWORK_BSNVERSION))
                    .forEach(key -> properties.put(key, launcher.getProperty(key)));
            return new Product(parts, properties);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + executable, e);
        }
    }

    private static Part part(Path file, Map<String, Integer> levels) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            var headers = jar.getManifest().getMainAttributes();
            String name =
                    headers.getValue("Bundle-SymbolicName").split(";", 2)[0].strip();
            return new Part(name, file, levels.getOrDefault(name, LEVEL), headers.getValue("Fragment-Host") != null);
        }
    }

    private static Map<String, Integer> levels(String attributes) {
        Map<String, Integer> levels = new HashMap<>();
        Matcher matcher = LEVELS.matcher(attributes);
        while (matcher.find()) {
            levels.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
        }
        return levels;
    }

    /** The same without one of its bundles. */
    Product without(String symbolicName) {
        List<Part> left =
                parts.stream().filter(part -> !part.name().equals(symbolicName)).toList();
        if (left.size() == parts.size()) {
            throw new IllegalArgumentException("the product has no " + symbolicName);
        }
        return new Product(left, properties);
    }

    /** The jar of one of its bundles. */
    Path jar(String symbolicName) {
        return parts.stream()
                .filter(part -> part.name().equals(symbolicName))
                .findFirst()
                .orElseThrow()
                .file();
    }

    List<Part> parts() {
        return parts;
    }

    /** What the product itself tells its framework. */
    Map<String, String> properties() {
        return properties;
    }

    /** The configuration of the tests, as the launcher would pass that of {@code DIR/config}. */
    static String configuration() {
        return Product.class.getResource("/config/platform.json").toString();
    }

    /** Where tests write. */
    static Path work() {
        return Path.of(System.getProperty("cisterna.work"));
    }

    /** A folder that no other test has. */
    public static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(work()), name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder in " + work(), e);
        }
    }

    /** A seed for a test that was given none; the test prints it. */
    static long newSeed() {
        return System.nanoTime() & 0xffff_ffffL;
    }
}
