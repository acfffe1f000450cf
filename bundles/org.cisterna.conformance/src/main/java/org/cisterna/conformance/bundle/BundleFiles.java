// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.run.BundleContent;

/** What a bundle holds, read once: from its file, or from the folder of what would be in it. Does not change. */
public final class BundleFiles {

    /** The first time that a jar can name. */
    private static final LocalDateTime FIRST_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final SortedMap<String, byte[]> files;
    private final Optional<byte[]> jar;

    private BundleFiles(SortedMap<String, byte[]> files, Optional<byte[]> jar) {
        this.files = files;
        this.jar = jar;
    }

    /** Reads a jar, or a folder. */
    public static BundleFiles read(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            SortedMap<String, byte[]> files = new TreeMap<>();
            try (Stream<Path> inside = Files.walk(place)) {
                for (Path each : inside.filter(Files::isRegularFile).toList()) {
                    files.put(place.relativize(each).toString().replace('\\', '/'), Files.readAllBytes(each));
                }
            }
            return new BundleFiles(files, Optional.empty());
        }
        return new BundleFiles(BundleContent.files(place), Optional.of(Files.readAllBytes(place)));
    }

    /** Each file by its name, the manifest among them. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** The same bundle with one file more, or another one. */
    public BundleFiles with(String name, byte[] bytes) {
        SortedMap<String, byte[]> changed = new TreeMap<>(files);
        changed.put(name, bytes);
        return new BundleFiles(changed, Optional.empty());
    }

    /** Its manifest; an empty one when it has none. */
    public Manifest manifest() {
        byte[] bytes = files.get(JarFile.MANIFEST_NAME);
        try {
            return bytes == null ? new Manifest() : new Manifest(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest cannot be read: " + e.getMessage(), e);
        }
    }

    /** A header of the manifest; empty when it has none of that name. */
    public String header(String name) {
        return header(manifest(), name);
    }

    /** The clauses of a header. */
    public List<Clause> clauses(String header) {
        return Clause.all(header(header));
    }

    /** The symbolic name; empty when the manifest has none. */
    public String symbolicName() {
        return header("Bundle-SymbolicName").split(";", -1)[0].strip();
    }

    static String header(Manifest manifest, String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : value;
    }

    static List<Clause> clauses(Manifest manifest, String header) {
        return Clause.all(header(manifest, header));
    }

    /** Of what it holds, whoever signed it: see {@link BundleContent}. */
    public Digest content() throws IOException {
        return BundleContent.digest(files);
    }

    /** Of its bytes, as a jar. */
    public Digest file() throws IOException {
        return Digest.of(jar());
    }

    /** As a jar: the one that was read, or the manifest and then all files by their names. */
    public byte[] jar() throws IOException {
        if (jar.isPresent()) {
            return jar.get().clone();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] manifest = files.get(JarFile.MANIFEST_NAME);
            if (manifest != null) {
                put(zip, JarFile.MANIFEST_NAME, manifest);
            }
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                if (!each.getKey().equals(JarFile.MANIFEST_NAME)) {
                    put(zip, each.getKey(), each.getValue());
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // the same files give the same bytes
        entry.setTimeLocal(FIRST_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
