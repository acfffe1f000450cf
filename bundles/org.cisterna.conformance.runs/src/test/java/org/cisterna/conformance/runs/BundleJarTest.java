// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.run.BundleContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/** A real framework: what a bundle gives out is what the file held, to the digest that reports name. */
class BundleJarTest {

    @TempDir
    Path folder;

    private Path jar(String code) throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "org.example.driver;singleton:=true");
        main.putValue("Bundle-Version", "1.2.0");
        main.putValue("Bundle-Description", "long enough to be folded at the seventy-second character of its line");
        Path jar = folder.resolve(code + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String name : new String[] {"org/example/Driver.class", "OSGI-INF/driver.xml", "z"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write((name + code).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    @Test
    void theContentOfAnInstalledBundleIsThatOfItsFile() throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", folder.resolve("storage").toString()));
        framework.start();
        try {
            Path file = jar("a");
            Bundle bundle;
            try (InputStream in = Files.newInputStream(file)) {
                bundle = framework.getBundleContext().installBundle("a", in);
            }
            Path written = folder.resolve("written.jar");
            BundleJar.write(bundle, written);
            assertThat(BundleContent.digest(written)).isEqualTo(BundleContent.digest(file));
            assertThat(BundleContent.digest(written)).isNotEqualTo(BundleContent.digest(jar("b")));
            Path again = folder.resolve("again.jar");
            BundleJar.write(bundle, again);
            assertThat(Digest.of(Files.readAllBytes(again))).isEqualTo(Digest.of(Files.readAllBytes(written)));
        } finally {
            framework.stop();
            framework.waitForStop(30_000);
        }
    }
}
