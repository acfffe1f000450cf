// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.bundle.BundleFiles;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.sim.SimulatedDevice;

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

    /**
     * Names what a rig holds, whatever it calls itself: the vendor's jar; of the generic one the kit's bundle and those of the simulated devices.
     *
     * @param text as it was given; empty for the generic one
     * @param family whose devices are simulated
     */
    static Digest content(Optional<String> text, String family) throws Refused {
        try {
            if (text.isPresent()) {
                return BundleFiles.read(file(text.get())).content();
            }
            return content(
                    "org.cisterna.conformance.rig/1",
                    List.of(
                            SimRigFactory.class,
                            SimulatedDevice.class,
                            StoryFile.family(family)
                                    .orElseThrow(() -> Refused.usage("there is no rig for the family " + family))
                                    .getClass()));
        } catch (IOException | URISyntaxException e) {
            throw Refused.usage("the rig cannot be read: " + e.getMessage());
        }
    }

    /** Names what the kit itself holds, whatever version it says: its bundle and that of its rulebook. */
    static Digest kit() throws Refused {
        try {
            return content("org.cisterna.conformance.kit/1", List.of(Kit.class, Rulebook.class));
        } catch (IOException | URISyntaxException e) {
            throw Refused.usage("the kit cannot be read: " + e.getMessage());
        }
    }

    private static Digest content(String form, List<Class<?>> classes) throws IOException, URISyntaxException {
        List<String> bundles = new ArrayList<>();
        for (Class<?> each : classes) {
            Path lies = Path.of(
                    each.getProtectionDomain().getCodeSource().getLocation().toURI());
            bundles.add(BundleFiles.read(lies).content().text());
        }
        return Digest.of(form, Json.object().put("bundles", Json.texts(bundles)).build());
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
