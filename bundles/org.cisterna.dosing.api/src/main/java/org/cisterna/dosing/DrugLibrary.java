// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The drugs the house knows, in one version. Its limits are served as the {@link LimitProvider} named {@link LimitProvider#LIBRARY},
 * in the same version. Any thread; what it answers is fixed while the service is registered.
 */
@ProviderType
public interface DrugLibrary {

    /** The version, for people. */
    String version();

    /** Names exactly this data. */
    Digest digest();

    /** Every drug, by id. */
    List<Drug> drugs();

    /** A drug by its id. */
    Optional<Drug> drug(String id);

    /** How long solutions are known to keep; empty in a library that knows of none. */
    default List<Keeping> keepings() {
        return List.of();
    }
}
