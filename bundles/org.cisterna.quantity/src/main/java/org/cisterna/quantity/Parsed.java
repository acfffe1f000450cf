// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What became of a text that somebody typed or sent: a {@link Value}, or a {@link Refused} that says in words what is
 * wrong with it and how to write it. A refusal of input is an answer, not an exception.
 *
 * <p>Immutable; any thread.
 *
 * @param <T> what was asked for
 */
@ProviderType
public sealed interface Parsed<T> {

    /**
     * The text meant this, exactly.
     *
     * @param <T> what was asked for
     * @param value the value; nothing was rounded to reach it
     */
    record Value<T>(T value) implements Parsed<T> {
        /**
         * Refuses null.
         *
         * @param value as above
         */
        public Value {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * The text was refused.
     *
     * @param <T> what was asked for
     * @param text the refused text, safe to show anywhere: quoted, at most 60 characters of it, everything but
     *     printable ASCII escaped
     * @param reason what is wrong, in words, with the value it is about
     * @param wayOut what to write instead, in words
     */
    record Refused<T>(String text, String reason, String wayOut) implements Parsed<T> {
        /**
         * Refuses null.
         *
         * @param text as above
         * @param reason as above
         * @param wayOut as above
         */
        public Refused {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(wayOut, "wayOut");
        }

        /**
         * The whole refusal as one line.
         *
         * @return text, reason and way out
         */
        public String message() {
            return text + " " + reason + "; " + wayOut;
        }
    }

    /**
     * The value, for constants and for places where a refusal would be a bug.
     *
     * @return the value
     * @throws IllegalArgumentException with {@link Refused#message()} when the text was refused
     */
    default T orElseThrow() {
        if (this instanceof Value<T> parsed) {
            return parsed.value();
        }
        throw new IllegalArgumentException(refusal().map(Refused::message).orElseThrow());
    }

    /**
     * The value, if there is one.
     *
     * @return empty when the text was refused
     */
    default Optional<T> accepted() {
        return this instanceof Value<T> parsed ? Optional.of(parsed.value()) : Optional.empty();
    }

    /**
     * The refusal, if there is one.
     *
     * @return empty when the text was accepted
     */
    default Optional<Refused<T>> refusal() {
        return this instanceof Refused<T> refused ? Optional.of(refused) : Optional.empty();
    }
}
