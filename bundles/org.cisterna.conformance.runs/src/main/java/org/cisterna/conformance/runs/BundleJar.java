// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * What a bundle holds, written as one file, the same bytes for the same content. A framework keeps what it installed where and how it likes; what its
 * bundle gives out is what runs.
 */
final class BundleJar {

    private static final int MOST_ENTRIES = 20_000;

    private BundleJar() {}

    /**
     * Writes it.
     *
     * @throws IOException when the bundle cannot be read any more, or the file not be written
     */
    static void write(Bundle bundle, Path jar) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : names(bundle)) {
                URL entry = bundle.getEntry(name);
                if (entry == null) {
                    throw new IOException("its bundle names " + name + " and does not hold it");
                }
                ZipEntry made = new ZipEntry(name);
                made.setTime(0);
                out.putNextEntry(made);
                try (InputStream in = entry.openStream()) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        } catch (IllegalStateException uninstalled) {
            throw new IOException("its bundle was taken out", uninstalled);
        }
    }

    /** The manifest first, where readers of jars look for it. */
    private static List<String> names(Bundle bundle) throws IOException {
        List<String> names = new ArrayList<>();
        collect(bundle, "/", names);
        Collections.sort(names);
        if (names.remove(JarFile.MANIFEST_NAME)) {
            names.add(0, JarFile.MANIFEST_NAME);
        }
        return names;
    }

    private static void collect(Bundle bundle, String folder, List<String> names) throws IOException {
        var paths = bundle.getEntryPaths(folder);
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            if (path.endsWith("/")) {
                collect(bundle, path, names);
            } else {
                names.add(path);
            }
            if (names.size() > MOST_ENTRIES) {
                throw new IOException("its bundle holds more than " + MOST_ENTRIES + " files");
            }
        }
    }
}
