// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The bundle of the driver that is tested.
 *
 * @param file where it lies: a jar, or the folder of what would be in it
 * @param description how a report names a bundle and what is wired to it
 */
public record DriverBundle(Path file, Description description) {

    /** How a bundle is described. */
    @FunctionalInterface
    public interface Description {
        /**
         * Describes a bundle.
         *
         * @param driver where it lies
         * @param wired what its imports may come from
         */
        TestedBundle of(Path driver, List<Path> wired) throws IOException;
    }

    /** A bundle that is described as reports describe it. */
    public static DriverBundle of(Path file) {
        return new DriverBundle(file, TestedBundle::of);
    }
}
