// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.cisterna.conformance.bundle.BundlePath;

/** What a process holds that outlives a call: threads, open files and sockets, and the settings that all of it shares. */
final class Footprint {

    private static final Path OPEN = Path.of("/proc/self/fd");
    /** A thread that was told to end needs a moment for it. */
    private static final long ENDING_MILLIS = 500;

    private final Set<Thread> threads;
    private final Map<String, Integer> open;
    private final SortedMap<String, String> settings;

    private Footprint(Set<Thread> threads, Map<String, Integer> open, SortedMap<String, String> settings) {
        this.threads = threads;
        this.open = open;
        this.settings = settings;
    }

    /** As it is now. Open files are counted where the system shows them. */
    static Footprint now() throws IOException {
        SortedMap<String, String> settings = new TreeMap<>();
        // Java writes user.timezone when it is first asked for the zone: asked first, so that this is nobody's change
        settings.put("time zone", TimeZone.getDefault().getID());
        settings.put("language", Locale.getDefault().toString());
        System.getProperties().forEach((name, value) -> settings.put("system property " + name, String.valueOf(value)));
        settings.put(
                "security providers",
                Arrays.stream(Security.getProviders())
                        .map(Provider::getName)
                        .toList()
                        .toString());
        settings.put("handler of uncaught exceptions", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
        return new Footprint(new HashSet<>(Thread.getAllStackTraces().keySet()), open(), settings);
    }

    private static Map<String, Integer> open() throws IOException {
        Map<String, Integer> open = new HashMap<>();
        if (!Files.isDirectory(OPEN)) {
            return open;
        }
        Set<String> classPath = new HashSet<>();
        for (Path each : BundlePath.bundles()) {
            classPath.add(each.toString());
        }
        List<Path> all;
        try (var links = Files.list(OPEN)) {
            all = links.toList();
        }
        for (Path each : all) {
            String what = "";
            try {
                what = Files.readSymbolicLink(each).toString();
            } catch (NoSuchFileException closedMeanwhile) {
                continue;
            }
            if (!isJavasOwn(what, classPath)) {
                open.merge(what, 1, Integer::sum);
            }
        }
        return open;
    }

    /** Java opens its own files when it first needs them, whoever runs. */
    private static boolean isJavasOwn(String what, Set<String> classPath) {
        return what.startsWith(System.getProperty("java.home"))
                || what.matches("/(dev|proc|sys|etc|usr)/.*")
                || classPath.contains(what);
    }

    /** What is there now and was not then, in words. */
    List<String> since(Footprint before) throws InterruptedException {
        List<String> more = new ArrayList<>();
        for (Thread each : threads) {
            if (!before.threads.contains(each) && !isOfTheRuntime(each)) {
                each.join(ENDING_MILLIS);
                if (each.isAlive()) {
                    more.add("the thread " + each.getName());
                }
            }
        }
        open.forEach((what, count) -> {
            int added = count - before.open.getOrDefault(what, 0);
            if (added > 0) {
                more.add(added + " times open: " + what);
            }
        });
        Set<String> names = new HashSet<>(settings.keySet());
        names.addAll(before.settings.keySet());
        names.stream()
                .sorted()
                .filter(each -> !String.valueOf(settings.get(each)).equals(String.valueOf(before.settings.get(each))))
                .forEach(each -> more.add("changed: " + each));
        return more;
    }

    /** Java and the framework start threads of their own when they first need them. */
    private static boolean isOfTheRuntime(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("system")
                || thread.getName().startsWith("SCR ")
                || thread.getName().startsWith("Felix");
    }
}
