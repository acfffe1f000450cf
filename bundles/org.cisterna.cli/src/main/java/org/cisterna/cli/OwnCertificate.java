// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.cisterna.time.system.SystemTime;

/**
 * The certificate that is made when there is none: for this machine's names, signed by itself, kept in {@code DIR/keys}. Made by the {@code keytool} of
 * the Java that runs us; Java has no other public way to make one.
 */
final class OwnCertificate {

    private static final int PASSWORD_BYTES = 32;
    private static final String DAYS = "825";
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*:.*");

    private OwnCertificate() {}

    /** The one that is there, if it is for these names and does not end soon; else another one. */
    static Certificate in(DataFolder data, List<String> names) throws Refused {
        Path folder = data.folder("keys");
        Path store = folder.resolve("tls.p12");
        Path password = folder.resolve("tls.password");
        if (Files.exists(store) && Files.exists(password)) {
            Certificate old = Certificate.read(store, password);
            boolean lasts = old.certificate()
                    .getNotAfter()
                    .toInstant()
                    .isAfter(Instant.now().plus(RENEW_BEFORE));
            if (lasts && new HashSet<>(old.names()).containsAll(names)) {
                return old;
            }
            System.err.println("cisterna: note: the certificate in " + store
                    + " ends soon or is not for all names of this machine; another one is made");
        }
        make(store, password, names);
        return Certificate.read(store, password);
    }

    private static void make(Path store, Path password, List<String> names) throws Refused {
        Path fresh = store.resolveSibling("tls.p12.new");
        try {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(store);
            Files.deleteIfExists(password);
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, secret(), StandardCharsets.US_ASCII);
            keytool(fresh, password, names);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.move(fresh, store, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException impossible) {
            throw Refused.usage(
                    "no certificate could be made in " + store.getParent() + ": " + impossible.getMessage());
        }
    }

    private static String secret() {
        try (SystemTime time = SystemTime.start()) {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(time.randomness().secret(PASSWORD_BYTES));
        }
    }

    private static void keytool(Path store, Path password, List<String> names) throws IOException, Refused {
        List<String> subjects = new ArrayList<>(List.of("dns:localhost", "ip:127.0.0.1"));
        for (String each : names) {
            subjects.add((NUMERIC.matcher(each).matches() ? "ip:" : "dns:") + each);
        }
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        tool.toString(),
                        "-genkeypair",
                        "-alias",
                        "cisterna",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-validity",
                        DAYS,
                        "-dname",
                        "CN=Cisterna (made by itself)",
                        "-ext",
                        "SAN=" + String.join(",", subjects),
                        "-ext",
                        "KU=digitalSignature",
                        "-ext",
                        "EKU=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:file",
                        password.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(tool + " did not: " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw Refused.usage("interrupted while a certificate was made");
        }
    }
}
