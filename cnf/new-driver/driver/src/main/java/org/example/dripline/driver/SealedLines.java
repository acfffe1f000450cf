// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import org.cisterna.pump.spi.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;

/**
 * The sealed part of a session. A request is {@code COUNTER WORDS TAG}; its answer has the same counter. A tag is over session, direction, counter and
 * words, so that a line of another session, of the other direction, or of earlier, is nobody's answer. The key itself is never seen here: the host
 * lends a handle that makes and checks tags.
 *
 * <p>On silence the same line is sent again. The device does a counter at most once and answers it alike as often as it is asked.
 */
final class SealedLines {

    static final int TAG = 16;
    private static final int NONCE = 16;
    private static final int SENDINGS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long LAST = 1_000_000;

    private final Lines lines;
    private final KeyHandle key;
    private final String session;
    private long counter;

    private SealedLines(Lines lines, KeyHandle key, String session) {
        this.lines = lines;
        this.key = key;
        this.session = session;
    }

    /**
     * Opens a session: each side gives a nonce, and proves the key by the tag of its first line.
     *
     * @param serial of the pump that is expected
     * @return refused when another pump answers
     * @throws LinkException when nobody proved the key
     */
    static Answer<SealedLines> open(Lines lines, CallContext context, KeyHandle key, String serial, Call call)
            throws LinkException, InterruptedException {
        String nonce = HexFormat.of().formatHex(context.randomness().secret(NONCE));
        Words challenge = ask(lines, "OPEN " + nonce, "CHALLENGE", 3, call);
        String answered;
        try {
            answered = challenge.word(1);
            challenge.bytes(2, NONCE);
        } catch (MalformedException e) {
            throw misread("OPEN", e);
        }
        if (!answered.equals(serial)) {
            return Answer.refused(otherPump(serial, answered));
        }
        SealedLines sealed = new SealedLines(
                lines,
                key,
                "drip-line 1|" + serial + "|" + nonce + "|" + challenge.words().get(2));
        sealed.ask(call, "HELLO");
        return Answer.done(sealed);
    }

    static Violation otherPump(String expected, String answered) {
        return Violation.of(
                        "IDENTITY_MISMATCH",
                        "serial",
                        answered.replaceAll("[^A-Za-z0-9.-]", "?"),
                        "another pump answers at this address; nothing was sent to it. Make sure that the right one is in reach")
                .against(expected, "the pairing");
    }

    /** A line in the clear, before there is a key: asked again on silence, lines of any other kind are dropped. */
    static Words ask(Lines lines, String line, String answer, int count, Call call)
            throws LinkException, InterruptedException {
        for (int sending = 0; sending < SENDINGS; sending++) {
            lines.send(line, call);
            Instant until = call.until(PATIENCE);
            for (Optional<String> came = lines.receive(until, call);
                    came.isPresent();
                    came = lines.receive(until, call)) {
                try {
                    Words words = Words.of(came.get());
                    if (words.word(0).equals(answer)) {
                        return words.exactly(count);
                    }
                    if (words.word(0).equals("REFUSED")) {
                        throw new LinkException(
                                Reason.REFUSED, "the pump, or somebody in its place, refused: " + refusal(words));
                    }
                } catch (MalformedException noise) {
                    continue; // whoever sent it, it is no answer
                }
            }
        }
        throw new LinkException(Reason.TIMEOUT, "nobody answered " + line.split(" ", 2)[0]);
    }

    private static String refusal(Words words) throws MalformedException {
        return switch (words.word(1)) {
            case "CODE" -> "the pairing code is not the one on its label";
            case "TRIES" -> "too many wrong pairing codes; restart the device";
            case "KEY" -> "it does not know this pairing; if this stays so, pair it again";
            default -> "a reason that this driver does not know";
        };
    }

    /**
     * Asks, and waits for the proven answer: {@code OK} or {@code NO} and what follows.
     *
     * @throws LinkException when none came; that says nothing about what reached the pump
     */
    Words ask(Call call, String... words) throws LinkException, InterruptedException {
        if (counter == LAST) {
            throw new LinkException(Reason.CUT, "the session is used up; open a new one");
        }
        counter++;
        String body = counter + " " + String.join(" ", words);
        String line = body + " " + tag("to pump", body);
        Optional<String> hint = Optional.empty();
        for (int sending = 0; sending < SENDINGS; sending++) {
            lines.send(line, call);
            Instant until = call.until(PATIENCE);
            for (Optional<String> came = lines.receive(until, call);
                    came.isPresent();
                    came = lines.receive(until, call)) {
                Optional<Words> proven = proven(came.get());
                if (proven.isPresent()) {
                    return proven.get();
                }
                hint = came.get().equals("REFUSED KEY") ? came : hint;
            }
        }
        throw new LinkException(
                hint.isPresent() ? Reason.REFUSED : Reason.TIMEOUT,
                "no proven answer to " + words[0]
                        + (hint.isPresent()
                                ? "; the pump, or somebody in its place, says that it does not know this pairing"
                                : ""));
    }

    /** The words of a line that has our counter and a right tag; empty for everything else. */
    private Optional<Words> proven(String line) {
        try {
            Words all = Words.of(line);
            List<String> words = new ArrayList<>(all.words());
            byte[] tag = all.bytes(words.size() - 1, TAG);
            words.remove(words.size() - 1);
            String body = String.join(" ", words);
            boolean ours = words.size() >= 2
                    && words.get(0).equals(Long.toString(counter))
                    && List.of("OK", "NO").contains(words.get(1))
                    && key.verify(sealed("from pump", body), tag);
            return ours ? Optional.of(new Words(words.subList(1, words.size()))) : Optional.empty();
        } catch (MalformedException noise) {
            return Optional.empty();
        }
    }

    private String tag(String direction, String body) {
        return HexFormat.of().formatHex(Arrays.copyOf(key.mac(sealed(direction, body)), TAG));
    }

    private byte[] sealed(String direction, String body) {
        return (session + "|" + direction + "|" + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** The pump has proved who it is, and does not keep to the protocol. */
    static LinkException misread(String request, MalformedException why) {
        return new LinkException(
                Reason.CUT,
                "the pump answered " + request + " with something this driver cannot use: " + why.getMessage(),
                why);
    }

    /** Leaves, as well as the link allows: the device forgets by itself what is staged when the link goes. */
    void leave(Call call) {
        try {
            counter++;
            String body = counter + " BYE";
            lines.send(body + " " + tag("to pump", body), call);
        } catch (LinkException gone) {
            return; // nothing depends on it
        }
    }
}
