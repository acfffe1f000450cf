// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Starts the exported executable in this process, behind a class loader of its own, so that nothing of the commands' class path is seen by its
 * bundles. Everything it needs to know comes by system properties: no path is baked into a jar.
 */
final class Framework {

    private static final String LAUNCHER = "aQute.launcher.pre.EmbeddedLauncher";

    private final Path executable;
    private final Map<String, String> properties = new TreeMap<>();

    Framework(Path executable, DataFolder data, Map<String, String> more) throws Refused {
        this.executable = executable;
        properties.put("cisterna.data", data.root().toString());
        // what the platform does not do itself, as running the conformance kit, it does with the commands it was
        // started by
        properties.put("cisterna.commands", System.getProperty("java.class.path"));
        properties.putAll(more);
        properties.put(
                "org.osgi.framework.storage",
                data.folder("cache").resolve("framework").toString());
        properties.put(
                "launch.storage.dir", data.folder("cache").resolve("framework").toString());
        properties.put("configurator.initial", configuration(data.folder("config")));
    }

    private static String configuration(Path folder) throws Refused {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> addresses = files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .map(each -> each.toUri().toString())
                    .toList();
            return String.join(",", addresses);
        } catch (IOException unreadable) {
            throw Refused.usage("the configuration folder " + folder + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** Runs until the framework has ended; call it on a thread of its own. When the process is asked to end, the framework ends by itself. */
    void run() throws Refused {
        properties.forEach(System::setProperty);
        try {
            URL[] path = {executable.toUri().toURL()};
            try (URLClassLoader loader = new URLClassLoader("cisterna", path, ClassLoader.getPlatformClassLoader())) {
                Thread.currentThread().setContextClassLoader(loader);
                Class<?> launcher = loader.loadClass(LAUNCHER);
                // unlike its main, it comes back instead of ending the process
                Method run = launcher.getMethod("run", String[].class);
                run.invoke(launcher.getConstructor().newInstance(), (Object) new String[0]);
            }
        } catch (IOException | ReflectiveOperationException broken) {
            Throwable cause = broken instanceof InvocationTargetException thrown && thrown.getCause() != null
                    ? thrown.getCause()
                    : broken;
            throw new Refused(Exit.INCOMPLETE, executable + " did not run: " + cause);
        }
    }
}
