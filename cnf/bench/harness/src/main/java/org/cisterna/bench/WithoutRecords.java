// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The very product without the view of the fleet: its executable, with three bundles taken off the list of those that are started. */
final class WithoutRecords {

    private static final List<String> BUNDLES =
            List.of("jar/org.cisterna.records-", "jar/com.h2database-", "jar/org.postgresql.jdbc-");
    private static final String LIST = "launch.bundles=";
    private static final String SETTINGS = "launcher.properties";

    private WithoutRecords() {}

    /** Writes such an executable below a folder, where the commands look for it when that folder is their home. */
    static Path home(Path product, Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("features/target"));
        try (ZipFile whole = new ZipFile(
                        product.resolve("features/target/cisterna.jar").toFile());
                OutputStream file = Files.newOutputStream(folder.resolve("cisterna.jar"));
                ZipOutputStream less = new ZipOutputStream(file)) {
            for (ZipEntry each : Collections.list(whole.entries())) {
                byte[] bytes = whole.getInputStream(each).readAllBytes();
                less.putNextEntry(new ZipEntry(each.getName()));
                less.write(each.getName().equals(SETTINGS) ? shortened(bytes) : bytes);
                less.closeEntry();
            }
        }
        return home;
    }

    private static byte[] shortened(byte[] settings) throws IOException {
        List<String> lines =
                new String(settings, StandardCharsets.ISO_8859_1).lines().toList();
        String text = lines.stream().map(WithoutRecords::line).collect(Collectors.joining("\n", "", "\n"));
        if (BUNDLES.stream().anyMatch(text::contains)
                || lines.stream().noneMatch(each -> each.startsWith(LIST) && each.contains(BUNDLES.get(0)))) {
            throw new IOException("the executable does not start records by its list of bundles");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(String line) {
        return !line.startsWith(LIST)
                ? line
                : Arrays.stream(line.substring(LIST.length()).split(",", -1))
                        .filter(each -> BUNDLES.stream().noneMatch(each::startsWith))
                        .collect(Collectors.joining(",", LIST, ""));
    }
}
