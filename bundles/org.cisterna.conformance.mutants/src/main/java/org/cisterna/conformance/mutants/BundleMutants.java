// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.bundle.BundleFiles;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.bundle.TestedBundle;
import org.cisterna.conformance.mutants.bundle.EndlessTimer;
import org.cisterna.conformance.mutants.bundle.FileLeftOpen;
import org.cisterna.conformance.mutants.bundle.HeldByThread;
import org.cisterna.conformance.mutants.bundle.ReadyTooLate;
import org.cisterna.conformance.mutants.bundle.StoppedUnderway;

/** Bundles that do not know how to live in a framework, or that a report does not name. */
final class BundleMutants {

    private static final String COMPONENTS = "Service-Component";
    private static final String IMPORTS = "Import-Package";
    private static final Pattern IMPLEMENTATION = Pattern.compile("<implementation\\s+class=\"([\\w.$]+)\"");

    private BundleMutants() {}

    static List<Mutant> all() {
        return List.of(
                of(
                        "18.01",
                        "stopped in a call, it takes away what the call still uses",
                        carrying(StoppedUnderway.class, Optional.of("deactivate"))),
                of("18.02", "a timer that nobody ends", carrying(EndlessTimer.class, Optional.empty())),
                of("18.02", "a thread keeps its classes", carrying(HeldByThread.class, Optional.empty())),
                of("18.02", "a file that nobody closes", carrying(FileLeftOpen.class, Optional.empty())),
                of("18.03", "registered before it is ready", BundleMutants::activated),
                of("18.08", "it imports whatever there is", header("DynamicImport-Package", "*")),
                of("18.08", "it requires a bundle", header("Require-Bundle", "org.cisterna.pump.api")),
                of(
                        "18.08",
                        "it imports any version",
                        manifest(each ->
                                each.putValue(IMPORTS, each.getValue(IMPORTS).replaceAll(";version=\"[^\"]*\"", "")))),
                described("19.10", "a report has the hash of the file alone", (driver, wired) -> {
                    TestedBundle tested = TestedBundle.of(driver, wired);
                    return new TestedBundle(
                            tested.name(),
                            tested.version(),
                            tested.file(),
                            tested.file(),
                            tested.wiring(),
                            tested.java());
                }),
                described(
                        "19.10",
                        "a report does not say what it is wired to",
                        (driver, wired) -> TestedBundle.of(driver, List.of())));
    }

    private static Mutant of(String rule, String fault, UnaryOperator<BundleFiles> change) {
        return new Mutant(
                RuleId.parse(rule),
                fault,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                bundle -> DriverBundle.of(changed(bundle, change)));
    }

    private static Mutant described(String rule, String fault, DriverBundle.Description description) {
        return new Mutant(
                RuleId.parse(rule),
                fault,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                bundle -> new DriverBundle(bundle.file(), description));
    }

    private static Path changed(DriverBundle bundle, UnaryOperator<BundleFiles> change) {
        try {
            Path file = Files.createTempFile("cisterna-mutant", ".jar");
            file.toFile().deleteOnExit();
            return Files.write(
                    file, change.apply(BundleFiles.read(bundle.file())).jar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UnaryOperator<BundleFiles> header(String name, String value) {
        return manifest(each -> each.putValue(name, value));
    }

    private static UnaryOperator<BundleFiles> manifest(Consumer<Attributes> change) {
        return files -> {
            Manifest manifest = files.manifest();
            change.accept(manifest.getMainAttributes());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                manifest.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return files.with(JarFile.MANIFEST_NAME, bytes.toByteArray());
        };
    }

    /** The driver's component is another class, which carries the driver. */
    private static UnaryOperator<BundleFiles> carrying(Class<?> type, Optional<String> deactivate) {
        return files -> {
            String component = files.header(COMPONENTS);
            String xml = new String(read(files, component), StandardCharsets.UTF_8);
            String own = IMPLEMENTATION.matcher(xml).replaceFirst("<implementation class=\"" + type.getName() + "\"");
            String changed = deactivate
                    .map(each -> own.replaceFirst("<scr:component ", "<scr:component deactivate=\"" + each + "\" "))
                    .orElse(own);
            return with(files, type).with(component, changed.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The driver's service comes from an activator. */
    private static BundleFiles activated(BundleFiles files) {
        return manifest(each -> {
                    each.remove(new Attributes.Name(COMPONENTS));
                    each.putValue("Bundle-Activator", ReadyTooLate.class.getName());
                    each.putValue(IMPORTS, each.getValue(IMPORTS) + ",org.osgi.framework;version=\"[1.8,2)\"");
                })
                .apply(with(files, ReadyTooLate.class));
    }

    private static byte[] read(BundleFiles files, String name) {
        byte[] bytes = files.files().get(name);
        if (bytes == null) {
            throw new IllegalArgumentException("the bundle does not hold " + name);
        }
        return bytes;
    }

    /** With a class and those inside it, what they carry, and the name of the driver. */
    private static BundleFiles with(BundleFiles files, Class<?> type) {
        Matcher driver =
                IMPLEMENTATION.matcher(new String(read(files, files.header(COMPONENTS)), StandardCharsets.UTF_8));
        if (!driver.find()) {
            throw new IllegalArgumentException("the bundle names no driver");
        }
        BundleFiles more = files.with("META-INF/carried", driver.group(1).getBytes(StandardCharsets.UTF_8));
        String folder = type.getPackageName().replace('.', '/') + '/';
        more = withClass(withClass(more, folder + "Carried"), folder + type.getSimpleName());
        for (int i = 1; type.getResource('/' + folder + type.getSimpleName() + '$' + i + ".class") != null; i++) {
            more = withClass(more, folder + type.getSimpleName() + '$' + i);
        }
        for (Class<?> inside : type.getDeclaredClasses()) {
            more = withClass(more, inside.getName().replace('.', '/'));
        }
        return more;
    }

    private static BundleFiles withClass(BundleFiles files, String name) {
        String file = name + ".class";
        try (InputStream in = BundleMutants.class.getResourceAsStream('/' + file)) {
            if (in == null) {
                throw new IllegalStateException("there is no class " + name);
            }
            return files.with(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
