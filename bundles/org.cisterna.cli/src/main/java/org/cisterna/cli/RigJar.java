// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.cisterna.conformance.rig.RigFactory;

/** A vendor's rig: a jar that names it as a service of Java, or {@code JAR#CLASS}. Its classes are not those that a driver sees. */
final class RigJar {

    private RigJar() {}

    /** The file of it, whole. */
    static Path file(String text) throws Refused {
        try {
            Path jar = Path.of(text.split("#", 2)[0]);
            if (Files.isRegularFile(jar)) {
                return jar.toAbsolutePath();
            }
        } catch (InvalidPathException e) {
            throw Refused.usage("'" + text + "' is no path");
        }
        throw Refused.usage("there is no rig at " + text);
    }

    /** Makes it. Its class loader lives as long as the process. */
    static RigFactory open(String text) throws Refused {
        Path jar = file(text);
        try {
            URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, RigJar.class.getClassLoader());
            if (text.contains("#")) {
                String name = text.split("#", 2)[1];
                return (RigFactory)
                        classes.loadClass(name).getDeclaredConstructor().newInstance();
            }
            List<RigFactory> found = ServiceLoader.load(RigFactory.class, classes).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (found.size() != 1) {
                throw Refused.usage(jar + " names " + found.size() + " rigs in META-INF/services/"
                        + RigFactory.class.getName() + "; it has to be one, or give its class: --rig " + jar
                        + "#CLASS");
            }
            return found.get(0);
        } catch (IOException
                | ReflectiveOperationException
                | ClassCastException
                | LinkageError
                | ServiceConfigurationError e) {
            throw Refused.usage("the rig " + text + " cannot be made: " + e);
        }
    }
}
