// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.storage.FileStorage;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything of one platform. Opened by one process at a time; refused when it cannot be written, when another process
 * has it, or when a newer Cisterna wrote it.
 */
final class DataFolder implements AutoCloseable {

    /** Version of the layout of the folder. */
    static final int VERSION = 1;

    private static final Pattern STRANGE = Pattern.compile("[,%${}\\\\\\p{Cntrl}]");
    private static final String VERSION_FILE = "VERSION";
    private static final String LOCK_FILE = "lock";

    private final Path root;
    private final FileChannel lockChannel;

    private DataFolder(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    static DataFolder open(Path folder) throws Refused {
        Path root = folder.toAbsolutePath().normalize();
        refuseName(root);
        refuseNewer(root.resolve(VERSION_FILE));
        try {
            make(root);
        } catch (IOException impossible) {
            throw Refused.usage("the data folder " + root + " cannot be made (" + words(impossible)
                    + "); name another one with --data DIR");
        }
        if (!Files.isWritable(root)) {
            throw Refused.usage("the data folder " + root
                    + " cannot be written; give yourself the right to, or name another one with --data DIR");
        }
        FileChannel channel = lock(root);
        try {
            markVersion(root);
        } catch (Refused refused) {
            close(channel);
            throw refused;
        }
        return new DataFolder(root, channel);
    }

    /** Configuration and log take their paths from text that has a grammar of its own: these would lead them elsewhere. */
    private static void refuseName(Path root) throws Refused {
        Matcher strange = STRANGE.matcher(root.toString());
        if (strange.find()) {
            String sign = strange.group();
            throw Refused.usage("the path of the data folder, " + shortened(root.toString()) + ", has "
                    + (sign.charAt(0) < ' ' ? "a control character" : "the sign " + sign)
                    + ", which configuration and log cannot take; name a folder without , % $ { } \\ by --data DIR");
        }
    }

    /** A new folder is its owner's alone: it holds what the interface guards by roles. */
    private static void make(Path root) throws IOException {
        if (Files.getFileStore(existing(root)).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(root);
        }
    }

    private static Path existing(Path path) {
        Path above = path;
        while (!Files.exists(above)) {
            above = Objects.requireNonNull(above.getParent(), "the root of a file system exists");
        }
        return above;
    }

    private static FileChannel lock(Path root) throws Refused {
        FileChannel channel;
        try {
            channel = FileChannel.open(root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException impossible) {
            throw Refused.usage("the data folder " + root + " cannot be written (" + words(impossible)
                    + "); name another one with --data DIR");
        }
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException own) {
            lock = null; // this very process has it
        } catch (IOException impossible) {
            close(channel);
            throw Refused.usage("the data folder " + root + " cannot be locked (" + words(impossible) + ")");
        }
        if (lock == null) {
            close(channel);
            throw Refused.usage("the data folder " + root
                    + " is in use by another Cisterna; stop that one, or name another folder with --data DIR");
        }
        return channel;
    }

    /** Before anything in the folder is touched, its lock included. */
    private static void refuseNewer(Path file) throws Refused {
        try {
            if (!Files.exists(file)) {
                return;
            }
            String text = Files.readString(file).strip();
            if (!text.matches("[0-9]{1,6}")) {
                throw Refused.usage("the file " + file + " says '" + shortened(text)
                        + "', which is no version of a data folder; is " + file.getParent() + " one?");
            }
            if (Integer.parseInt(text) > VERSION) {
                throw Refused.usage("the data folder " + file.getParent() + " has version " + text
                        + ", written by a newer Cisterna; this one knows " + VERSION
                        + " at most. Nothing was changed. Use the newer one, or another folder with --data DIR");
            }
        } catch (IOException impossible) {
            throw Refused.usage("the file " + file + " cannot be read (" + words(impossible) + ")");
        }
    }

    private static void markVersion(Path root) throws Refused {
        Path file = root.resolve(VERSION_FILE);
        try {
            if (!Files.exists(file)) {
                new FileStorage(root)
                        .replaceAtomically(VERSION_FILE, (VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException impossible) {
            throw Refused.usage("the file " + file + " cannot be written (" + words(impossible) + ")");
        }
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
    }

    private static String words(IOException trouble) {
        return trouble.getClass().getSimpleName() + ": " + trouble.getMessage();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException unclosable) {
            System.err.println("cisterna: the lock of the data folder could not be given back: " + words(unclosable));
        }
    }

    Path root() {
        return root;
    }

    /** A part of it, made when it is not there. */
    Path folder(String name) throws Refused {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException impossible) {
            throw Refused.usage("the folder " + root.resolve(name) + " cannot be made (" + words(impossible) + ")");
        }
    }

    @Override
    public void close() {
        close(lockChannel);
    }
}
