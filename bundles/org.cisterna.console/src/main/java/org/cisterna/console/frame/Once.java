// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/**
 * Makes that a form is sent once. Each form that is shown carries a new key; the first to send it does the act, whoever sends the same key again
 * (double click, reload, back) is shown what came of it. A key holds for one session, twelve hours and this start of the platform, so that no form
 * out of an old window acts later. Thread-safe.
 */
public final class Once {

    static final Duration VALID = Duration.ofHours(12);
    static final int MOST = 20_000;

    /** What a key is good for. */
    public sealed interface Turn {
        /** Nobody has sent it: do the act, then {@link Once#done} or {@link Once#free}. */
        record First() implements Turn {}

        /** Somebody is doing it. */
        record UnderWay() implements Turn {}

        /**
         * It was done.
         *
         * @param location where what came of it is shown
         */
        record Done(String location) implements Turn {}

        /** It is not a key of ours, too old, or of another session. */
        record Invalid() implements Turn {}
    }

    private final Map<String, Optional<String>> used = new LinkedHashMap<>();
    private final SecretKeySpec secret;
    private final Randomness randomness;
    private final TimeSource house;

    /** With fresh chance. */
    public Once(Randomness randomness, TimeSource house) {
        this.randomness = randomness;
        this.house = house;
        this.secret = new SecretKeySpec(randomness.secret(32), "HmacSHA256");
    }

    /** A new key for a session. */
    public String key(String session) {
        String body = house.now().toEpochMilli() + "." + text(randomness.secret(12));
        return body + "." + sealed(session, body);
    }

    /** Takes a key, as it came from a form. Behind a {@code ~} it can name the form: several forms of one page are several keys. */
    public Turn take(String session, String key) {
        int mark = key.indexOf('~');
        String sealed = mark < 0 ? key : key.substring(0, mark);
        int dot = sealed.lastIndexOf('.');
        if (dot < 0 || key.length() > 300 || !isSealed(session, sealed.substring(0, dot), sealed.substring(dot + 1))) {
            return new Turn.Invalid();
        }
        Instant made = Instant.ofEpochMilli(Long.parseLong(key, 0, key.indexOf('.'), 10));
        if (house.now().isAfter(made.plus(VALID))) {
            return new Turn.Invalid();
        }
        synchronized (used) {
            Optional<String> result = used.get(key);
            if (result == null) {
                forget();
                used.put(key, Optional.empty());
                return new Turn.First();
            }
            return result.<Turn>map(Turn.Done::new).orElseGet(Turn.UnderWay::new);
        }
    }

    /** The act was done; whoever sends the key again is sent there. */
    public void done(String key, String location) {
        synchronized (used) {
            used.put(key, Optional.of(location));
        }
    }

    /** The act was refused and changed nothing; the key may come again. */
    public void free(String key) {
        synchronized (used) {
            used.remove(key);
        }
    }

    private void forget() {
        if (used.size() >= MOST) {
            used.remove(used.keySet().iterator().next());
        }
    }

    private boolean isSealed(String session, String body, String seal) {
        return MessageDigest.isEqual(
                sealed(session, body).getBytes(StandardCharsets.US_ASCII), seal.getBytes(StandardCharsets.UTF_8));
    }

    private String sealed(String session, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return text(mac.doFinal((session + "\n" + body).getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 24);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException("HMAC-SHA-256 is not there", everyJavaHasIt);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
