// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.cisterna.conformance.bundle.BundleFiles;
import org.cisterna.conformance.bundle.BundlePath;
import org.cisterna.conformance.bundle.Clause;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.bundle.TestedBundle;

/** Rules about the file of a driver: what its manifest asks for, and what a report names of it. */
final class BundleRules {

    private static final String CLASS = ".class";

    private BundleRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("18.08", BundleRules::importsAreFewAndHaveVersions),
                new Check("19.10", BundleRules::aReportNamesWhatWasTested));
    }

    private static void importsAreFewAndHaveVersions(Trial trial, Judge judge) throws Exception {
        BundleFiles bundle = BundleFiles.read(trial.bundle().file());
        judge.expect(
                !bundle.symbolicName().isEmpty()
                        && bundle.header("Bundle-ManifestVersion").equals("2"),
                () -> "it is no bundle: Bundle-SymbolicName '" + bundle.symbolicName() + "', Bundle-ManifestVersion '"
                        + bundle.header("Bundle-ManifestVersion") + "'");
        judge.expect(
                bundle.clauses("DynamicImport-Package").stream()
                        .noneMatch(each -> each.name().endsWith("*")),
                () -> "DynamicImport-Package: " + bundle.header("DynamicImport-Package"));
        judge.expect(
                bundle.header("Require-Bundle").isEmpty(), () -> "Require-Bundle: " + bundle.header("Require-Bundle"));
        judge.expect(
                !bundle.header("Bundle-NativeCode").isEmpty()
                        || bundle.files().keySet().stream().noneMatch(BundleRules::isNative),
                () -> "native code that is not declared: "
                        + bundle.files().keySet().stream()
                                .filter(BundleRules::isNative)
                                .toList());
        Set<String> named = packages(bundle);
        List<Clause> imports = bundle.clauses("Import-Package");
        for (Clause each : imports) {
            judge.expect(
                    each.version().isPresent() || isOfJava(each.name()),
                    () -> "Import-Package: " + each.name() + " has no version");
            judge.expect(
                    named.contains(each.name()),
                    () -> "Import-Package: " + each.name() + " is named by none of its classes");
        }
        judge.note(imports.size() + " imports");
    }

    private static boolean isNative(String file) {
        return file.matches("(?i).*\\.(so|dll|dylib|jnilib)");
    }

    /** Packages of the Java runtime, which has no versions of them. */
    private static boolean isOfJava(String name) {
        return name.matches("(java|javax|jdk|com\\.sun|org\\.w3c|org\\.xml|org\\.ietf)(\\..*)?");
    }

    /** The packages that its classes name. */
    private static Set<String> packages(BundleFiles bundle) throws IOException {
        Set<String> packages = new HashSet<>();
        for (Map.Entry<String, byte[]> each : bundle.files().entrySet()) {
            if (each.getKey().endsWith(CLASS)) {
                CodeScan.Named named = CodeScan.read(new DataInputStream(new ByteArrayInputStream(each.getValue())));
                named.classes().forEach(name -> add(packages, name));
                for (String signature : named.signatures()) {
                    for (String part : signature.split("[^\\w/$]+", -1)) {
                        add(packages, part.replaceFirst("^[BCDFIJSZV]*L", ""));
                    }
                }
            }
        }
        return packages;
    }

    private static void add(Set<String> packages, String type) {
        int slash = type.lastIndexOf('/');
        if (slash > 0) {
            packages.add(type.substring(0, slash).replace('/', '.'));
        }
    }

    private static void aReportNamesWhatWasTested(Trial trial, Judge judge) throws Exception {
        DriverBundle driver = trial.bundle();
        BundleFiles files = BundleFiles.read(driver.file());
        List<Path> wired = BundlePath.bundles();
        List<Path> made = new ArrayList<>();
        try {
            TestedBundle now = driver.description().of(driver.file(), wired);
            judge.expect(
                    !now.name().isEmpty() && !now.version().isEmpty(),
                    () -> "the report cannot name it: '" + now.name() + "', version '" + now.version() + "'");
            TestedBundle signed = driver.description().of(written(made, signed(files)), wired);
            judge.expect(
                    signed.content().equals(now.content()) && !signed.file().equals(now.file()),
                    () -> "signed afterwards, what it holds is said to be "
                            + signed.content().text() + " and was "
                            + now.content().text());
            TestedBundle other = driver.description().of(written(made, turned(files, CLASS)), wired);
            judge.expect(
                    !other.content().equals(now.content()),
                    () -> "with another class in it, what it holds is still said to be "
                            + now.content().text());
            Optional<Integer> exporter = exporter(files, wired);
            if (exporter.isEmpty()) {
                throw NotTestable.rig("it is wired to no bundle whose file the kit could see");
            }
            List<Path> others = new ArrayList<>(wired);
            others.set(exporter.get(), written(made, turned(BundleFiles.read(wired.get(exporter.get())), CLASS)));
            TestedBundle elsewhere = driver.description().of(driver.file(), others);
            judge.expect(
                    !elsewhere.wiring().equals(now.wiring()),
                    () -> "wired to another " + wired.get(exporter.get()).getFileName() + ", the same is reported");
            judge.note(now.wiring().size() + " imports are named with what they are wired to");
        } finally {
            for (Path each : made) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** The first of the class path that exports something it imports. */
    private static Optional<Integer> exporter(BundleFiles driver, List<Path> wired) throws IOException {
        List<String> imports =
                driver.clauses("Import-Package").stream().map(Clause::name).toList();
        for (int i = 0; i < wired.size(); i++) {
            if (BundleFiles.read(wired.get(i)).clauses("Export-Package").stream()
                    .anyMatch(each -> imports.contains(each.name()))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** What signing does to a jar: digests in the manifest, and two files beside it. */
    private static BundleFiles signed(BundleFiles files) throws IOException {
        Manifest manifest = files.manifest();
        for (String each : files.files().keySet()) {
            Attributes digest = new Attributes();
            digest.putValue("SHA-256-Digest", "a digest of " + each.length());
            manifest.getEntries().put(each, digest);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        byte[] signature = "a signature".getBytes(StandardCharsets.UTF_8);
        return files.with(JarFile.MANIFEST_NAME, bytes.toByteArray())
                .with("META-INF/KIT.SF", signature)
                .with("META-INF/KIT.EC", signature);
    }

    /** With the last byte turned over of the first file whose name ends so. */
    private static BundleFiles turned(BundleFiles files, String ending) {
        for (Map.Entry<String, byte[]> each : files.files().entrySet()) {
            if (each.getKey().endsWith(ending) && each.getValue().length > 0) {
                byte[] bytes = each.getValue().clone();
                bytes[bytes.length - 1] ^= 1;
                return files.with(each.getKey(), bytes);
            }
        }
        return files.with("turned", new byte[] {1});
    }

    private static Path written(List<Path> made, BundleFiles files) throws IOException {
        Path file = Files.createTempFile("cisterna-kit", ".jar");
        made.add(file);
        return Files.write(file, files.jar());
    }
}
