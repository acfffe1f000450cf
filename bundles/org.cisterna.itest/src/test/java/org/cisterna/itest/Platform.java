// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A product in a framework of its own inside this JVM, seen from outside. */
final class Platform implements AutoCloseable {

    private static final long STOP_MILLIS = 60_000;

    private final Framework framework;
    private final int port;

    private Platform(Framework framework, int port) {
        this.framework = framework;
        this.port = port;
    }

    /** Starts every bundle of a product over a data folder; a bundle that does not start is an error. */
    static Platform start(Product product, Path data) throws BundleException, InterruptedException {
        return start(product, data, Product.configuration());
    }

    /** The same with a configuration of its own, given by its address. */
    static Platform start(Product product, Path data, String configuration)
            throws BundleException, InterruptedException {
        int port = freePort();
        Map<String, String> settings = new HashMap<>(product.properties());
        settings.put(
                Constants.FRAMEWORK_STORAGE, data.resolve("cache/framework").toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put("org.osgi.service.http.port", String.valueOf(port));
        settings.put("configurator.initial", configuration);
        settings.put("cisterna.data", data.toString());
        // the log reads it as a system property, as in the product
        System.setProperty("cisterna.data", data.toString());

        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Framework framework = factory.newFramework(settings);
        framework.init();
        Platform platform = new Platform(framework, port);
        try {
            List<Bundle> installed = new ArrayList<>();
            for (Product.Part part : product.parts()) {
                Bundle bundle = framework
                        .getBundleContext()
                        .installBundle(part.file().toUri().toString());
                bundle.adapt(BundleStartLevel.class).setStartLevel(part.level());
                installed.add(bundle);
            }
            for (Bundle bundle : installed) {
                if (!isFragment(bundle)) {
                    bundle.start();
                }
            }
            framework.start();
            platform.raiseTo(Product.LEVEL + 1);
            return platform;
        } catch (BundleException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void raiseTo(int level) throws InterruptedException {
        var reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
            }
        });
        if (!reached.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the framework did not reach start level " + level);
        }
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    /** Every bundle but the framework itself. */
    List<Bundle> bundles() {
        return List.of(framework.getBundleContext().getBundles()).stream()
                .filter(bundle -> bundle.getBundleId() != 0)
                .toList();
    }

    Optional<Bundle> bundle(String symbolicName) {
        return bundles().stream()
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    /** Where it serves. */
    int port() {
        return port;
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        FrameworkEvent event;
        try {
            event = framework.waitForStop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the framework stopped", e);
        }
        if (event.getType() != FrameworkEvent.STOPPED) {
            throw new IllegalStateException("the framework did not stop: event " + event.getType());
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
