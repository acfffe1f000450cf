// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sessions of people in browsers. An OSGi service; thread-safe; blocks only where it says so.
 *
 * <p>Sessions live in memory: a restart of the platform, or of this service, signs everybody out. Of the secret only a hash is kept. A session is
 * locked when it was not used for {@link Limits#idle()}, and over after {@link Limits#longest()} in any case. It is over at once when its account
 * is revoked or expires, when the account's roles, printed name or password change, whoever changed them and be it by hand in the account's file,
 * and when somebody signs it out or revokes it. An account has at most {@link Limits#perAccount()} at a time; one more ends the one that was not
 * used for longest. Beginning, end, refused beginning and unlocking are entered in the ledger ({@code people.session}, {@code
 * people.session-refused}).
 *
 * <p>Each sign-in and each unlocking makes a new secret, whatever the browser sent along, so that nobody can lay a secret for somebody else; the old
 * one is worthless from then on.
 */
@ProviderType
public interface Sessions {

    /**
     * The bounds, in house time.
     *
     * @param idle how long unused until it is locked
     * @param longest how long it can last
     * @param perAccount how many one account can have
     * @param total how many there can be; beyond it sign-in is refused with {@link Refusal#TOO_MANY_SESSIONS}
     */
    record Limits(Duration idle, Duration longest, int perAccount, int total) {}

    /** The bounds in force; for pages to say. */
    Limits limits();

    /**
     * Signs in. Takes a noticeable part of a second, on purpose, and as long for an account that does not exist as for a wrong password.
     *
     * @param account as typed; anything
     * @param password as typed; anything
     * @param from what the browser said of itself and where it asked from; shortened and cleaned here
     * @return the new session, or a refusal: {@link Refusal#SIGN_IN_WRONG} (account or password, which is not said), {@link
     *     Refusal#TOO_MANY_ATTEMPTS} (until when, in house time), {@link Refusal#TOO_MANY_SESSIONS}
     */
    Answer<OpenedSession> signIn(String account, String password, String from);

    /**
     * Recognises the session of a secret, and counts as use of it unless it is locked. For what a person does; what a page does by itself asks
     * {@link #look}.
     *
     * @param secret as the browser sent it; anything
     * @return empty when there is no such session or it is over; which of them is not said
     */
    Optional<Session> bySecret(String secret);

    /** The same without counting as use: for streams of events and what pages fetch by themselves. */
    Optional<Session> look(String secret);

    /**
     * The session of an id, for whoever recognised it before and asks whether it is still there; no use of it. Cheap enough for every event: what was
     * changed by hand in an account's file is known within a second, everything else at once.
     */
    Optional<Session> byId(String id);

    /** Locks at once, as after a long time without use; does nothing when there is no such session. */
    void lock(String secret);

    /**
     * Unlocks with the password of the session's person. Also for a session that is not locked: it is another proof of who sits there.
     *
     * @return the same session under a new secret, or a refusal: {@link Refusal#SESSION_ENDED}, {@link Refusal#PASSWORD_WRONG}, {@link
     *     Refusal#TOO_MANY_ATTEMPTS}
     */
    Answer<OpenedSession> unlock(String secret, String password);

    /** Ends a session; does nothing when there is none. */
    void signOut(String secret);

    /** The sessions of the one who asks, the last used first. */
    List<SessionSummary> own(Identified who);

    /** Everybody's sessions, the last used first; refused without {@link Act#ADMIN_PEOPLE}. */
    Answer<List<SessionSummary>> all(Identified who);

    /**
     * Ends a session of one's own, or with {@link Act#ADMIN_PEOPLE} anybody's, at once.
     *
     * @return what was ended, or a refusal: {@link Refusal#UNKNOWN_SESSION}, {@link Refusal#NOT_PERMITTED}
     */
    Answer<SessionSummary> revoke(String id, Identified who);
}
