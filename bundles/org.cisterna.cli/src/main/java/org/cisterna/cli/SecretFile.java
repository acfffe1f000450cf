// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with a private key: one line, readable by its owner alone, with the public half in a file beside it. */
final class SecretFile {

    private SecretFile() {}

    /** Its line. */
    static String read(Path file) throws Refused {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw Refused.usage("the key " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** Makes both files; neither may be there. */
    static void make(Path file, String secret, Path publicFile, String known) throws Refused {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n");
            Files.writeString(publicFile, known + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw Refused.usage(e.getFile() + " is there already, and is not written over");
        } catch (IOException | UnsupportedOperationException e) {
            throw Refused.usage("the key " + file + " cannot be made: " + e.getMessage());
        }
    }
}
