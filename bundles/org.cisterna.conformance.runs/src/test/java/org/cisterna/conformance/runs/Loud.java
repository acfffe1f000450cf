// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that says what it was given; or starts another one of its kind, names it and does not come back. */
final class Loud {

    private Loud() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        if (given.contains("child")) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Loud.class.getName(),
                            "stay")
                    .start();
            System.err.println(child.pid());
            new CountDownLatch(1).await();
        } else if (given.contains("stay")) {
            new CountDownLatch(1).await();
        } else {
            System.err.println(String.join(" ", given));
        }
    }
}
