// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** S22 and S23: jars come into the drivers folder and go, and the page that stands open says so. */
@ExtendWith(OnStage.class)
@Order(75)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DriversIT {

    @Test
    @Order(1)
    void s23WhatIsNoDriverNeverStarts(Stage stage) throws IOException {
        Browser browser = stage.as("integrator");
        browser.open(stage.at("/drivers"));
        put(stage, "broken.jar", "this is no jar".getBytes(StandardCharsets.UTF_8));
        put(stage, "needy.jar", needing());
        String broken = awaitRow(browser, "broken.jar");
        assertThat(broken).as("in words").doesNotContain("Exception").hasSizeGreaterThan(60);
        awaitRow(browser, "needy.jar");
        browser.await("its digest is shown", driver -> row(browser, "needy.jar").contains("sha256"));

        Browser technician = stage.as("technician");
        technician.open(stage.at("/drivers"));
        awaitRow(technician, "broken.jar");
        assertThat(new Pages(technician).hasButton("Admit and start"))
                .as("a technician admits nothing")
                .isFalse();
        Files.delete(folder(stage).resolve("broken.jar"));
        Files.delete(folder(stage).resolve("needy.jar"));
    }

    @Test
    @Order(2)
    void s22AnotherDriverIsPluggedInAndTakenOut(Stage stage) throws IOException {
        Browser browser = stage.as("integrator");
        browser.open(stage.at("/drivers"));
        browser.script("window.mark = 'the same page'");
        put(stage, "another.jar", otherBytes(shipped()));
        awaitRow(browser, "another.jar");
        // it is listed while it still arrives, and has its digest when it is whole
        browser.await(
                "its digest is shown", driver -> row(browser, "another.jar").contains("sha256"));
        browser.await("the demo admits it by itself and says so", driver -> row(browser, "another.jar")
                .toLowerCase(java.util.Locale.ROOT)
                .contains("demo"));
        assertThat(browser.script("return window.mark")).as("without a reload").isEqualTo("the same page");

        Files.delete(folder(stage).resolve("another.jar"));
        browser.await("the shipped driver is back", driver -> {
            String all = new Pages(browser).says();
            return all.contains("RUNNING") && !row(browser, "another.jar").contains("RUNNING");
        });
        Browser fleet = stage.as("viewer");
        fleet.open(stage.at("/fleet"));
        assertThat(fleet.all(By.cssSelector("table.fleet tbody tr")))
                .as("no pump vanished")
                .hasSizeGreaterThan(4);
    }

    private static String awaitRow(Browser browser, String file) {
        return browser.await(file + " is shown", driver -> {
            String words = row(browser, file);
            return words.isEmpty() ? null : words;
        });
    }

    private static String row(Browser browser, String file) {
        return browser.all(By.cssSelector("tr[data-row='" + file + "']")).stream()
                .map(row -> row.getText())
                .findFirst()
                .orElse("");
    }

    private static Path folder(Stage stage) {
        return stage.demo().data().resolve("drivers");
    }

    /** Puts a file there whole, as somebody does who moves it in. */
    private static void put(Stage stage, String name, byte[] bytes) throws IOException {
        Path part = Files.write(folder(stage).resolve(name + ".part"), bytes);
        Files.move(part, folder(stage).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path shipped() throws IOException {
        Path target = Path.of(System.getProperty("cisterna.root"), "bundles/org.cisterna.driver.synchromed/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(".*-\\d+\\.\\d+\\.\\d+\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The same driver in other bytes. */
    private static byte[] otherBytes(Path jar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile from = new JarFile(jar.toFile());
                JarOutputStream to = new JarOutputStream(bytes, from.getManifest())) {
            for (JarEntry entry : from.stream().toList()) {
                if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = from.getInputStream(entry)) {
                        in.transferTo(to);
                    }
                }
            }
            to.putNextEntry(new JarEntry("another.txt"));
        }
        return bytes.toByteArray();
    }

    /** A bundle that needs what nobody offers. */
    private static byte[] needing() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.example.needy");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        manifest.getMainAttributes().putValue("Import-Package", "org.example.nowhere");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("nothing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
