// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.pump.spi.PumpDriver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A framework with the runtime of components and one driver in it, in this process. The packages that the driver imports are those of the kit, so that its
 * service can be called from here. Used by one thread; {@link #close()} ends the framework.
 */
public final class DriverFramework implements AutoCloseable {

    /** What the framework needs beside itself, by symbolic name, in the order in which it is installed. */
    static final List<String> PARTS = List.of(
            "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.scr");

    private static final long PATIENCE_MILLIS = 30_000;

    private final Framework framework;
    private final Path storage;
    private final BundleFiles driver;
    private final List<String> complaints = new ArrayList<>();
    private Optional<Bundle> bundle = Optional.empty();

    private DriverFramework(Framework framework, Path storage, BundleFiles driver) {
        this.framework = framework;
        this.storage = storage;
        this.driver = driver;
    }

    /**
     * Starts one; the driver is installed in it, and not started.
     *
     * @param driver the bundle
     * @throws BundleException when the bundle is none, or a part of the framework does not start
     */
    public static DriverFramework start(BundleFiles driver) throws IOException, BundleException {
        List<Path> bundles = BundlePath.bundles();
        Path storage = Files.createTempDirectory("cisterna-framework");
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages(driver, bundles));
        // what goes wrong is kept by complaints(), and nobody reads a log here
        configuration.put("felix.log.level", "0");
        // the handlers of URLs are the whole process's, and stay
        configuration.put("felix.service.urlhandlers", "false");
        // its threads for resolving would stay when the framework is gone
        configuration.put("felix.resolver.parallelism", "1");
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class, DriverFramework.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new BundleException("there is no framework on the class path"));
        DriverFramework made = new DriverFramework(factory.newFramework(configuration), storage, driver);
        try {
            made.startParts(bundles);
            made.install();
            return made;
        } catch (IOException | BundleException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void startParts(List<Path> bundles) throws IOException, BundleException {
        framework.init();
        framework.getBundleContext().addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR) {
                complaints.add(event.getBundle().getSymbolicName() + ": " + event.getThrowable());
            }
        });
        framework.start();
        List<Bundle> parts = new ArrayList<>();
        for (String each : PARTS) {
            Path part = BundlePath.named(bundles, each)
                    .orElseThrow(() -> new BundleException("there is no " + each + " on the class path"));
            parts.add(framework
                    .getBundleContext()
                    .installBundle(
                            each,
                            new ByteArrayInputStream(BundleFiles.read(part).jar())));
        }
        for (Bundle each : parts) {
            each.start();
        }
    }

    /** The packages that the driver imports and a bundle of the class path exports, with the version of that one. */
    private static String packages(BundleFiles driver, List<Path> bundles) throws IOException {
        Set<String> wanted =
                driver.clauses("Import-Package").stream().map(Clause::name).collect(Collectors.toSet());
        List<String> extra = new ArrayList<>();
        for (Path each : bundles) {
            for (Clause clause : BundleFiles.clauses(BundlePath.manifest(each), "Export-Package")) {
                // those of the framework itself it exports anyway
                if (!clause.name().startsWith("org.osgi.") && wanted.remove(clause.name())) {
                    extra.add(clause.name()
                            + clause.version()
                                    .map(version -> ";version=\"" + version + "\"")
                                    .orElse(""));
                }
            }
        }
        return String.join(",", extra);
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private Bundle bundle() {
        return bundle.orElseThrow(() -> new IllegalStateException("the driver is not installed"));
    }

    /** Installs the driver, once more after {@link #uninstall()}. */
    public void install() throws IOException, BundleException {
        bundle = Optional.of(context().installBundle("driver", new ByteArrayInputStream(driver.jar())));
    }

    /** Starts the driver's bundle. */
    public void startDriver() throws BundleException {
        bundle().start();
    }

    /** Stops the driver's bundle. */
    public void stopDriver() throws BundleException {
        bundle().stop();
    }

    /** Takes the driver out: nobody is wired to it, so nothing in the framework knows its classes any more. */
    public void uninstall() throws BundleException {
        Bundle gone = bundle();
        gone.uninstall();
        bundle = Optional.empty();
    }

    /** The service of the driver's bundle; empty while it has none, or when its component does not start. */
    public Optional<PumpDriver> service() {
        return references().stream()
                .findFirst()
                .flatMap(each -> Optional.ofNullable((PumpDriver) context().getService(each)));
    }

    /** How many services the driver's bundle has. */
    public int services() {
        ServiceReference<?>[] all = bundle().getRegisteredServices();
        return all == null ? 0 : all.length;
    }

    private List<ServiceReference<?>> references() {
        try {
            ServiceReference<?>[] all = context().getAllServiceReferences(PumpDriver.class.getName(), null);
            return all == null
                    ? List.of()
                    : Arrays.stream(all)
                            .filter(each -> bundle.filter(own -> own.equals(each.getBundle()))
                                    .isPresent())
                            .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter has no syntax", e);
        }
    }

    /**
     * Who is told, in the thread that starts or stops the driver, that its service came (true) or is about to go (false).
     *
     * @param listener what it throws ends nothing
     */
    public void listen(Consumer<Boolean> listener) {
        context().addServiceListener(event -> {
            Object[] types = (Object[]) event.getServiceReference().getProperty(Constants.OBJECTCLASS);
            boolean ours =
                    bundle.filter(own -> own.equals(event.getServiceReference().getBundle()))
                                    .isPresent()
                            && List.of(types).contains(PumpDriver.class.getName());
            if (ours && (event.getType() == ServiceEvent.REGISTERED || event.getType() == ServiceEvent.UNREGISTERING)) {
                listener.accept(event.getType() == ServiceEvent.REGISTERED);
            }
        });
    }

    /** The class loader of the driver's bundle, held by nothing here. */
    public WeakReference<ClassLoader> classes() {
        return new WeakReference<>(bundle().adapt(BundleWiring.class).getClassLoader());
    }

    /** What the framework had to say about errors, in their order. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(PATIENCE_MILLIS);
            delete();
        } catch (BundleException | IOException e) {
            throw new IllegalStateException("the framework around a driver does not end: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(storage)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
