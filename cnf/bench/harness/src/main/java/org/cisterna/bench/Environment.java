// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What a figure means nothing without. */
final class Environment {

    private Environment() {}

    static void print(Installation installation) throws IOException {
        System.out.println("date: " + Instant.now().truncatedTo(ChronoUnit.MINUTES));
        System.out.println("java: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        System.out.println("flags of both: "
                + (installation.flags().isEmpty() ? "(none)" : String.join(" ", installation.flags())));
        System.out.println("system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors" + processor());
        System.out.println("load average at the start: " + load());
    }

    /** How many wanted a processor in the last minute. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "not told" : String.format(Locale.ROOT, "%.1f", load);
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return "";
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
