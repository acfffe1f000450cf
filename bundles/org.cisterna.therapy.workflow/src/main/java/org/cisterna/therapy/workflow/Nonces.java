// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/**
 * The nonces that were issued and not used. In memory only: after a restart none is good. A person has one for each change of dose; a new one
 * makes the one before worthless.
 */
final class Nonces {

    private static final int BYTES = 16;

    private record Whose(String account, String change) {}

    private final ConcurrentMap<Whose, SignNonce> issued = new ConcurrentHashMap<>();
    private final TimeSource house;
    private final Randomness randomness;
    private final Duration life;

    Nonces(TimeSource house, Randomness randomness, Duration life) {
        this.house = house;
        this.randomness = randomness;
        this.life = life;
    }

    SignNonce issue(String account, String change, Digest plan, Meaning meaning, Instant notAfter) {
        Instant now = house.now();
        issued.values().removeIf(each -> !now.isBefore(each.expires()));
        Instant end = now.plus(life);
        SignNonce nonce = new SignNonce(
                HexFormat.of().formatHex(randomness.secret(BYTES)),
                change,
                plan,
                meaning,
                end.isBefore(notAfter) ? end : notAfter);
        issued.put(new Whose(account, change), nonce);
        return nonce;
    }

    /** Uses a nonce up, whatever comes of it; gives the reason for which it is not good for this signature. */
    Optional<Violation> use(String nonce, String account, String change, Digest plan, Meaning meaning) {
        SignNonce known = issued.remove(new Whose(account, change));
        if (known == null || !known.nonce().equals(nonce) || !known.plan().equals(plan) || known.meaning() != meaning) {
            return Optional.of(
                    Refusal.NONCE_INVALID.because(
                            "nonce",
                            Rights.shown(nonce),
                            "This nonce was not issued to you for this plan, or has been used; ask for a new one and sign again."));
        }
        if (!house.now().isBefore(known.expires())) {
            return Optional.of(Refusal.EXPIRED
                    .because("nonce", Rights.shown(nonce), "This nonce is too old; ask for a new one and sign again.")
                    .against(known.expires().toString(), "therapy"));
        }
        return Optional.empty();
    }
}
