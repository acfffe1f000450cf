// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import java.util.function.Function;

/**
 * What came of a request: done, with a value, or refused, with every reason. A refusal changed nothing.
 *
 * @param <T> what is given when it was done
 */
public sealed interface Answer<T> {

    /**
     * Done.
     *
     * @param value the result
     */
    record Done<T>(T value) implements Answer<T> {}

    /**
     * Refused; nothing changed.
     *
     * @param violations every reason, the most limiting first; at least one
     */
    record Refused<T>(List<Violation> violations) implements Answer<T> {
        public Refused {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("a refusal names at least one reason");
            }
        }

        /** The same refusal for another type of result. */
        public <U> Refused<U> retyped() {
            return new Refused<>(violations);
        }
    }

    /** Done, with the value. */
    static <T> Answer<T> done(T value) {
        return new Done<>(value);
    }

    /** Refused for one reason. */
    static <T> Answer<T> refused(Violation violation) {
        return new Refused<>(List.of(violation));
    }

    /** Refused for these reasons. */
    static <T> Answer<T> refused(List<Violation> violations) {
        return new Refused<>(violations);
    }

    /** Whether it was done. */
    default boolean isDone() {
        return this instanceof Done<T>;
    }

    /** The reasons; empty when it was done. */
    default List<Violation> violations() {
        return this instanceof Refused<T> refused ? refused.violations() : List.of();
    }

    /** The value, or an exception that names the refusal; for callers that have ruled a refusal out. */
    default T orElseThrow() {
        if (this instanceof Done<T> done) {
            return done.value();
        }
        throw new IllegalStateException("refused: " + violations());
    }

    /** The value turned into another, or the same refusal. */
    default <U> Answer<U> map(Function<? super T, ? extends U> change) {
        if (this instanceof Done<T> done) {
            return new Done<>(change.apply(done.value()));
        }
        return new Refused<>(violations());
    }

    /** The next request's answer, or the same refusal. */
    default <U> Answer<U> then(Function<? super T, Answer<U>> next) {
        if (this instanceof Done<T> done) {
            return next.apply(done.value());
        }
        return new Refused<>(violations());
    }
}
