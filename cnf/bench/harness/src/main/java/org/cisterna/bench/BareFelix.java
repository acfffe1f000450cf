// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The peer of a driver that is put in: the product's own framework and component runtime with nothing but what the driver imports. By reflection, since nothing
 * of OSGi is on the class path of the harness.
 */
final class BareFelix implements AutoCloseable {

    private static final String SERVICE = "org.cisterna.pump.spi.PumpDriver";
    private static final List<String> NEEDED = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.scr",
            "com.fasterxml.jackson.core",
            "jackson-core",
            "org.cisterna.quantity",
            "org.cisterna.time-",
            "org.cisterna.canonical",
            "org.cisterna.storage",
            "org.cisterna.pump.api");

    private final URLClassLoader classes;
    private final Object framework;
    private final Object context;

    private BareFelix(URLClassLoader classes, Object framework, Object context) {
        this.classes = classes;
        this.framework = framework;
        this.context = context;
    }

    /** Starts it with the bundles of a product. */
    static BareFelix start(Path product, Path work) throws IOException {
        Files.createDirectories(work);
        List<Path> bundles = new ArrayList<>();
        Path felix = unpack(product, work, "org.apache.felix.framework");
        for (String each : NEEDED) {
            Path bundle = unpack(product, work, each);
            if (bundle.getFileName() != null && Files.isRegularFile(bundle) && !bundles.contains(bundle)) {
                bundles.add(bundle);
            }
        }
        URLClassLoader classes =
                new URLClassLoader(new URL[] {felix.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        try {
            Object factory = classes.loadClass("org.apache.felix.framework.FrameworkFactory")
                    .getConstructor()
                    .newInstance();
            Class<?> type = classes.loadClass("org.osgi.framework.launch.FrameworkFactory");
            Object framework = type.getMethod("newFramework", Map.class)
                    .invoke(
                            factory,
                            Map.of(
                                    "org.osgi.framework.storage",
                                    Files.createTempDirectory(work, "cache").toString()));
            Class<?> bundle = classes.loadClass("org.osgi.framework.Bundle");
            bundle.getMethod("start").invoke(framework);
            Object context = bundle.getMethod("getBundleContext").invoke(framework);
            BareFelix bare = new BareFelix(classes, framework, context);
            for (Path each : bundles) {
                bare.install(each.getFileName().toString(), Files.readAllBytes(each));
            }
            for (Path each : bundles) {
                if (each.toString().contains("felix.scr")) {
                    bare.start(bare.install(each.getFileName().toString(), Files.readAllBytes(each)));
                }
            }
            return bare;
        } catch (ReflectiveOperationException e) {
            classes.close();
            throw new IOException("bare Felix does not start: " + e, e);
        }
    }

    private static Path unpack(Path product, Path work, String name) throws IOException {
        try (ZipFile zip = new ZipFile(product.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (file.startsWith(name) && file.endsWith(".jar")) {
                    Path to = work.resolve(file);
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                    }
                    return to;
                }
            }
        }
        return work.resolve(name + ".missing");
    }

    private Object install(String location, byte[] bytes) throws ReflectiveOperationException {
        return classes.loadClass("org.osgi.framework.BundleContext")
                .getMethod("installBundle", String.class, InputStream.class)
                .invoke(context, location, new ByteArrayInputStream(bytes));
    }

    private void start(Object bundle) throws ReflectiveOperationException {
        classes.loadClass("org.osgi.framework.Bundle").getMethod("start").invoke(bundle);
    }

    /** Installs and starts a driver and takes it out again; gives the milliseconds until its service was there. */
    double milliseconds(byte[] jar) throws IOException {
        try {
            var bundleContext = classes.loadClass("org.osgi.framework.BundleContext");
            var lookUp = bundleContext.getMethod("getServiceReference", String.class);
            long began = System.nanoTime();
            Object bundle = install("driver", jar);
            start(bundle);
            while (lookUp.invoke(context, SERVICE) == null) {
                if (System.nanoTime() - began > 10_000_000_000L) {
                    throw new IOException("the driver's service did not come in bare Felix within 10 s");
                }
                Thread.onSpinWait();
            }
            double millis = (System.nanoTime() - began) / 1e6;
            classes.loadClass("org.osgi.framework.Bundle")
                    .getMethod("uninstall")
                    .invoke(bundle);
            return millis;
        } catch (ReflectiveOperationException e) {
            throw new IOException("bare Felix does not take the driver: " + e.getCause(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Class<?> type = classes.loadClass("org.osgi.framework.launch.Framework");
            type.getMethod("stop").invoke(framework);
            type.getMethod("waitForStop", long.class).invoke(framework, 10_000L);
        } catch (ReflectiveOperationException e) {
            throw new IOException("bare Felix does not stop: " + e, e);
        } finally {
            classes.close();
        }
    }
}
