// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A certificate with its private key, as it lies in a PKCS #12 file.
 *
 * @param keyStore the file
 * @param password of the file and of the key
 * @param certificate the first with a private key in there
 */
record Certificate(Path keyStore, String password, X509Certificate certificate) {

    /** Reads a file. */
    static Certificate read(Path keyStore, Path passwordFile) throws Refused {
        String password = password(passwordFile);
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate found) {
                    return new Certificate(keyStore, password, found);
                }
            }
            throw Refused.usage("the certificate file " + keyStore + " holds no certificate with a private key");
        } catch (IOException | GeneralSecurityException unreadable) {
            throw Refused.usage("the certificate file " + keyStore
                    + " cannot be read; it has to be PKCS #12 under the password of " + passwordFile + " ("
                    + unreadable.getMessage() + ")");
        }
    }

    private static String password(Path file) throws Refused {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw Refused.usage(
                        "the password file " + file
                                + " can be read or written by every user of this machine; make it its owner's alone (mode 0600)");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw Refused.usage("the password file " + file + " cannot be read: " + unreadable);
        }
    }

    /** Refuses when the certificate is not for this name: a browser would, too. */
    void requireName(String name) throws Refused {
        if (!names().contains(name) && !names().contains("*" + name.substring(Math.max(0, name.indexOf('.'))))) {
            throw Refused.usage("the certificate in " + keyStore + " is for " + names() + ", not for " + name
                    + ", which the configuration org.cisterna.web names first");
        }
    }

    /** The host names and numeric addresses it is for. */
    List<String> names() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .map(each -> Objects.toString(each.get(1)).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (GeneralSecurityException malformed) {
            return List.of();
        }
    }

    /** SHA-256 of the certificate, as browsers show it. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no SHA-256", impossible);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Certificate[" + keyStore + "]";
    }
}
