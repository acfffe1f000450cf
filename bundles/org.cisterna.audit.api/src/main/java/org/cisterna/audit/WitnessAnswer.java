// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

/**
 * What a {@link Witness} answers. Immutable.
 *
 * @param kind what became of the request
 * @param text the lines of the answer: cosignatures, the size that was cosigned last, or the reason in words; ends a line
 */
public record WitnessAnswer(Kind kind, String text) {

    /** What became of a request. */
    public enum Kind {
        /** The text is one or more lines of cosignatures. */
        COSIGNED,
        /** It is no request. */
        MALFORMED,
        /** No key that is trusted for the log has signed the checkpoint. */
        NOT_SIGNED,
        /** No log of that origin is cosigned here. */
        UNKNOWN_LOG,
        /** The size that was cosigned last is another one; it is the text. */
        OTHER_SIZE,
        /** It is not proven that the checkpoint extends the one that was cosigned last. */
        NOT_CONSISTENT,
        /** Nothing can be kept, so nothing is cosigned. */
        UNAVAILABLE
    }
}
