// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Opens a file of its own each time it starts, and closes none. */
public final class FileLeftOpen extends Carried {

    private static final List<Channel> OPEN = new ArrayList<>();

    /** In a bundle. */
    public FileLeftOpen() {
        try {
            OPEN.add(FileChannel.open(
                    Files.createTempFile("cisterna-mutant", ".log"),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
