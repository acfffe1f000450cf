// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Runs jars in the framework. A start or stop of a foreign bundle happens on a thread of its own and is waited for a bounded time, so that a
 * bundle that never comes back holds up nobody but itself.
 */
final class FrameworkBundles implements Bundles {

    private static final Duration BOUND = Duration.ofSeconds(20);
    /** How long after its start a driver may take to be offered. */
    private static final Duration OFFER = Duration.ofSeconds(2);

    private static final Duration STEP = Duration.ofMillis(20);
    private static final String LOCATION = "cisterna-driver:";

    private final BundleContext context;
    private final Threads threads;
    private final TimeSource house;
    /** The shipped bundle that a jar of the folder replaced, by symbolic name. */
    private final Map<String, Bundle> replaced = new HashMap<>();

    FrameworkBundles(BundleContext context, Threads threads, TimeSource house) {
        this.context = context;
        this.threads = threads;
        this.house = house;
    }

    /** A change of a bundle. */
    private interface Change {
        void make() throws BundleException;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // a Dictionary is what the framework gives headers as
    public Optional<String> taken(String symbolicName) {
        @Nullable Bundle shipped = shipped(symbolicName);
        if (shipped == null) {
            return Optional.empty();
        }
        return DriverManifest.objection(shipped.getHeaders("")::get)
                .map(objection -> "it has the symbolic name of " + symbolicName + " " + shipped.getVersion()
                        + ", a part of the platform that is no driver; only a shipped driver can be replaced");
    }

    @Override
    public String run(Path jar, String symbolicName) throws BundleFailure {
        Optional<String> taken = taken(symbolicName);
        if (taken.isPresent()) {
            throw new BundleFailure(taken.get());
        }
        @Nullable Bundle shipped = shipped(symbolicName);
        if (shipped != null) {
            bounded("stop of " + symbolicName, shipped::stop);
        }
        Bundle installed = null;
        try (InputStream bytes = Files.newInputStream(jar)) {
            installed = context.installBundle(LOCATION + symbolicName + "/" + jar.getFileName(), bytes);
            bounded("start of " + symbolicName, installed::start);
        } catch (BundleException | IOException | BundleFailure failed) {
            String undone = undo(installed, shipped, symbolicName);
            throw new BundleFailure("it did not come to run: " + failed.getMessage() + undone);
        }
        String lacks = lacks(installed);
        if (shipped == null) {
            return lacks;
        }
        replaced.put(symbolicName, shipped);
        return "it replaces the shipped " + symbolicName + " " + shipped.getVersion()
                + (lacks.isEmpty() ? "" : "; " + lacks);
    }

    /** Why a bundle that was started is of no use: it offers no driver, or one that cannot be had. Empty when there is one. */
    private String lacks(Bundle installed) {
        Instant deadline = house.now().plus(OFFER);
        Optional<ServiceReference<?>> offered = offered(installed);
        try {
            while (offered.isEmpty() && house.now().isBefore(deadline)) {
                house.sleepUntil(house.now().plus(STEP));
                offered = offered(installed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "whether it offers a driver was not waited for";
        }
        if (offered.isEmpty()) {
            return "its bundle runs and offers no driver: something that its component needs is not there; no pump can use it";
        }
        AtomicBoolean had = new AtomicBoolean();
        ServiceReference<?> reference = offered.get();
        try {
            bounded("making of the driver of " + installed.getSymbolicName(), () -> {
                had.set(context.getService(reference) != null);
                context.ungetService(reference);
            });
        } catch (BundleFailure failed) {
            return "its bundle runs, and " + failed.words() + "; no pump can use it";
        }
        return had.get()
                ? ""
                : "its bundle runs, and its driver could not be made: its constructor threw, or gave nothing; the log says"
                        + " what. No pump can use it; take it out, and tell its maker";
    }

    private static Optional<ServiceReference<?>> offered(Bundle bundle) {
        ServiceReference<?> @Nullable [] registered = bundle.getRegisteredServices();
        return registered == null
                ? Optional.empty()
                : Arrays.stream(registered)
                        .filter(each -> Arrays.asList((String[]) each.getProperty(Constants.OBJECTCLASS))
                                .contains(DriverManifest.DRIVER))
                        .findFirst();
    }

    @Override
    public void remove(String symbolicName) throws BundleFailure {
        String trouble = "";
        for (Bundle each : context.getBundles()) {
            if (each.getLocation().startsWith(LOCATION + symbolicName + "/")) {
                try {
                    bounded("removal of " + symbolicName, each::uninstall);
                } catch (BundleFailure failed) {
                    trouble = failed.words();
                }
            }
        }
        @Nullable Bundle shipped = replaced.remove(symbolicName);
        if (shipped != null) {
            bounded("start of the shipped " + symbolicName, shipped::start);
        }
        if (!trouble.isEmpty()) {
            throw new BundleFailure(trouble);
        }
    }

    @Override
    public void keepOnly(Set<String> symbolicNames) throws BundleFailure {
        for (Bundle each : context.getBundles()) {
            if (each.getLocation().startsWith(LOCATION) && !symbolicNames.contains(each.getSymbolicName())) {
                @Nullable Bundle shipped = shipped(each.getSymbolicName());
                if (shipped != null) {
                    replaced.put(each.getSymbolicName(), shipped);
                }
                remove(each.getSymbolicName());
            }
        }
    }

    private String undo(@Nullable Bundle installed, @Nullable Bundle shipped, String symbolicName) {
        StringBuilder words = new StringBuilder();
        try {
            if (installed != null) {
                bounded("removal of " + symbolicName, installed::uninstall);
            }
        } catch (BundleFailure failed) {
            words.append("; and it could not be removed: ").append(failed.words());
        }
        try {
            if (shipped != null) {
                bounded("start of the shipped " + symbolicName, shipped::start);
                words.append("; the shipped ").append(symbolicName).append(" runs again");
            }
        } catch (BundleFailure failed) {
            words.append("; and the shipped one did not start again: ").append(failed.words());
        }
        return words.toString();
    }

    private @Nullable Bundle shipped(String symbolicName) {
        for (Bundle each : context.getBundles()) {
            if (symbolicName.equals(each.getSymbolicName())
                    && !each.getLocation().startsWith(LOCATION)) {
                return each;
            }
        }
        return null;
    }

    private void bounded(String what, Change change) throws BundleFailure {
        Signal done = threads.newSignal();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        threads.start("provision " + what, () -> {
            try {
                change.make();
            } catch (BundleException | RuntimeException | LinkageError foreign) {
                failure.set(foreign); // whatever a foreign activator throws is its own failure, told in words
            } finally {
                done.raise();
            }
        });
        Instant deadline = house.now().plus(BOUND);
        try {
            if (!house.await(done, deadline)) {
                throw new BundleFailure("the " + what + " has not come back after " + BOUND.toSeconds()
                        + " s; its thread is kept until the platform is restarted");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BundleFailure("the " + what + " was interrupted");
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new BundleFailure("the " + what + " failed: " + words(thrown));
        }
    }

    private static String words(Throwable thrown) {
        Throwable cause = thrown.getCause() != null && thrown instanceof BundleException ? thrown.getCause() : thrown;
        String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        return message.length() > 500 ? message.substring(0, 500) + "…" : message;
    }
}
