// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.concurrent.Callable;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.pump.wire.LinkException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call into code that is not ours, or that may hang.
 *
 * @param <T> what it gives
 */
sealed interface Called<T> {

    /**
     * It came back with this.
     *
     * @param <T> what it gives
     * @param value never null
     */
    record Value<T>(T value) implements Called<T> {}

    /**
     * It gave nothing.
     *
     * @param <T> what it should have given
     * @param why of what kind that was
     * @param words for people
     * @param made whether the call was made at all; when it was not, nothing can have happened
     */
    record Failed<T>(Why why, String words, boolean made) implements Called<T> {

        /** The same for another type. */
        <U> Failed<U> retyped() {
            return new Failed<>(why, words, made);
        }
    }

    /** Why a call gave nothing. */
    enum Why {
        /** The link failed, or the deadline passed. */
        LINK,
        /** It threw what it must not throw, or returned null. */
        BROKE,
        /** It did not come back; its thread is lost until it does. */
        STUCK,
        /** The host wanted it to end: a stop came, the driver went, the platform stops. */
        ENDED
    }

    /** Runs foreign code here and now; whatever it does ends as a value. */
    static <T> Called<T> run(String what, Callable<? extends @Nullable T> body) {
        try {
            T value = body.call();
            return value == null ? new Failed<>(Why.BROKE, what + " gave null", true) : new Value<>(value);
        } catch (LinkException e) {
            return new Failed<>(Why.LINK, what + ": " + e.reason() + ", " + ForeignWords.of(e.getMessage()), true);
        } catch (LedgerUnavailableException | EvidenceUnavailableException e) { // ours, and its message is for people
            return new Failed<>(Why.BROKE, what + " was not possible: " + ForeignWords.of(e.getMessage()), true);
        } catch (InterruptedException e) {
            return new Failed<>(Why.LINK, what + " was interrupted", true);
        } catch (Throwable e) { // foreign code may throw anything, a missing class included
            return new Failed<>(Why.BROKE, what + " threw " + ForeignWords.of(e), true);
        }
    }
}
