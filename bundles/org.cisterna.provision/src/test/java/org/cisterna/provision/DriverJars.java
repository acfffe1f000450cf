// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Jars with the headers that a test gives them. */
final class DriverJars {

    /** As bnd writes it for a component that provides the service. */
    static final String PROVIDES =
            "osgi.service;objectClass:List<String>=\"org.cisterna.pump.spi.PumpDriver\";uses:=\"org.cisterna.pump.spi\"";

    private DriverJars() {}

    /** The headers of a driver of this name. */
    static Map<String, String> driver(String symbolicName) {
        return new TreeMap<>(Map.of(
                "Bundle-ManifestVersion",
                "2",
                "Bundle-SymbolicName",
                symbolicName + ";fragment-attachment:=never",
                "Bundle-Version",
                "1.2.3",
                "Provide-Capability",
                PROVIDES));
    }

    /** The headers of a driver of this name, and one header more, or another. */
    static Map<String, String> driver(String symbolicName, String header, String value) {
        Map<String, String> headers = driver(symbolicName);
        headers.put(header, value);
        return headers;
    }

    static byte[] jar(Map<String, String> headers, String content) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(attributes::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            out.putNextEntry(new ZipEntry("content.txt"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return bytes.toByteArray();
    }

    /** A driver's jar with another jar inside, as it is, not compressed. */
    static byte[] holding(Map<String, String> headers, byte[] inner) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(attributes::putValue);
        CRC32 sum = new CRC32();
        sum.update(inner);
        ZipEntry entry = new ZipEntry("lib/inner.jar");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(inner.length);
        entry.setCrc(sum.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            out.putNextEntry(entry);
            out.write(inner);
            out.closeEntry();
        }
        return bytes.toByteArray();
    }
}
