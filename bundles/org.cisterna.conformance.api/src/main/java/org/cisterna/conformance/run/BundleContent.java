// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.cisterna.canonical.Digest;

/** What a bundle holds, whoever signed it: its files and its manifest's main part, without the files of a signature. */
public final class BundleContent {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private BundleContent() {}

    /**
     * Names it.
     *
     * @throws IOException when the file is no jar, or cannot be read
     */
    public static Digest digest(Path jar) throws IOException {
        SortedMap<String, String> parts = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            for (ZipEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (entry.isDirectory() || name.equals(MANIFEST) || name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")) {
                    continue;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    parts.put(name, Digest.of(in.readAllBytes()).text());
                }
            }
            if (file.getManifest() != null) {
                file.getManifest()
                        .getMainAttributes()
                        .forEach((name, value) -> parts.put(MANIFEST + "!" + name, String.valueOf(value)));
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach((name, value) -> all.writeBytes((name + '\0' + value + '\n').getBytes(StandardCharsets.UTF_8)));
        return Digest.of(all.toByteArray());
    }
}
