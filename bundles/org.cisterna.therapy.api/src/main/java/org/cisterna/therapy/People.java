// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The accounts: who is who, and whether a secret is theirs. An OSGi service; thread-safe.
 *
 * <p>What an administrator changes holds from the next call on: nothing here remembers a revoked account or token. Secrets are compared in
 * constant time. Expiry is house time.
 */
@ProviderType
public interface People {

    /**
     * Recognises a bearer of a token.
     *
     * @param token as the bearer sent it
     * @return empty when there is no such token, or it or its account has expired or been revoked; which of them is not said
     */
    Optional<Identified> byToken(String token);

    /** A person with a valid account; empty when there is none, or it has expired or been revoked. */
    Optional<Person> person(String account);

    /** Every person with a valid account, in the order of their accounts. */
    List<Person> people();

    /**
     * Checks a password, for one who signs. Takes a noticeable part of a second, on purpose. Each wrong one in a row makes the account wait
     * longer before the next is looked at.
     *
     * @param account whose
     * @param password as typed
     * @return the person, or a refusal with {@link Refusal#PASSWORD_WRONG}, {@link Refusal#TOO_MANY_ATTEMPTS} (until when, in house time) or
     *     {@link Refusal#ACCOUNT_INACTIVE}
     */
    Answer<Person> confirm(String account, String password);

    /**
     * Tells of somebody who was refused at an address; it is entered as {@link AccessRefused} says, in the name of the platform. Never fails: what
     * cannot be entered now waits.
     *
     * @param status of the answer
     * @param who was recognised; empty for nobody
     * @param from the remote address
     * @param method of the request
     * @param address its path, without the query
     */
    void refused(int status, Optional<Identified> who, String from, String method, String address);

    /** What is wrong with the accounts on disk, in words that name file and field; empty when nothing is. The other accounts go on. */
    List<String> problems();
}
