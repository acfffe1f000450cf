// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** A claim on a part of a {@link Storage} by one process. May be given back by any thread, once or more often. */
@ProviderType
public interface StorageLock extends Closeable {

    /** Gives the claim back. */
    @Override
    void close() throws IOException;
}
