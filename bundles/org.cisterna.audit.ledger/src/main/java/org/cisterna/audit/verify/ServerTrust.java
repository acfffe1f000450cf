// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.net.Socket;
import java.net.URLConnection;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate of a server is believed: those that this Java believes, for the name that was asked, or the one with a given fingerprint and no
 * other, whatever names it bears and whoever signed it. The ledger is proven without it; what it guards is the token. For any thread.
 */
final class ServerTrust {

    /** How the option is called, which stands in the words of a refusal. */
    static final String OPTION = "--fingerprint";

    private static final String PREFIX = "sha256:";

    private final Optional<String> fingerprint;
    private final SSLSocketFactory sockets;

    private ServerTrust(Optional<String> fingerprint, X509ExtendedTrustManager trust) {
        this.fingerprint = fingerprint;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            sockets = context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot speak TLS", e);
        }
    }

    /** As this Java does; where that refuses, the words name the fingerprint and the option. */
    static ServerTrust ofThisJava() {
        return new ServerTrust(Optional.empty(), new Known(known()));
    }

    /**
     * One certificate alone.
     *
     * @param text its SHA-256 as a start prints it, pairs of hexadecimal digits with colons or without, {@code sha256:} before it or not
     * @throws IllegalArgumentException when it is none
     */
    static ServerTrust only(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        String digits = (plain.startsWith(PREFIX) ? plain.substring(PREFIX.length()) : plain).replace(":", "");
        if (!digits.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no SHA-256 fingerprint: it has 64 hexadecimal digits");
        }
        return new ServerTrust(Optional.of(digits), new Pinned(digits));
    }

    /** The one that is believed alone, as {@code sha256:} and 64 digits. */
    Optional<String> fingerprint() {
        return fingerprint.map(PREFIX::concat);
    }

    /** Before it is connected. */
    void guard(URLConnection connection) {
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(sockets);
        }
    }

    private static X509ExtendedTrustManager known() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificates that this Java believes cannot be read", e);
        }
        throw new IllegalStateException("this Java believes no certificates");
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Nobody is served here; a server is looked at the same way with a socket, an engine, or neither. */
    private abstract static class Servers extends X509ExtendedTrustManager {

        abstract void check(X509Certificate[] chain, String type, @Nullable Socket socket, @Nullable SSLEngine engine)
                throws CertificateException;

        @Override
        public final void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain, type, null, null);
        }

        @Override
        public final void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain, type, socket, null);
        }

        @Override
        public final void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain, type, null, engine);
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody is served here");
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static final class Pinned extends Servers {
        private final String digits;

        Pinned(String digits) {
            this.digits = digits;
        }

        @Override
        void check(X509Certificate[] chain, String type, @Nullable Socket socket, @Nullable SSLEngine engine)
                throws CertificateException {
            String found = fingerprint(chain[0]);
            if (!found.equals(digits)) {
                throw new CertificateException("the server's certificate has the fingerprint " + PREFIX + found
                        + ", and only " + PREFIX + digits + " is believed");
            }
        }
    }

    private static final class Known extends Servers {
        private final X509ExtendedTrustManager known;

        Known(X509ExtendedTrustManager known) {
            this.known = known;
        }

        @Override
        void check(X509Certificate[] chain, String type, @Nullable Socket socket, @Nullable SSLEngine engine)
                throws CertificateException {
            try {
                if (socket != null) {
                    known.checkServerTrusted(chain, type, socket);
                } else if (engine != null) {
                    known.checkServerTrusted(chain, type, engine);
                } else {
                    known.checkServerTrusted(chain, type);
                }
            } catch (CertificateException refused) {
                throw new CertificateException(
                        "the server's certificate is not believed: " + refused.getMessage()
                                + ". Its fingerprint is " + PREFIX + fingerprint(chain[0])
                                + "; if the start of that node printed the same one, say " + OPTION + " with it",
                        refused);
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return known.getAcceptedIssuers();
        }
    }
}
