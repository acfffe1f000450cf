// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;

/**
 * {@code new-driver}: writes a project that builds with a JDK alone, from the template in {@code cnf/new-driver}: a driver, a device to try it on, and the
 * APIs of this checkout. The project appears whole or not at all.
 */
final class NewDriver {

    /** Below the template's root: what a build of it leaves, which is nobody's business. */
    private static final Set<String> LEFT_OVER = Set.of("target", "repository", "memory");

    private static final List<String> WRAPPER = List.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties");

    private static final String USAGE = "new-driver needs a name: ./cisterna new-driver NAME [--out DIR] [--json]";

    private final Path home;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The command.
     *
     * @param home the checkout
     */
    NewDriver(Path home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    /** Of the checkout that this process was started from. */
    static Exit command(List<String> arguments) throws Refused {
        return new NewDriver(Path.of(System.getProperty("cisterna.home", ".")), System.out, System.err).run(arguments);
    }

    Exit run(List<String> arguments) throws Refused {
        List<String> rest = new ArrayList<>(arguments);
        boolean json = rest.remove("--json");
        if (rest.isEmpty() || rest.get(0).startsWith("--")) {
            throw Refused.usage(USAGE);
        }
        DriverName name = DriverName.of(rest.get(0));
        Options options = Options.of("new-driver", rest.subList(1, rest.size()), Set.of("out"), Set.of("json"));
        Path parent = Path.of(options.text("out").orElse(".")).toAbsolutePath().normalize();
        Path project = parent.resolve(name.text());
        if (Files.exists(parent) && !Files.isDirectory(parent)) {
            throw Refused.usage("'" + parent + "' is no folder; give one with --out DIR");
        }
        if (Files.exists(project, LinkOption.NOFOLLOW_LINKS)) {
            throw Refused.usage(
                    "'" + project + "' is there already, and nothing is written over it; give another name, or"
                            + " another folder with --out DIR");
        }
        String version = write(name, parent, project);
        say(name, project, version, json);
        return Exit.GOOD;
    }

    /** Writes it beside its place, and moves it there. */
    private String write(DriverName name, Path parent, Path project) throws Refused {
        Path part = parent.resolve("." + name.text() + ".part");
        try {
            FolderRepository repository = FolderRepository.of(home);
            Files.createDirectories(parent);
            delete(part);
            copyTemplate(name, part, repository.version());
            for (String each : WRAPPER) {
                copy(home.resolve(each), part.resolve(each), Files.readString(home.resolve(each)));
            }
            repository.write(part.resolve("repository"));
            Files.move(part, project);
            return repository.version();
        } catch (IOException | UncheckedIOException impossible) {
            leave(part);
            throw new Refused(
                    Exit.INCOMPLETE, "the project cannot be written to " + project + ": " + impossible.getMessage());
        }
    }

    private void copyTemplate(DriverName name, Path part, String version) throws IOException {
        Path template = home.resolve("cnf/new-driver");
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path inside = template.relativize(file);
                if (Stream.iterate(inside, each -> each != null, Path::getParent)
                        .noneMatch(each -> LEFT_OVER.contains(each.getFileName().toString()))) {
                    String text = name.in(Files.readString(file)).replace("@CISTERNA_VERSION@", version);
                    copy(file, part.resolve(name.in(inside.toString())), text);
                }
            }
        }
    }

    /** Whoever may run the one may run the other. */
    private static void copy(Path from, Path to, String text) throws IOException {
        Files.createDirectories(to.getParent());
        Files.writeString(to, text, StandardCharsets.UTF_8);
        if (Files.isExecutable(from) && !to.toFile().setExecutable(true)) {
            throw new IOException("it cannot be made executable: " + to);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void leave(Path part) {
        try {
            delete(part);
        } catch (IOException trouble) {
            err.println("cisterna: what was begun was left in " + part + ": " + trouble.getMessage());
        }
    }

    private void say(DriverName name, Path project, String version, boolean json) {
        if (json) {
            out.println(Json.object()
                    .put("project", project.toString())
                    .put("family", name.text())
                    .put("package", "org.example." + name.packageName())
                    .put("cisterna", version)
                    .put("rulesChecked", 0)
                    .build()
                    .canonicalText());
            return;
        }
        out.println("The driver project " + name.text() + " is in " + project);
        out.println("Build it there with a JDK alone:   ./mvnw verify");
        out.println("Its README.md leads from there into a running ./cisterna demo.");
        out.println(
                "Its first report: ./cisterna conform with its rig, as its README.md has it, says which rules it does not meet yet.");
    }
}
