// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Making and changing accounts. An OSGi service; thread-safe; whatever writes an account or checks or hashes a password blocks, for a noticeable
 * part of a second.
 *
 * <p>Texts are as people typed them: every one may be anything, and is refused in words ({@link Refusal#BAD_VALUE} and others, naming the field).
 * The fields are called {@code account}, {@code printedName}, {@code roles}, {@code password}, {@code oldPassword}, {@code name}, {@code scopes},
 * {@code expires}. No violation holds a password, a link's token or a secret.
 *
 * <p>Whoever administers needs {@link Act#ADMIN_PEOPLE}, else {@link Refusal#NOT_PERMITTED}. What one administrator asks for another has to confirm
 * once there are two or more valid ones: invitations, links for a new password, and changes of roles. Alone, it holds at once; the entry says so.
 * The last administrator cannot be revoked nor lose the role ({@link Refusal#LAST_ADMIN}). Everything enters the ledger as {@code people.*}, without
 * secrets or hashes of them, as soon as there is one to enter it in.
 *
 * <p>Tokens of links are 256 random bits, good for one use, and kept as hashes. A password is {@value #LEAST_PASSWORD} to {@value #MOST_PASSWORD}
 * characters after Unicode normalisation, of any kind, and neither one of the well-known ones nor made of account and name.
 */
@ProviderType
public interface Administration {

    /** The fewest characters (code points) of a password. */
    int LEAST_PASSWORD = 12;

    /** The most characters (code points) of a password. */
    int MOST_PASSWORD = 128;

    /** How long an invitation, a link for a new password and an unconfirmed change of roles are good for. */
    Duration LINK_LIFE = Duration.ofDays(3);

    /** How long the set-up link is good for; a restart makes another one. */
    Duration SET_UP_LIFE = Duration.ofDays(1);

    /** The longest life of a token. */
    Duration LONGEST_TOKEN = Duration.ofDays(366);

    // ---- set-up

    /** Whether there is no valid administrator, so that the platform waits for its set-up. */
    boolean isSetUpNeeded();

    /**
     * Looks at a set-up link, for the page that it opens; changes nothing.
     *
     * @param token of the link, as it came
     * @return until when it is good (house time), or a refusal with {@link Refusal#LINK_INVALID}: used, too old, or never made
     */
    Answer<Instant> setUpLink(String token);

    /**
     * Makes the first administrator.
     *
     * @return the person, or a refusal: {@link Refusal#LINK_INVALID}, {@link Refusal#BAD_VALUE}, {@link Refusal#ACCOUNT_TAKEN}, {@link
     *     Refusal#NAME_TAKEN}, {@link Refusal#PASSWORD_WEAK}; a refusal for a value leaves the link good
     */
    Answer<Person> setUp(String token, String account, String printedName, String password);

    // ---- invitations

    /**
     * Invites somebody who has no account: the person sets the password by the link.
     *
     * @param roles by their names ({@link Role#text()})
     * @return the invitation with its link's token, shown this once; while {@link Invitation#isWaiting()} the link opens nothing. Or a refusal:
     *     {@link Refusal#BAD_VALUE}, {@link Refusal#ACCOUNT_TAKEN}, {@link Refusal#NAME_TAKEN}, {@link Refusal#TOO_MANY_OPEN}
     */
    Answer<InvitationLink> invite(Identified admin, String account, String printedName, List<String> roles);

    /**
     * Makes a link by which somebody who has an account sets a new password, for instance after forgetting it. The old password stays good until
     * the link is used.
     *
     * @return as {@link #invite}, or a refusal with {@link Refusal#UNKNOWN_ACCOUNT}
     */
    Answer<InvitationLink> inviteToNewPassword(Identified admin, String account);

    /** The invitations that are open, the newest first. */
    Answer<List<Invitation>> invitations(Identified admin);

    /**
     * Confirms an invitation as the second administrator.
     *
     * @return the invitation, or a refusal: {@link Refusal#UNKNOWN_INVITATION}, {@link Refusal#SAME_PERSON}, {@link Refusal#WRONG_STATE}
     */
    Answer<Invitation> confirmInvitation(Identified admin, String id);

    /** Withdraws an open invitation; any administrator may. */
    Answer<Invitation> withdrawInvitation(Identified admin, String id);

    /**
     * Looks at an invitation's link, for the page that it opens; changes nothing.
     *
     * @return the invitation, or a refusal with {@link Refusal#LINK_INVALID} (used, withdrawn, too old, or never made) or {@link
     *     Refusal#NOT_CONFIRMED}
     */
    Answer<Invitation> invitation(String token);

    /**
     * Accepts an invitation by setting the password. All sessions of the account, if it had any, are over.
     *
     * @return the person, or a refusal as for {@link #invitation} or with {@link Refusal#PASSWORD_WEAK}, which leaves the link good
     */
    Answer<Person> accept(String token, String password);

    // ---- accounts

    /** Every account that can be read, revoked ones too, in the order of their names. */
    Answer<List<AccountSummary>> accounts(Identified admin);

    /**
     * Asks for other roles of a person. Holds at once while there is one administrator alone; else another has to confirm.
     *
     * @param roles by their names, all the person shall have
     * @return the change with its state, or a refusal: {@link Refusal#UNKNOWN_ACCOUNT}, {@link Refusal#BAD_VALUE}, {@link Refusal#LAST_ADMIN},
     *     {@link Refusal#TOO_MANY_OPEN}
     */
    Answer<RoleChange> changeRoles(Identified admin, String account, List<String> roles);

    /** The changes of roles that wait for a second administrator, the newest first. */
    Answer<List<RoleChange>> roleChanges(Identified admin);

    /**
     * Confirms a change of roles as the second administrator; it holds at once, and the person's sessions are over.
     *
     * @return the change, or a refusal: {@link Refusal#UNKNOWN_ROLE_CHANGE}, {@link Refusal#SAME_PERSON}, {@link Refusal#LAST_ADMIN}, {@link
     *     Refusal#WRONG_STATE} when the person's roles are no longer those it was asked for
     */
    Answer<RoleChange> confirmRoles(Identified admin, String id);

    /** Rejects or withdraws a change of roles that waits; any administrator may. */
    Answer<RoleChange> rejectRoles(Identified admin, String id);

    /**
     * Revokes an account with all its tokens and sessions, at once and for ever; one administrator suffices. The account's name is never given again.
     *
     * @return the person it was, or a refusal: {@link Refusal#UNKNOWN_ACCOUNT}, {@link Refusal#LAST_ADMIN}
     */
    Answer<Person> revoke(Identified admin, String account);

    // ---- one's own

    /**
     * Changes one's own password; all one's sessions are over, this one too.
     *
     * @return the person, or a refusal: {@link Refusal#PASSWORD_WRONG} or {@link Refusal#TOO_MANY_ATTEMPTS} for the old one, {@link
     *     Refusal#PASSWORD_WEAK} for the new one
     */
    Answer<Person> changePassword(Identified who, String oldPassword, String newPassword);

    /** The acts one may give to a token: those one may do oneself now. */
    Set<Act> tokenActs(Identified who);

    /**
     * Makes a token for programs that act in one's name. What the account may no longer, the token may not either.
     *
     * @param name what it is for: 2 to 60 printable characters
     * @param acts by their names ({@link Act#text()}); at least one, each among {@link #tokenActs}
     * @param expires house time; in the future, within {@link #LONGEST_TOKEN}
     * @return the token, its text shown this once, or a refusal: {@link Refusal#BAD_VALUE}, {@link Refusal#SCOPE_MISSING}, {@link
     *     Refusal#TOO_MANY_OPEN}
     */
    Answer<NewToken> createToken(Identified who, String name, List<String> acts, Instant expires);

    /** One's own tokens, valid ones first, the newest first. */
    List<TokenSummary> tokens(Identified who);

    /**
     * Revokes a token of one's own, or with {@link Act#ADMIN_PEOPLE} anybody's, at once.
     *
     * @return the token, or a refusal: {@link Refusal#UNKNOWN_TOKEN}
     */
    Answer<TokenSummary> revokeToken(Identified who, String id);

    /** What is wrong with the length of a password, as the end of a sentence; empty when nothing is. */
    static Optional<String> lengthProblem(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST_PASSWORD) {
            return Optional.of("has " + length + " characters; " + LEAST_PASSWORD + " or more are needed");
        }
        return length > MOST_PASSWORD
                ? Optional.of("has " + length + " characters; " + MOST_PASSWORD + " at most are allowed")
                : Optional.empty();
    }
}
