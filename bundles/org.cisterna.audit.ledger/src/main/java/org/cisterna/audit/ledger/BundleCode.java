// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Names the code that a class belongs to by the bytes of all classes in its bundle and in those bundles of ours whose packages that one
 * uses. A version would not do: two builds of a day have the same.
 */
final class BundleCode implements Function<Class<?>, String> {
    private static final String OURS = "org.cisterna.";

    /** A bundle as it was installed or updated. */
    private record Installed(long id, long modified) {}

    private final Map<Installed, byte[]> known = new ConcurrentHashMap<>();

    @Override
    public String apply(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle == null) {
            throw new IllegalArgumentException(type + " is in no bundle, so its code has no name");
        }
        Map<String, Bundle> bundles = new TreeMap<>();
        bundles.put(bundle.getSymbolicName(), bundle);
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)
                    .forEach(wire -> add(bundles, wire.getProvider().getBundle()));
        }
        MessageDigest all = sha256();
        bundles.forEach((name, each) -> {
            all.update(name.getBytes(StandardCharsets.UTF_8));
            all.update(known.computeIfAbsent(
                    new Installed(each.getBundleId(), each.getLastModified()), key -> digest(each)));
        });
        return HexFormat.of().formatHex(all.digest());
    }

    private static void add(Map<String, Bundle> bundles, Bundle bundle) {
        String name = bundle.getSymbolicName();
        if (name != null && name.startsWith(OURS)) {
            bundles.put(name, bundle);
        }
    }

    private static byte[] digest(Bundle bundle) {
        MessageDigest digest = sha256();
        Map<String, URL> sorted = new TreeMap<>();
        Enumeration<URL> classes = bundle.findEntries("/", "*.class", true);
        while (classes != null && classes.hasMoreElements()) {
            URL each = classes.nextElement();
            sorted.put(each.getPath(), each);
        }
        sorted.forEach((path, url) -> {
            try (InputStream in = url.openStream()) {
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(path + " of " + bundle + " cannot be read", e);
            }
        });
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
