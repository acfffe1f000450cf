// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The text files of {@code cnf/checks}: one fact a line, {@code #} begins a comment. */
final class Table {

    private Table() {}

    static List<String> lines(String name) {
        try {
            return Files.readAllLines(House.root().resolve("cnf/checks").resolve(name)).stream()
                    .map(line -> line.startsWith("#") ? "" : line.strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read cnf/checks/" + name, e);
        }
    }
}
