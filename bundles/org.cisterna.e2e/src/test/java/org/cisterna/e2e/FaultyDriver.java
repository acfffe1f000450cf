// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The shipped driver with one fault in what it does, as a bundle of its own name: its description is another one each time it is asked. */
final class FaultyDriver {

    static final String NAME = "org.example.faulty";

    private static final String CLASS = "org.cisterna.driver.synchromed.FaultyDriver";
    private static final String SOURCE =
            """
            package org.cisterna.driver.synchromed;

            import java.time.Instant;
            import java.util.concurrent.atomic.AtomicLong;
            import org.cisterna.pump.Answer;
            import org.cisterna.pump.DriverDescriptor;
            import org.cisterna.pump.PumpIdentity;
            import org.cisterna.pump.spi.CallContext;
            import org.cisterna.pump.spi.PairingKeys;
            import org.cisterna.pump.spi.PumpDriver;
            import org.cisterna.pump.spi.PumpSession;
            import org.cisterna.pump.spi.SessionContext;
            import org.cisterna.pump.wire.Link;
            import org.cisterna.pump.wire.LinkException;

            public final class FaultyDriver implements PumpDriver {
                private final PumpDriver inner = new SynchromedDriver();
                private final AtomicLong asked = new AtomicLong();

                @Override
                public DriverDescriptor descriptor() {
                    DriverDescriptor said = inner.descriptor();
                    return new DriverDescriptor(
                            said.family(), said.name(), said.version(), said.manufacturer(),
                            "Asked " + asked.incrementAndGet() + " times.", said.simulatedOnly(),
                            said.interimStop(), said.conduct());
                }

                @Override
                public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
                        throws LinkException, InterruptedException {
                    return inner.pair(link, pairing, context, deadline);
                }

                @Override
                public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
                        throws LinkException, InterruptedException {
                    return inner.open(link, context, deadline);
                }
            }
            """;

    private FaultyDriver() {}

    /** Writes the bundle. */
    static void write(Path file) throws IOException {
        Path shipped = jar("org.cisterna.driver.synchromed");
        Path work = Files.createTempDirectory("cisterna-faulty");
        Path source = Files.writeString(work.resolve("FaultyDriver.java"), SOURCE);
        String path = String.join(
                java.io.File.pathSeparator,
                Stream.of(
                                "org.cisterna.driver.synchromed",
                                "org.cisterna.pump.api",
                                "org.cisterna.quantity",
                                "org.cisterna.canonical",
                                "org.cisterna.time")
                        .map(each -> target(each).resolve("classes").toString())
                        .toList());
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "--release",
                        "17",
                        "-cp",
                        path,
                        "-d",
                        work.toString(),
                        source.toString());
        if (status != 0) {
            throw new AssertionError("the faulty driver does not compile");
        }
        pack(shipped, work.resolve(CLASS.replace('.', '/') + ".class"), file);
    }

    private static void pack(Path shipped, Path faulty, Path file) throws IOException {
        try (JarFile from = new JarFile(shipped.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", NAME);
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(file), manifest)) {
                for (JarEntry entry : from.stream().toList()) {
                    if (entry.isDirectory() || entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        continue;
                    }
                    to.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = from.getInputStream(entry)) {
                        byte[] bytes = in.readAllBytes();
                        to.write(entry.getName().startsWith("OSGI-INF/") ? renamed(bytes) : bytes);
                    }
                }
                to.putNextEntry(new JarEntry(CLASS.replace('.', '/') + ".class"));
                to.write(Files.readAllBytes(faulty));
            }
        }
    }

    private static byte[] renamed(byte[] component) {
        return new String(component, StandardCharsets.UTF_8)
                .replace("org.cisterna.driver.synchromed.SynchromedDriver", CLASS)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Path target(String bundle) {
        return Path.of(System.getProperty("cisterna.root"), "bundles", bundle, "target");
    }

    private static Path jar(String bundle) throws IOException {
        try (Stream<Path> files = Files.list(target(bundle))) {
            return files.filter(file -> file.getFileName().toString().matches(".*-\\d+\\.\\d+\\.\\d+\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
