// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds the messages of one protocol in the bytes of one link, from its opening on. What is no frame is dropped without a word and costs no more
 * than its bytes.
 *
 * @param <M> a message
 */
@ConsumerType
public interface FrameReader<M> {

    /** Takes in what came; a frame may be cut anywhere, or come with others. */
    void feed(byte[] bytes);

    /** The next whole frame, when it has come. */
    Optional<Frame<M>> next();

    /** The bytes of a message to be sent, whole. */
    byte[] wire(M message);

    /**
     * A whole frame.
     *
     * @param wire as it came
     * @param message what stands in it; empty when the frame is whole and what it holds is no message
     */
    record Frame<M>(Bytes wire, Optional<M> message) {}
}
