// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A version says what changed: compared with the API jars of the last closed issue, kept in cnf/baseline. */
final class BaselineTest {

    private static final Path REPOSITORY = House.root().resolve("cnf/baseline");

    private final House house = House.read();

    @Test
    void packagesHaveTheVersionsTheirChangesAskFor() throws Exception {
        Baselines baselines = new Baselines(REPOSITORY);
        List<String> found = new ArrayList<>();
        TreeSet<String> without = new TreeSet<>();
        for (String name : exporting()) {
            Optional<Path> kept = baselines.jarOf(House.PREFIX + name);
            if (kept.isEmpty()) {
                without.add(name);
                continue;
            }
            try (Jar newer = new Jar(house.bundleNamed(name).jar().toFile());
                    Jar older = new Jar(kept.get().toFile())) {
                found.addAll(Baselines.violations(newer, older));
            }
        }
        assertThat(found).isEmpty();
        assertThat(without)
                .as("bundles without a baseline, which cnf/baseline/new.txt lists")
                .containsExactlyElementsOf(new TreeSet<>(Files.readAllLines(REPOSITORY.resolve("new.txt")).stream()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .toList()));
    }

    /** Every bundle that exports a package, but for the kit of the tests, which nobody outside uses. */
    private static Set<String> exporting() {
        Set<String> names = new TreeSet<>();
        for (String line : Table.lines("exports.txt")) {
            names.add(line.split("\\s+", -1)[0]);
        }
        names.remove("testkit");
        return names;
    }

    @Test
    void anUnchangedBundlePasses() throws Exception {
        try (Jar newer = pumpApi();
                Jar older = pumpApi()) {
            assertThat(Baselines.violations(newer, older)).isEmpty();
        }
    }

    @Test
    void aRemovedMethodFailsTheBuild() throws Exception {
        try (Jar newer = pumpApi();
                Jar older = pumpApi()) {
            change(newer, visitor -> new ClassVisitor(Opcodes.ASM9, visitor) {
                @Override
                public @Nullable MethodVisitor visitMethod(
                        int access, String name, String descriptor, String signature, String[] exceptions) {
                    return name.equals("interrupt")
                            ? null
                            : super.visitMethod(access, name, descriptor, signature, exceptions);
                }
            });
            assertThat(Baselines.violations(newer, older))
                    .singleElement()
                    .asString()
                    .contains("org.cisterna.pump.spi")
                    .contains("give it 3.0.0");
        }
    }

    @Test
    void aMethodAddedForDriversFailsTheBuild() throws Exception {
        try (Jar newer = pumpApi();
                Jar older = pumpApi()) {
            change(newer, visitor -> new ClassVisitor(Opcodes.ASM9, visitor) {
                @Override
                public void visitEnd() {
                    visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "added", "()V", null, null)
                            .visitEnd();
                    super.visitEnd();
                }
            });
            assertThat(Baselines.violations(newer, older))
                    .singleElement()
                    .asString()
                    .contains("give it 3.0.0");
        }
    }

    private Jar pumpApi() throws Exception {
        return new Jar(house.bundleNamed("pump.api").jar().toFile());
    }

    /** Changes the interface that drivers implement. */
    private static void change(Jar jar, UnaryOperator<ClassVisitor> how) throws Exception {
        String path = "org/cisterna/pump/spi/PumpSession.class";
        ClassReader reader =
                new ClassReader(jar.getResource(path).openInputStream().readAllBytes());
        ClassWriter writer = new ClassWriter(0);
        reader.accept(how.apply(writer), 0);
        jar.putResource(path, new EmbeddedResource(writer.toByteArray(), 0));
    }
}
