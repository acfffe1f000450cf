// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit.driver;

/** Makes messages that a driver must not believe out of those that it may. A family writes one with its device's codec and the key of the pairing. */
public interface Forger {

    /** What is wrong with a message. None of them has a field in it, so that it shows when one is believed. */
    enum Forgery {
        /** Under the seal of the true one. */
        SEAL_OF_ANOTHER,
        /** Under a seal of zeros. */
        SEAL_OF_ZEROS,
        /** Without session, number and seal. */
        UNSEALED,
        /** Of another session, rightly sealed. */
        OTHER_SESSION,
        /** With the number of the next answer, rightly sealed. */
        NEXT_NUMBER,
        /** With the number of the answer before, rightly sealed. */
        NUMBER_BEFORE,
        /** An answer to another request, rightly sealed. */
        OTHER_KIND,
        /** A refusal of the same request without session, number and seal. */
        UNSEALED_REFUSAL,
        /** Nothing is wrong with it but that its fields are missing: only the device can have made it. */
        WITHOUT_FIELDS
    }

    /** Hears a request and its true answer, to learn the session. */
    void hear(byte[] request, byte[] answer);

    /** Whether a message is sealed, in the session that was heard. */
    boolean isSealed(byte[] message);

    /** A message in the place of a sealed answer. */
    byte[] forged(Forgery how, byte[] answer);
}
