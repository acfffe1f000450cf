// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code ./cisterna} starts, and with what; it hands this over as system properties, so that the benchmark starts the very same.
 *
 * @param home root of the repository
 * @param java the Java that runs both
 * @param flags of the JVM, for both
 * @param classPath of the commands
 * @param product where the commands look for the product: {@code home}, or that of a changed one
 */
record Installation(Path home, Path java, List<String> flags, String classPath, Path product) {

    static Installation ofThisProcess() {
        Path home = Path.of(property("cisterna.home"));
        return new Installation(
                home,
                Path.of(property("bench.java")),
                Stream.of(property("bench.flags").split("\\s+", -1))
                        .filter(flag -> !flag.isEmpty())
                        .toList(),
                property("bench.classpath"),
                home);
    }

    /** The same with another product. */
    Installation with(Path otherProduct) {
        return new Installation(home, java, flags, classPath, otherProduct);
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the property " + name + " is missing; start this with ./cisterna bench");
        }
        return value;
    }

    /** Where the benchmark keeps its data folders, caches and output. */
    Path work() {
        return home.resolve("cnf/bench/target/work");
    }

    /** A command of the platform, as {@code ./cisterna} runs it. */
    List<String> command(String... arguments) {
        List<String> command = jvm();
        command.add("-Dcisterna.home=" + product);
        command.add("-cp");
        command.add(classPath);
        command.add("org.cisterna.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    /** The peer on a port, which gives the bytes of a file. */
    List<String> hello(int port, Path folder, Path bytes) {
        List<String> command = hello(port, folder);
        command.add(1, "-Dbench.bytes=" + bytes);
        return command;
    }

    /** Jetty alone on a port, which gives the bytes of a file and has streams. */
    List<String> bareJetty(int port, Path bytes) {
        Path target = home.resolve("cnf/bench/jetty/target");
        List<String> command = jvm();
        command.add("-cp");
        command.add(target.resolve("classes") + ":" + target.resolve("lib") + "/*");
        command.add("org.cisterna.bench.jetty.BareJetty");
        command.add(String.valueOf(port));
        command.add(bytes.toString());
        return command;
    }

    /** The peer on a port, with its framework's cache and its log in a folder. */
    List<String> hello(int port, Path folder) {
        Path jar = home.resolve("cnf/bench/hello/target/hello.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(jar + " is not there; ./cisterna bench builds it");
        }
        List<String> command = jvm();
        command.add("-Dorg.osgi.service.http.port=" + port);
        command.add("-Dcisterna.data=" + folder);
        command.add("-Dorg.osgi.framework.storage=" + folder.resolve("cache"));
        command.add("-Dlaunch.storage.dir=" + folder.resolve("cache"));
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    private List<String> jvm() {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags);
        return command;
    }
}
