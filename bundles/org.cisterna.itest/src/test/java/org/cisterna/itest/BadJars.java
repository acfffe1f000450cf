// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.cisterna.itest.bad.BadActivator;

/** Real jars with bad drivers in them, made here; and what is no driver at all. */
final class BadJars {

    private static final String PACKAGE = "org/cisterna/itest/bad/";
    private static final List<String> CLASSES = List.of(
            "BadActivator",
            "BadActivator$BadLinks",
            "BadActivator$Silence",
            "BadDriver",
            "BadSession",
            "Forever",
            "ThrowingConstructor");
    private static final String COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="bad" immediate="false">
              <implementation class="org.cisterna.itest.bad.ThrowingConstructor"/>
              <service><provide interface="org.cisterna.pump.spi.PumpDriver"/></service>
            </scr:component>
            """;

    private BadJars() {}

    private static Map<String, String> headers(String fault) {
        return new TreeMap<>(Map.of(
                "Bundle-ManifestVersion",
                "2",
                "Bundle-SymbolicName",
                "org.example.bad." + fault,
                "Bundle-Version",
                "1.0.0",
                BadActivator.HEADER,
                fault,
                "Import-Package",
                "org.osgi.framework,org.cisterna.pump,org.cisterna.pump.spi,org.cisterna.pump.wire,"
                        + "org.cisterna.quantity,org.cisterna.time,org.cisterna.canonical",
                "Provide-Capability",
                "osgi.service;objectClass:List<String>=\"org.cisterna.pump.spi.PumpDriver\";effective:=active"));
    }

    /** A driver whose services are there once it runs, and that does one thing wrong. */
    static byte[] driver(String fault) throws IOException {
        Map<String, String> headers = headers(fault);
        headers.put("Bundle-Activator", BadActivator.class.getName());
        return jar(headers, "");
    }

    /** A driver whose component cannot be made. */
    static byte[] throwingConstructor() throws IOException {
        Map<String, String> headers = headers("constructor");
        headers.put("Service-Component", "OSGI-INF/bad.xml");
        return jar(headers, COMPONENT);
    }

    /** A driver that needs a package nobody has. */
    static byte[] needing() throws IOException {
        Map<String, String> headers = headers("needing");
        headers.put("Import-Package", "org.example.nowhere;version=\"[3.1,4)\"");
        return jar(headers, "");
    }

    /** A jar that is no bundle. */
    static byte[] noBundle() throws IOException {
        return jar(Map.of("Made-By", "somebody"), "");
    }

    /** The first half of a good one. */
    static byte[] half() throws IOException {
        byte[] whole = driver("half");
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static byte[] jar(Map<String, String> headers, String component) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String each : CLASSES) {
                jar.putNextEntry(new ZipEntry(PACKAGE + each + ".class"));
                try (InputStream in = BadJars.class.getResourceAsStream("/" + PACKAGE + each + ".class")) {
                    if (in == null) {
                        throw new IOException("no class " + each);
                    }
                    in.transferTo(jar);
                }
            }
            if (!component.isEmpty()) {
                jar.putNextEntry(new ZipEntry("OSGI-INF/bad.xml"));
                jar.write(component.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Puts bytes whole into the drivers folder. */
    static void put(Path data, String name, byte[] bytes) throws IOException {
        Path part = Files.write(data.resolve("drivers").resolve(name + ".part"), bytes);
        Files.move(part, data.resolve("drivers").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
