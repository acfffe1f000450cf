// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.io.IOException;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.jspecify.annotations.Nullable;

/**
 * Pairing and the opening of sessions over one link, without the messages: an offer or a challenge is good for one answer and for its time, and an answer
 * that was accepted gets, sent again, what it got.
 *
 * @param <F> the fields of a message, equal when they are the same
 * @param <N> a session
 */
public final class Handshake<F, N extends SealedSession<?, ?>> {

    private final Processor<?, N> processor;
    private final KeySchedule keys;
    private final long offerMillis;
    private final long challengeMillis;
    private @Nullable Held offer;
    private @Nullable Asked challenge;
    private @Nullable Repeatable<F> paired;
    private @Nullable Repeatable<F> proved;

    private record Held(int role, Bytes privateKey, Bytes hostKey, Bytes info, long until) {}

    private record Asked(long session, Bytes keyId, Bytes context, long until) {}

    private record Repeatable<F>(F request, F answer) {}

    /** What the device offers to who wants to be paired. */
    public record Offer(Bytes publicKey, Bytes nonce) {}

    /** A pairing that was made: the name of its key, and by what the device shows that it has it. */
    public record Agreed(Bytes keyId, Bytes confirmation) {}

    /** What the device asks of who wants a session, and the number it would have. */
    public record Challenge(long session, Bytes nonce) {}

    /** Who has proved to be who they are, for which session, and by what the device shows the same. */
    public record Proved(long session, Pairing pairing, Bytes context, Bytes deviceProof) {}

    /**
     * Over one link, with nothing begun.
     *
     * @param offerMillis for how long an offer stands
     * @param challengeMillis for how long a challenge does
     */
    public Handshake(Processor<?, N> processor, KeySchedule keys, long offerMillis, long challengeMillis) {
        this.processor = processor;
        this.keys = keys;
        this.offerMillis = offerMillis;
        this.challengeMillis = challengeMillis;
    }

    /** The firmware restarted. */
    public void forget() {
        offer = null;
        challenge = null;
        paired = null;
        proved = null;
    }

    /** Makes a key for who wants to be paired; an offer before it is void. */
    public Offer offer(int role, Bytes hostKey, Bytes hostNonce) {
        Bytes privateKey = processor.random(KeySchedule.PUBLIC_KEY);
        Bytes publicKey = DeviceCrypto.publicKey(privateKey);
        Bytes nonce = processor.random(KeySchedule.NONCE);
        Bytes info = keys.pairingInfo(role, serial(), hostKey, publicKey, hostNonce, nonce);
        long until = now() + offerMillis;
        offer = new Held(role, privateKey, hostKey, info, until);
        processor.handshake(until);
        return new Offer(publicKey, nonce);
    }

    /** What the same request for a pairing got before. */
    public Optional<F> pairedBefore(F request) {
        return Optional.ofNullable(paired)
                .filter(p -> p.request().equals(request))
                .map(Repeatable::answer);
    }

    /** Makes a pairing durable when the other side has the key of the offer; empty when it is refused. */
    public Optional<Agreed> confirm(Bytes confirmation) throws IOException {
        Held made = offer;
        offer = null;
        if (made == null || now() >= made.until()) {
            return Optional.empty();
        }
        Optional<Bytes> key = DeviceCrypto.agree(made.privateKey(), made.hostKey())
                .map(shared -> keys.pairingKey(shared, processor.label().pairingCode(), made.info()));
        if (key.isEmpty() || !DeviceCrypto.same(confirmation, keys.hostConfirmation(key.get(), made.info()))) {
            pairings().failed(now());
            processor.logPairingFailed();
            processor.persist();
            return Optional.empty();
        }
        Bytes keyId = keys.keyId(key.get());
        pairings().add(made.role(), key.get()).ifPresent(old -> {
            if (processor.session().filter(s -> s.keyId().equals(old.keyId())).isPresent()) {
                processor.endSession();
            }
            processor.logReplaced(old);
        });
        processor.logPaired(pairings().find(keyId).orElseThrow());
        processor.persist();
        return Optional.of(new Agreed(keyId, keys.deviceConfirmation(key.get(), made.info())));
    }

    /** Keeps what a request for a pairing is answered. */
    public void paired(F request, F answer) {
        paired = new Repeatable<>(request, answer);
    }

    /** Asks who wants a session to prove who they are; a challenge before it is void. */
    public Challenge challenge(Bytes keyId, Bytes hostNonce) throws IOException {
        long session = processor.newSession();
        Bytes nonce = processor.random(KeySchedule.NONCE);
        Bytes context = keys.context(serial(), keyId, session, hostNonce, nonce);
        long until = now() + challengeMillis;
        challenge = new Asked(session, keyId, context, until);
        processor.handshake(until);
        return new Challenge(session, nonce);
    }

    /** What the same proof got before, while the session that it opened lasts. */
    public Optional<F> provedBefore(F request, long session) {
        return Optional.ofNullable(proved)
                .filter(p -> p.request().equals(request))
                .filter(p ->
                        processor.session().filter(s -> s.number() == session).isPresent())
                .map(Repeatable::answer);
    }

    /** Who has answered the challenge; empty, and counted, when nobody did so rightly and in time. */
    public Optional<Proved> prove(long session, Bytes proof) throws IOException {
        Asked asked = challenge;
        challenge = null;
        Optional<Pairing> found = asked == null ? Optional.empty() : pairings().find(asked.keyId());
        if (asked == null
                || found.isEmpty()
                || asked.session() != session
                || now() >= asked.until()
                || !DeviceCrypto.same(proof, keys.hostProof(found.get().key(), asked.context()))) {
            processor.unproved();
            return Optional.empty();
        }
        Bytes deviceProof = keys.deviceProof(found.get().key(), asked.context());
        return Optional.of(new Proved(session, found.get(), asked.context(), deviceProof));
    }

    /** Opens a session durably, and keeps what the proof is answered. */
    public void open(Proved by, N session, F request, F answer) throws IOException {
        processor.open(session);
        pairings().used(by.pairing());
        processor.persist();
        proved = new Repeatable<>(request, answer);
    }

    private Pairings pairings() {
        return processor.state().pairings();
    }

    private String serial() {
        return processor.label().serial();
    }

    private long now() {
        return processor.at();
    }
}
