// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.pump.spi.PumpDriver;

/** The bundle of a driver without a framework: its one component that is a driver, made by its constructor without arguments. */
final class DriverJar implements AutoCloseable {

    private static final String COMPONENTS = "Service-Component";
    private static final Pattern CLASS = Pattern.compile("<implementation\\s+class=\"([\\w.$]+)\"");
    private static final String INTERFACE = "\"" + PumpDriver.class.getName() + "\"";

    private final URLClassLoader classes;
    private final PumpDriver driver;

    private DriverJar(URLClassLoader classes, PumpDriver driver) {
        this.classes = classes;
        this.driver = driver;
    }

    static DriverJar open(Path jar) throws Refused {
        try {
            String name = component(jar);
            URLClassLoader classes =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, DriverJar.class.getClassLoader());
            try {
                PumpDriver driver = (PumpDriver)
                        classes.loadClass(name).getDeclaredConstructor().newInstance();
                return new DriverJar(classes, driver);
            } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
                classes.close();
                throw new IOException("its class " + name + " cannot be made: " + e, e);
            }
        } catch (IOException e) {
            throw Refused.usage("the driver in " + jar + " cannot be used without a framework: " + e.getMessage());
        }
    }

    /** The class of the component that is a driver. */
    private static String component(Path jar) throws IOException, Refused {
        try (JarFile file = new JarFile(jar.toFile())) {
            String components = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue(COMPONENTS);
            for (String each : components == null ? new String[0] : components.split("\\s*,\\s*", -1)) {
                if (file.getEntry(each) == null) {
                    continue;
                }
                try (InputStream in = file.getInputStream(file.getEntry(each))) {
                    String xml = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                    Matcher matcher = CLASS.matcher(xml);
                    if (xml.contains(INTERFACE) && matcher.find()) {
                        return matcher.group(1);
                    }
                }
            }
        }
        throw Refused.usage(jar + " holds no component that is a " + PumpDriver.class.getSimpleName());
    }

    PumpDriver driver() {
        return driver;
    }

    /** Another instance, which knows nothing of the first one. */
    PumpDriver fresh() {
        try {
            return driver.getClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a driver that was made once cannot be made again", e);
        }
    }

    @Override
    public void close() {
        try {
            classes.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the jar of a driver cannot be closed", e);
        }
    }
}
