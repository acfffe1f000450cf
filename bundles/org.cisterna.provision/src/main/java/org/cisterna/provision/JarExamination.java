// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What the bytes of a file say about it.
 *
 * @param symbolicName of the bundle; empty when it is none
 * @param version of the bundle; empty when it is none
 * @param problem in words, when it cannot be a driver; empty otherwise
 */
record JarExamination(Optional<String> symbolicName, Optional<String> version, String problem) {

    /** A bundle larger than this is refused: a driver has no reason to be. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    static JarExamination of(byte[] bytes) {
        Manifest manifest;
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes), false)) {
            manifest = jar.getManifest();
            if (manifest == null) {
                return problem("it has no manifest as its first entry, so it is no bundle");
            }
            int entries = 0;
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                jar.transferTo(java.io.OutputStream.nullOutputStream());
                entries++;
            }
            if (entries == 0) {
                return problem("it holds nothing but a manifest");
            }
        } catch (IOException damaged) {
            return problem("it is no whole jar (" + damaged.getMessage() + "); copy it again");
        }
        if (!endsWithDirectory(bytes)) {
            return problem("it ends before its directory, as a half-copied jar does; copy it again");
        }
        Attributes headers = manifest.getMainAttributes();
        if (headers.getValue("Bundle-SymbolicName") == null
                || !"2".equals(headers.getValue("Bundle-ManifestVersion"))) {
            return problem(
                    "it is a jar and no OSGi bundle: it has no Bundle-SymbolicName with Bundle-ManifestVersion 2");
        }
        Optional<String> objection = DriverManifest.objection(headers::getValue);
        if (objection.isPresent()) {
            return problem(objection.get());
        }
        String version = headers.getValue("Bundle-Version");
        return new JarExamination(
                DriverManifest.symbolicName(headers::getValue),
                Optional.of(version == null ? "0.0.0" : version.trim()),
                "");
    }

    private static JarExamination problem(String words) {
        return new JarExamination(Optional.empty(), Optional.empty(), words);
    }

    /** Whether the zip's end-of-directory record stands in the last 64 KiB, as it does in every whole zip. */
    private static boolean endsWithDirectory(byte[] bytes) {
        int first = Math.max(0, bytes.length - 65_557);
        for (int i = bytes.length - 22; i >= first; i--) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 5 && bytes[i + 3] == 6) {
                return true;
            }
        }
        return false;
    }
}
