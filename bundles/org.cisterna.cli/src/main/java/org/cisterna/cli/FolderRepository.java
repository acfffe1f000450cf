// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The APIs of this checkout as a Maven repository in a folder, with a bill of materials. The version of its artifacts ends in a digest of all that is in it, so
 * that nobody's local repository can hold another API under the same version.
 */
final class FolderRepository {

    private static final String GROUP = "org.cisterna";
    private static final String VERSION = "@VERSION@";
    private static final int DIGITS = 12;

    /** What the kit puts a driver into. */
    private static final List<Library> FRAMEWORK = List.of(
            new Library("org.apache.felix", "org.apache.felix.framework"),
            new Library("org.apache.felix", "org.apache.felix.scr"),
            new Library("org.osgi", "org.osgi.service.component"),
            new Library("org.osgi", "org.osgi.util.promise"),
            new Library("org.osgi", "org.osgi.util.function"));

    /** What is handed over: each with those of the list that it needs. */
    private static final List<Api> APIS = List.of(
            new Api("quantity", List.of(), List.of()),
            new Api("time", List.of(), List.of()),
            new Api("canonical", List.of(), List.of(new Library("com.fasterxml.jackson.core", "jackson-core"))),
            new Api("storage", List.of(), List.of()),
            new Api("pump.api", List.of("quantity", "time", "canonical", "storage"), List.of()),
            new Api("audit.api", List.of("quantity", "time", "canonical", "storage"), List.of()),
            new Api("sim", List.of("quantity", "time", "canonical", "storage", "pump.api"), List.of()),
            new Api("conformance.api", List.of("quantity", "time", "canonical", "storage", "pump.api"), List.of()),
            new Api("conformance", List.of("conformance.api", "sim"), FRAMEWORK),
            new Api("conformance.junit", List.of("conformance"), List.of()),
            new Api(
                    "testkit",
                    List.of("quantity", "time", "canonical", "storage", "pump.api", "audit.api"),
                    List.of()));

    /** Of somebody else, published elsewhere; in the version that these commands run with. */
    private record Library(String group, String artifact) {}

    private record Api(String name, List<String> needs, List<Library> libraries) {
        String artifact() {
            return GROUP + "." + name;
        }
    }

    private final String version;
    private final Map<String, byte[]> jars;
    private final Map<String, String> poms;

    private FolderRepository(String version, Map<String, byte[]> jars, Map<String, String> poms) {
        this.version = version;
        this.jars = jars;
        this.poms = poms;
    }

    /** The version of its artifacts. */
    String version() {
        return version;
    }

    /**
     * Reads what was built.
     *
     * @param home the checkout
     */
    static FolderRepository of(Path home) throws IOException, Refused {
        Map<String, byte[]> jars = new TreeMap<>();
        String base = "";
        for (Api api : APIS) {
            Path jar = built(home.resolve("bundles").resolve(api.artifact()).resolve("target"), api.artifact());
            base = version(jar, api.artifact());
            jars.put(api.artifact(), Files.readAllBytes(jar));
        }
        Map<Library, String> versions = new HashMap<>();
        for (Api api : APIS) {
            for (Library each : api.libraries()) {
                Path jar = built(home.resolve("bundles/org.cisterna.cli/target/lib"), each.artifact());
                versions.put(each, version(jar, each.artifact()));
            }
        }
        Map<String, String> poms = poms(versions);
        return new FolderRepository(base + "-" + digest(jars, poms), jars, poms);
    }

    /** The one jar of an artifact in a folder. */
    private static Path built(Path folder, String artifact) throws IOException, Refused {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-[0-9]+(\\.[0-9]+)+\\.jar");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> found = files.filter(file ->
                                name.matcher(file.getFileName().toString()).matches())
                        .toList();
                if (found.size() == 1) {
                    return found.get(0);
                }
            }
        }
        throw new Refused(
                Exit.INCOMPLETE,
                artifact + " is not built, or twice: there is not one jar of it in " + folder
                        + "; ./cisterna builds it");
    }

    private static String version(Path jar, String artifact) {
        Matcher matcher = Pattern.compile(Pattern.quote(artifact) + "-(.*)\\.jar")
                .matcher(jar.getFileName().toString());
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static Map<String, String> poms(Map<Library, String> versions) {
        Map<String, String> poms = new TreeMap<>();
        for (Api api : APIS) {
            String needs = api.needs().stream()
                    .map(each -> dependency(GROUP, GROUP + "." + each, VERSION))
                    .collect(Collectors.joining());
            String libraries = api.libraries().stream()
                    .map(each -> dependency(each.group(), each.artifact(), String.valueOf(versions.get(each))))
                    .collect(Collectors.joining());
            poms.put(
                    api.artifact(),
                    pom(api.artifact(), "jar", "<dependencies>" + needs + libraries + "</dependencies>"));
        }
        // those of others too: annotations of an older version would pull in an older one of these
        String all = APIS.stream()
                .map(each -> dependency(GROUP, each.artifact(), VERSION)
                        + each.libraries().stream()
                                .map(library -> dependency(
                                        library.group(), library.artifact(), String.valueOf(versions.get(library))))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
        poms.put(
                GROUP + ".bom",
                pom(
                        GROUP + ".bom",
                        "pom",
                        "<dependencyManagement><dependencies>" + all + "</dependencies></dependencyManagement>"));
        return poms;
    }

    private static String pom(String artifact, String packaging, String rest) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\">"
                + "<modelVersion>4.0.0</modelVersion><groupId>" + GROUP + "</groupId><artifactId>" + artifact
                + "</artifactId><version>" + VERSION + "</version><packaging>" + packaging + "</packaging>" + rest
                + "</project>\n";
    }

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version></dependency>";
    }

    private static String digest(Map<String, byte[]> jars, Map<String, String> poms) {
        MessageDigest digest = digest("SHA-256");
        jars.forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(digest("SHA-256").digest(bytes));
        });
        poms.values().forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** Writes it. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> pom : poms.entrySet()) {
            Path home = folder.resolve(GROUP.replace('.', '/'))
                    .resolve(pom.getKey())
                    .resolve(version);
            Files.createDirectories(home);
            String name = pom.getKey() + "-" + version;
            put(
                    home.resolve(name + ".pom"),
                    pom.getValue().replace(VERSION, version).getBytes(StandardCharsets.UTF_8));
            byte[] jar = jars.get(pom.getKey());
            if (jar != null) {
                put(home.resolve(name + ".jar"), jar);
            }
        }
    }

    /** With the checksum that Maven asks every repository for. */
    private static void put(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".sha1"),
                HexFormat.of().formatHex(digest("SHA-1").digest(bytes)));
    }
}
