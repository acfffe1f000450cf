// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A witness for the logs of other nodes (C2SP tlog-witness): it cosigns a checkpoint when that extends the last one it has cosigned, and so
 * uncovers who shows two versions of a log, or puts one back. An OSGi service, where the node is configured as one.
 *
 * <p>Safe for any number of threads. Anybody may ask it: what it believes are signatures.
 */
@ProviderType
public interface Witness {

    /**
     * Is asked to cosign a checkpoint.
     *
     * @param request the body of {@code add-checkpoint}, whatever stands in it
     * @return the cosignature, which is durable, or why there is none
     */
    WitnessAnswer add(byte[] request);

    /**
     * The checkpoint of a log that it has cosigned last, with its cosignature.
     *
     * @param originHash SHA-256 of the log's origin, 64 lower case hexadecimal digits
     * @return the signed note; empty when it has cosigned none
     */
    Optional<byte[]> checkpoint(String originHash);

    /** The verifier key of its cosignatures: {@code name+id+base64}. */
    String key();

    /** What the people who run this node should know, in words: a log that has signed two versions of itself, a disk that failed. */
    List<String> notes();
}
