// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;

/**
 * The library that ships with the product: the data in this jar, as drugs and as the limiter {@code library}. In force in the product until an
 * edition was released; for whoever runs without one always.
 */
public final class ShippedLibrary implements DrugLibrary, LimitProvider {

    private static final String DATA = "library.json";

    private final LibraryData data;

    /**
     * Reads the data of this jar.
     *
     * @throws IllegalArgumentException naming every reason for which they are not fit
     */
    public ShippedLibrary() {
        data = data();
    }

    /** The data of this jar. */
    static LibraryData data() {
        return LibraryReader.read(bytes());
    }

    private static byte[] bytes() {
        try (InputStream stream = ShippedLibrary.class.getResourceAsStream(DATA)) {
            if (stream == null) {
                throw new IllegalStateException("the jar holds no " + DATA);
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("the jar's " + DATA + " cannot be read", broken);
        }
    }

    @Override
    public String version() {
        return data.version();
    }

    @Override
    public Digest digest() {
        return data.digest();
    }

    @Override
    public List<Drug> drugs() {
        return data.drugs();
    }

    @Override
    public Optional<Drug> drug(String id) {
        return data.drugs().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public List<Keeping> keepings() {
        return data.keepings();
    }

    @Override
    public String name() {
        return data.limits().name();
    }

    @Override
    public LimitSet limits() {
        return data.limits();
    }

    List<LibraryData.Source> sources() {
        return data.sources();
    }
}
