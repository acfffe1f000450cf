// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.nio.file.Path;
import java.util.Optional;
import org.cisterna.canonical.Digest;

/**
 * A driver whose service is there.
 *
 * @param name symbolic name of its bundle
 * @param version of its bundle
 * @param family which pumps it drives; empty until it has said so
 * @param content digest of what the bundle holds; empty when that cannot be read
 * @param jar what the bundle holds, as one file
 * @param trouble why the content is not known; else empty
 */
record InstalledDriver(
        String name, String version, String family, Optional<Digest> content, Path jar, String trouble) {}
