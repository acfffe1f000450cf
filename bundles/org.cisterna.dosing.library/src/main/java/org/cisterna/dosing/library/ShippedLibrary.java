// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The library that ships with the product: the data in this jar, as drugs and as the limiter {@code library}. In force in the product until an
 * edition was released; for whoever runs without one always.
 */
public final class ShippedLibrary extends LibraryInForce {

    private static final String DATA = "library.json";

    /**
     * Reads the data of this jar.
     *
     * @throws IllegalArgumentException naming every reason for which they are not fit
     */
    public ShippedLibrary() {
        super(data());
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
}
