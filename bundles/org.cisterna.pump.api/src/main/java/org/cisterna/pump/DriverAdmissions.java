// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import org.cisterna.canonical.Digest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The drivers folder: what was put into it, and what may run. An OSGi service; thread-safe. A jar runs only once somebody admitted exactly its
 * bytes; a changed jar is another one.
 */
@ProviderType
public interface DriverAdmissions {

    /** What is or was in the folder since the start, in the order of file names. */
    List<DriverJar> jars();

    /**
     * Admits a jar by its digest; it is installed and started before this returns.
     *
     * @param digest as {@link #jars()} shows it
     * @return the jar as it stands now; refused when no jar has this digest, or it cannot be entered in the ledger
     */
    Answer<DriverJar> admit(Digest digest, Caller caller);
}
