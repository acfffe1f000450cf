// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Style and scripts, read from the bundle at the start, each compressed once. Their address has a digest over all of them, so that a browser may
 * keep them for ever and never mixes two versions. Immutable.
 */
public final class Assets {

    /** What is there: path below the address, and media type. */
    private static final Map<String, String> FILES = Map.of(
            "css/console.css", "text/css; charset=utf-8",
            "js/live.js", "text/javascript; charset=utf-8",
            "js/fragment.js", "text/javascript; charset=utf-8",
            "js/page.js", "text/javascript; charset=utf-8",
            "js/verify.js", "text/javascript; charset=utf-8",
            "js/check.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    /**
     * A file.
     *
     * @param mediaType of it
     * @param bytes as they are
     * @param gzip the same compressed
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and handed to nobody but the servlet
    record File(String mediaType, byte[] bytes, byte[] gzip) {}

    private final Map<String, File> files = new TreeMap<>();
    private final String address;

    /** Reads all of them. */
    public Assets() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, String> each : new TreeMap<>(FILES).entrySet()) {
                String path = each.getKey();
                byte[] bytes = read(path);
                all.update(path.getBytes(StandardCharsets.UTF_8));
                all.update(MessageDigest.getInstance("SHA-256").digest(bytes));
                files.put(path, new File(each.getValue(), bytes, gzip(bytes)));
            }
            address = "/a/" + HexFormat.of().formatHex(all.digest(), 0, 4);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("SHA-256 is not there", everyJavaHasIt);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("style and scripts of the console cannot be read", unreadable);
        }
    }

    /** Where they are: {@code /a/} and eight hexadecimal digits. */
    public String address() {
        return address;
    }

    /** A file by its whole path; empty when there is none there, or of another version. */
    Optional<File> file(String path) {
        return path.startsWith(address + "/")
                ? Optional.ofNullable(files.get(path.substring(address.length() + 1)))
                : Optional.empty();
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream("/org/cisterna/console/web/" + path)) {
            if (in == null) {
                throw new IOException("the bundle has no " + path);
            }
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
