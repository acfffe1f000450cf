// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/**
 * A protocol as small as it can be, its link and its host: lines of {@code mark kind number rest}, where {@code ?} asks, {@code !} answers and
 * {@code -} refuses, number 0 is open, and a message is sealed when its rest ends with the word {@code sealed}. The far end says what it was told to
 * say, so long after the request that it belongs to.
 */
final class Toy implements CallContext, TimeSource, Link {

    static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    final List<String> sent = new ArrayList<>();
    final List<Instant> sentAt = new ArrayList<>();
    final List<String> evidence = new ArrayList<>();
    Instant now = BEGIN;
    boolean interrupted;
    boolean open = true;
    Optional<Runnable> beforeReading = Optional.empty();

    private final Deque<Said> toBeSaid = new ArrayDeque<>();

    private record Said(Duration after, String text) {}

    private record Coming(Instant at, String text) {}

    private final Deque<Coming> coming = new ArrayDeque<>();

    /** What the far end says to the next request that it has nothing for yet; several come one after the other. */
    Toy says(Duration after, String text) {
        toBeSaid.add(new Said(after, text));
        return this;
    }

    Toy staysSilent() {
        return says(Duration.ofDays(1), "");
    }

    MessageLink<Message> link() {
        return new MessageLink<>(this, this, new Lines());
    }

    record Request(String kind) {
        @Override
        public String toString() {
            return kind;
        }
    }

    record Refused(String why) implements Refusal {
        @Override
        public List<Violation> violations() {
            return List.of(Violation.of("PUMP_REFUSED", why));
        }

        @Override
        public String line() {
            return why;
        }
    }

    record Message(String text) {

        private String word(int index) {
            return text.split(" ", -1)[index];
        }

        boolean is(char mark, String kind) {
            return text.charAt(0) == mark && word(1).equals(kind);
        }

        long number() {
            return Long.parseLong(word(2));
        }

        String rest() {
            return word(3);
        }

        boolean isSealed() {
            return text.endsWith(" sealed");
        }
    }

    static final class Words implements Wording<Request, Refused, Message> {

        @Override
        public Message open(Request request) {
            return new Message("? " + request + " 0 -");
        }

        @Override
        public boolean isOpen(Message message) {
            return message.number() == 0;
        }

        @Override
        public boolean answers(Message message, Request request) {
            return message.is('!', request.kind());
        }

        @Override
        public boolean refuses(Message message, Request request) {
            return message.is('-', request.kind());
        }

        @Override
        public Refused refusal(Message message, Request request) throws MalformedException {
            if (message.rest().equals("garbled")) {
                throw new MalformedException("a reason nobody can read");
            }
            return new Refused(message.rest());
        }
    }

    static final class Seals implements SealedDialogue.Seals<Request, Message> {

        @Override
        public long last() {
            return 3;
        }

        @Override
        public Message sealed(Request request, long number) {
            return new Message("? " + request + " " + number + " - sealed");
        }

        @Override
        public boolean isOurs(Message message, long number) {
            return message.isSealed() && message.number() == number;
        }
    }

    /** Lines; one that does not begin with a mark is whole and no message. */
    static final class Lines implements FrameReader<Message> {

        private final StringBuilder held = new StringBuilder();

        @Override
        public void feed(byte[] bytes) {
            held.append(new String(bytes, StandardCharsets.US_ASCII));
        }

        @Override
        public Optional<Frame<Message>> next() {
            int end = held.indexOf("\n");
            if (end < 0) {
                return Optional.empty();
            }
            String line = held.substring(0, end);
            held.delete(0, end + 1);
            Bytes wire = Bytes.of((line + "\n").getBytes(StandardCharsets.US_ASCII));
            return Optional.of(
                    new Frame<>(wire, line.matches("[?!-] .*") ? Optional.of(new Message(line)) : Optional.empty()));
        }

        @Override
        public byte[] wire(Message message) {
            return (message.text() + "\n").getBytes(StandardCharsets.US_ASCII);
        }
    }

    // --- the link ---------------------------------------------------------------------------------------------------

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        if (!open) {
            throw new LinkException(LinkException.Reason.CUT, "the link is cut");
        }
        sent.add(new String(bytes, StandardCharsets.US_ASCII).strip());
        sentAt.add(now);
        Said said = toBeSaid.pollFirst();
        if (said != null && !said.text().isEmpty()) {
            for (String line : said.text().split("\\|", -1)) {
                coming.add(new Coming(now.plus(said.after()), line));
            }
        }
    }

    @Override
    public byte[] read(int max, Instant until) {
        beforeReading.ifPresent(Runnable::run);
        Coming next = coming.peekFirst();
        if (next == null || next.at().isAfter(until)) {
            now = until;
            return new byte[0];
        }
        coming.removeFirst();
        now = next.at().isAfter(now) ? next.at() : now;
        return (next.text() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    // --- the host ---------------------------------------------------------------------------------------------------

    @Override
    public TimeSource house() {
        return this;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public boolean interrupted() {
        return interrupted;
    }

    @Override
    public Randomness randomness() {
        throw new AssertionError("a dialogue needs no chance");
    }

    @Override
    public void frame(Direction direction, byte[] bytes) {
        evidence.add(direction + " " + new String(bytes, StandardCharsets.US_ASCII).strip());
    }

    @Override
    public void progress(int done, int of) {
        throw new AssertionError("a dialogue tells no progress");
    }

    @Override
    public boolean await(Signal signal, Instant deadline) {
        throw new AssertionError("a dialogue waits in reads only");
    }

    @Override
    public void sleepUntil(Instant wakeUp) {
        throw new AssertionError("a dialogue waits in reads only");
    }
}
