// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.cisterna.canonical.Digest;

/** What a bundle holds, whoever signed it: its files and its manifest's main part, without the files of a signature. */
public final class BundleContent {

    private BundleContent() {}

    /**
     * Names it.
     *
     * @throws IOException when the file is no jar, or cannot be read
     */
    public static Digest digest(Path jar) throws IOException {
        return digest(files(jar));
    }

    /**
     * Names it.
     *
     * @param files each file by its name, the manifest among them
     * @throws IOException when the manifest cannot be read
     */
    public static Digest digest(Map<String, byte[]> files) throws IOException {
        SortedMap<String, String> parts = new TreeMap<>();
        files.forEach((name, bytes) -> {
            if (!name.equals(JarFile.MANIFEST_NAME) && !name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")) {
                parts.put(name, Digest.of(bytes).text());
            }
        });
        byte[] manifest = files.get(JarFile.MANIFEST_NAME);
        if (manifest != null) {
            new Manifest(new ByteArrayInputStream(manifest))
                    .getMainAttributes()
                    .forEach((name, value) -> parts.put(JarFile.MANIFEST_NAME + "!" + name, String.valueOf(value)));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach((name, value) -> all.writeBytes((name + '\0' + value + '\n').getBytes(StandardCharsets.UTF_8)));
        return Digest.of(all.toByteArray());
    }

    /**
     * The files of a jar by their names.
     *
     * @throws IOException when the file is no jar, or cannot be read
     */
    public static SortedMap<String, byte[]> files(Path jar) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            for (ZipEntry entry : file.stream().toList()) {
                if (!entry.isDirectory()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        files.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }
}
