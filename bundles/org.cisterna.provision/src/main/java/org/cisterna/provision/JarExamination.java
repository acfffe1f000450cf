// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private static final int END_MAGIC = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int END_SIZE = 12;
    private static final int END_OFFSET = 16;
    private static final int END_COMMENT = 20;
    private static final int MOST_END = END_LENGTH + 0xffff;

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

    /**
     * Whether these bytes end where a zip says that it ends: its end-of-directory record is the last thing of the file, and the directory lies between the
     * entries and that record. So no beginning of a file that is still being copied is taken for a whole one, not even where a jar lies in a jar.
     */
    static boolean isComplete(byte[] bytes) {
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int first = Math.max(0, bytes.length - MOST_END);
        for (int i = bytes.length - END_LENGTH; i >= first; i--) {
            if (zip.getInt(i) == END_MAGIC
                    && i + END_LENGTH + Short.toUnsignedInt(zip.getShort(i + END_COMMENT)) == bytes.length
                    && Integer.toUnsignedLong(zip.getInt(i + END_SIZE))
                                    + Integer.toUnsignedLong(zip.getInt(i + END_OFFSET))
                            == i) {
                return true;
            }
        }
        return false;
    }
}
