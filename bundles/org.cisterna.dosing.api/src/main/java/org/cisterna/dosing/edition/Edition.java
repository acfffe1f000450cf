// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.edition;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;

/**
 * An edition of a drug library in one state of its life. A step that is not the next one does not exist as a method; one that may not be taken
 * is refused in words. Whoever keeps editions compares the digest with the data it serves.
 */
public sealed interface Edition {

    /** The version it calls itself. */
    String version();

    /** Names exactly the data that every step so far was about. */
    Digest digest();

    /**
     * Somebody wrote it; nobody else has read it. It is served nowhere.
     *
     * @param version as above
     * @param digest as above
     * @param author account of who wrote it
     */
    record Draft(String version, Digest digest, String author) implements Edition {

        /**
         * A second person has read it.
         *
         * @param reviewer account of the second person
         * @param read digest of what that person read
         * @param at when, in house time
         * @return refused when it is the author, or when something else was read
         */
        public Answer<Reviewed> reviewedBy(String reviewer, Digest read, Instant at) {
            if (reviewer.equals(author)) {
                return refused(
                        "SAME_PERSON",
                        "reviewer",
                        reviewer,
                        "whoever wrote an edition does not review it; ask a second person");
            }
            if (!read.equals(digest)) {
                return refused(
                        "OTHER_DATA",
                        "read",
                        read.text(),
                        "what was read is not this draft, " + digest.text() + "; read it again");
            }
            return Answer.done(new Reviewed(this, reviewer, at));
        }
    }

    /**
     * A second person has read it. It is served nowhere yet.
     *
     * @param draft what was read
     * @param reviewer account of who read it
     * @param at when
     */
    record Reviewed(Draft draft, String reviewer, Instant at) implements Edition {

        @Override
        public String version() {
            return draft.version();
        }

        @Override
        public Digest digest() {
            return draft.digest();
        }

        /**
         * It is put into use.
         *
         * @param releaser account of who releases it
         * @param predecessor the edition in use until now, withdrawn by this; empty for the first
         * @param when in house time
         * @return refused when it would be before the review, or replace itself
         */
        public Answer<Released> releasedBy(String releaser, Optional<Released> predecessor, Instant when) {
            if (when.isBefore(at)) {
                return refused("TIME_IMPOSSIBLE", "when", when.toString(), "it was reviewed only at " + at);
            }
            if (predecessor.map(Released::version).equals(Optional.of(version()))) {
                return refused(
                        "VERSION_TWICE",
                        "version",
                        version(),
                        "the edition in use has this version already; give the new one its own");
            }
            return Answer.done(new Released(this, releaser, when));
        }
    }

    /**
     * In use.
     *
     * @param reviewed what was reviewed
     * @param releaser account of who released it
     * @param at when
     */
    record Released(Reviewed reviewed, String releaser, Instant at) implements Edition {

        @Override
        public String version() {
            return reviewed.version();
        }

        @Override
        public Digest digest() {
            return reviewed.digest();
        }

        /**
         * It goes out of use, for ever.
         *
         * @param account of who withdraws it
         * @param reason why
         * @param when in house time
         * @return refused without a reason, or before its release
         */
        public Answer<Withdrawn> withdrawnBy(String account, String reason, Instant when) {
            if (reason.isBlank()) {
                return refused("REASON_MISSING", "reason", reason, "say why it is withdrawn");
            }
            if (when.isBefore(at)) {
                return refused("TIME_IMPOSSIBLE", "when", when.toString(), "it was released only at " + at);
            }
            return Answer.done(new Withdrawn(this, account, reason, when));
        }
    }

    /**
     * Out of use. Decisions that were made with it stay readable; none is made with it any more.
     *
     * @param released what was in use
     * @param account who withdrew it
     * @param reason why
     * @param at when
     */
    record Withdrawn(Released released, String account, String reason, Instant at) implements Edition {

        @Override
        public String version() {
            return released.version();
        }

        @Override
        public Digest digest() {
            return released.digest();
        }
    }

    private static <T> Answer<T> refused(String code, String field, String value, String message) {
        return Answer.refused(Violation.of(code, field, value, field + ": " + message));
    }
}
